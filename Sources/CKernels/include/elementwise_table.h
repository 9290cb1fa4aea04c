// Every elementwise function, one row each. A file defines what it makes of a row and includes this one;
// the definitions end with it.
//
// KG_UNARY(name, value, what the derivative reads, gradient)
//   value     of `x`; parameters are `p` and `q`.
//   reads     INPUT, and the gradient may use `x`; OUTPUT, and it may use `y`, the value; or NOTHING.
//             A layer applies functions of the second kind to the memory of its product.
//   gradient  of the input, from `g`, that of the value.
// KG_UNARY_NEAR(…, far value, far gradient): the first two hold for |x| up to KG_NEAR in float32, in vector
//   loops; the last two hold for every x.
// KG_BINARY(name, value) of `a` and `b`; the parameter is `p`.
// KG_BINARY_NEAR(…, far value, pairs): the first holds in float32, in vector instructions, for the pairs that
//   kg_all_near_PAIRS finds; the second for all. A file that treats them alike does not define it, and takes the
//   far one.
// KG_COMPARISON(name, truth value) of `a` and `b`.
//
// `T` is the element type where an expression has to name it. NaN makes comparisons false.

#if !defined(KG_UNARY_NEAR)
#define KG_UNARY_NEAR(NAME, VALUE, READS, GRADIENT, FAR_VALUE, FAR_GRADIENT) \
  KG_UNARY(NAME, FAR_VALUE, READS, FAR_GRADIENT)
#endif

#if defined(KG_UNARY)
KG_UNARY(negate, -x, NOTHING, -g)
KG_UNARY(abs, kg_abs(x), INPUT, g * kg_sign(x))
KG_UNARY(sign, kg_sign(x), NOTHING, 0)
KG_UNARY(exp, kg_exp(x), OUTPUT, g * y)
KG_UNARY(expm1, kg_expm1(x), INPUT, g * kg_exp(x))
KG_UNARY(log, kg_log(x), INPUT, g / x)
KG_UNARY(log1p, kg_log1p(x), INPUT, g / (x + 1))
KG_UNARY(log2, kg_log2(x), INPUT, g / (x * (T)0.69314718055994530942))
KG_UNARY(log10, kg_log10(x), INPUT, g / (x * (T)2.30258509299404568402))
KG_UNARY(exp2, kg_exp2(x), OUTPUT, g * y * (T)0.69314718055994530942)
KG_UNARY(sqrt, kg_sqrt(x), OUTPUT, g / (y * 2))
KG_UNARY(rsqrt, kg_rsqrt(x), OUTPUT, g * (y * y * y) * (T)-0.5)
KG_UNARY(reciprocal, 1 / x, OUTPUT, -g * (y * y))
KG_UNARY(square, x * x, INPUT, g * (x * 2))
KG_UNARY(floor, kg_floor(x), NOTHING, 0)
KG_UNARY(ceil, kg_ceil(x), NOTHING, 0)
KG_UNARY(trunc, kg_trunc(x), NOTHING, 0)
KG_UNARY(round, kg_round(x), NOTHING, 0)
KG_UNARY(erf, kg_erf(x), INPUT, g * (kg_exp(-(x * x)) * (T)1.12837916709551257390))
KG_UNARY_NEAR(sin, kg_sin(x), INPUT, g * kg_cos(x), kg_sin_far(x), g * kg_cos_far(x))
KG_UNARY_NEAR(cos, kg_cos(x), INPUT, -(g * kg_sin(x)), kg_cos_far(x), -(g * kg_sin_far(x)))
KG_UNARY_NEAR(tan, kg_tan(x), OUTPUT, g * (y * y + 1), kg_tan_far(x), g * (y * y + 1))
KG_UNARY(asin, kg_asin(x), INPUT, g * kg_rsqrt(1 - x * x))
KG_UNARY(acos, kg_acos(x), INPUT, -g * kg_rsqrt(1 - x * x))
KG_UNARY(atan, kg_atan(x), INPUT, g / (x * x + 1))
KG_UNARY(sinh, kg_sinh(x), INPUT, g * kg_cosh(x))
KG_UNARY(cosh, kg_cosh(x), INPUT, g * kg_sinh(x))
KG_UNARY(asinh, kg_asinh(x), INPUT, g * kg_rsqrt(x * x + 1))
KG_UNARY(acosh, kg_acosh(x), INPUT, g * kg_rsqrt(x * x - 1))
KG_UNARY(atanh, kg_atanh(x), INPUT, g / (1 - x * x))
KG_UNARY(tanh, kg_tanh(x), OUTPUT, g * (1 - y * y))
KG_UNARY(sigmoid, kg_sigmoid(x), OUTPUT, g * ((1 - y) * y))
KG_UNARY(softplus, kg_softplus(x), INPUT, g * kg_sigmoid(x))
KG_UNARY(relu, x > 0 || x != x ? x : 0, OUTPUT, y <= 0 ? 0 : g)
// The slope is p. Of a negative slope the result's sign is not the input's: `y` then is the input.
KG_UNARY(leakyReLU, x > 0 ? x : x * p, OUTPUT, y > 0 ? g : g * p)
// Above 0 the slope is q; below, p times that of expm1.
KG_UNARY(elu, x > 0 ? x * q : kg_expm1(x) * p, INPUT, x <= 0 ? g * (kg_exp(x) * p) : g * q)
// p in place of NaN, and q or -q in place of an infinity.
KG_UNARY(nanToNum, x != x ? p : x - x == 0 ? x : x > 0 ? q : -q, INPUT, x - x == 0 ? g : 0)
// Between p and q; a bound that is NaN is none.
KG_UNARY(clamp, x != x ? x : (x < p ? p : (x > q ? q : x)), INPUT, x <= p || x >= q || x != x ? 0 : g)
#endif

#if defined(KG_BINARY)
#if !defined(KG_BINARY_NEAR)
#define KG_BINARY_NEAR(NAME, VALUE, FAR_VALUE, PAIRS) KG_BINARY(NAME, FAR_VALUE)
#endif
KG_BINARY(add, a + b)
KG_BINARY(subtract, a - b)
KG_BINARY(multiply, a * b)
KG_BINARY(divide, a / b)
// NaN in `b` is found beside the comparison with `a`, which in a reduction waits for the last one.
KG_BINARY(maximum, b != b ? b : b > a ? b : a)
KG_BINARY(minimum, b != b ? b : b < a ? b : a)
KG_BINARY_NEAR(power, kg_pow(a, b), kg_pow_far(a, b), power)
// What floored division leaves has the divisor's sign, what truncated division leaves the dividend's.
KG_BINARY_NEAR(floorDivide, kg_floor_divide(a, b), kg_floor_divide_far(a, b), quotients)
KG_BINARY_NEAR(remainder, kg_remainder(a, b), kg_remainder_far(a, b), quotients)
KG_BINARY_NEAR(fmod, kg_fmod(a, b), kg_fmod_far(a, b), quotients)
KG_BINARY(atan2, kg_atan2(a, b))
KG_BINARY(hypot, kg_hypot(a, b))
KG_BINARY(logAddExp, kg_log_add_exp(a, b))
KG_BINARY(copySign, kg_copysign(a, b))
KG_BINARY(nextAfter, kg_nextafter(a, b))
KG_BINARY(blend, a + p * (b - a))
// Of a probability a and its target b; logarithms are held above -100.
KG_BINARY(binaryCrossEntropy, (b - 1) * kg_above(kg_log1p(-a), -100) - b * kg_above(kg_log(a), -100))
// Its derivative by the probability.
KG_BINARY(binaryCrossEntropySlope, (a - b) / kg_above((1 - a) * a, (T)1e-12))
#endif

#if defined(KG_COMPARISON)
KG_COMPARISON(equal, a == b)
KG_COMPARISON(notEqual, a != b)
KG_COMPARISON(less, a < b)
KG_COMPARISON(lessEqual, a <= b)
KG_COMPARISON(greater, a > b)
KG_COMPARISON(greaterEqual, a >= b)
#endif

#undef KG_UNARY
#undef KG_UNARY_NEAR
#undef KG_BINARY
#undef KG_BINARY_NEAR
#undef KG_COMPARISON
