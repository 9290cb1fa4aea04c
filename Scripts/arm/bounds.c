// How far results may lie from the truth, in units in the last place and, where digits are lost to
// cancellation, absolutely. A function without a row here has to be exact: each of its operations is rounded
// as in double, and one operation in double rounds to the same float.
#include "bounds.h"
#include "check.h"

// The values' bounds are those of FunctionTests in Tests/KagamiKernelsTests.
static const double value_ulps[KG_UNARY_COUNT] = {
    [KG_UNARY_exp] = 2,  [KG_UNARY_expm1] = 4,   [KG_UNARY_log] = 2,      [KG_UNARY_log1p] = 4,
    [KG_UNARY_erf] = 2,  [KG_UNARY_sin] = 2,     [KG_UNARY_cos] = 2,      [KG_UNARY_tanh] = 6,
    [KG_UNARY_sigmoid] = 4, [KG_UNARY_softplus] = 4, [KG_UNARY_elu] = 5,
    // Formed in double, and rounded once more; exp2 in float.
    [KG_UNARY_log2] = 1,  [KG_UNARY_log10] = 1,  [KG_UNARY_exp2] = 2,     [KG_UNARY_tan] = 2,
    [KG_UNARY_asin] = 1,  [KG_UNARY_acos] = 1,   [KG_UNARY_atan] = 1,     [KG_UNARY_sinh] = 1,
    [KG_UNARY_cosh] = 1,  [KG_UNARY_asinh] = 1,  [KG_UNARY_acosh] = 1,    [KG_UNARY_atanh] = 1,
    // A quotient of a root.
    [KG_UNARY_rsqrt] = 1,
};

bound unary_bound(kg_element type, kg_unary_code f, double x) {
  bound b = {value_ulps[f], 0};
  // 1 + exp(-x) is infinite, or exp(x) subnormal, where the result is all but subnormal.
  int is_lost = type == KG_FLOAT32 ? x <= -87 : x <= -708;
  if (is_lost && (f == KG_UNARY_sigmoid || f == KG_UNARY_softplus)) b.slack = type == KG_FLOAT32 ? 0x1p-125 : 0x1p-1021;
  return b;
}

// Those of the function within, and one for each rounding after it.
static const double gradient_ulps[KG_UNARY_COUNT] = {
    [KG_UNARY_expm1] = 3, [KG_UNARY_log1p] = 2, [KG_UNARY_erf] = 4,     [KG_UNARY_sin] = 3,
    [KG_UNARY_cos] = 3,   [KG_UNARY_tanh] = 1,  [KG_UNARY_sigmoid] = 3, [KG_UNARY_softplus] = 5,
    [KG_UNARY_elu] = 4,
    [KG_UNARY_log2] = 2,  [KG_UNARY_log10] = 2, [KG_UNARY_exp2] = 3,   [KG_UNARY_rsqrt] = 3,
    [KG_UNARY_reciprocal] = 2, [KG_UNARY_square] = 1, [KG_UNARY_tan] = 2, [KG_UNARY_atan] = 3,
    [KG_UNARY_sinh] = 2,  [KG_UNARY_cosh] = 2,  [KG_UNARY_asinh] = 4,
};

bound gradient_bound(kg_element type, kg_unary_code f, double g, double saved, double truth) {
  bound b = {gradient_ulps[f], 0};
  double epsilon = epsilon_of(type);
  // 1 - y * y: the square is rounded where there is no fused multiply-add, and then the difference and the product.
  if (f == KG_UNARY_tanh && isfinite(saved)) b.slack = 2 * fabs(g) * epsilon * (1 + saved * saved);
  // 1 - x * x, or x * x - 1: the same, and all that follows multiplies what is left of it.
  if (f == KG_UNARY_asin || f == KG_UNARY_acos || f == KG_UNARY_acosh || f == KG_UNARY_atanh)
    b.slack = 4 * fabs(truth) * epsilon * (1 + (1 + saved * saved) / fabs(1 - saved * saved));
  // What g is multiplied by is no float, though the product would be one.
  double factor = f == KG_UNARY_rsqrt  ? saved * saved * saved
                  : f == KG_UNARY_sinh ? cosh(saved)
                  : f == KG_UNARY_cosh ? sinh(saved)
                                       : 0;
  int is_lost = fabs(factor) > 0x1.fffffep127 || (f == KG_UNARY_rsqrt && fabs(truth) >= 0x1p126);
  if (type == KG_FLOAT32 && is_lost) b.slack = INFINITY;
  // exp(-(x * x)): the rounding of the square is multiplied by it.
  if (f == KG_UNARY_erf) b.slack = larger(fabs(truth) * saved * saved * epsilon, fabs(g) * 0x1p-140);
  // A sigmoid that is subnormal; see above.
  if (f == KG_UNARY_softplus) b.slack = fabs(g) * unary_bound(type, KG_UNARY_sigmoid, saved).slack;
  return b;
}

bound binary_bound(kg_element type, kg_binary_code f, double a, double b, double p) {
  double epsilon = epsilon_of(type);
  switch (f) {
  // The C library's powf and pow are off by less than a unit.
  case KG_BINARY_power: return (bound){1, 0};
  // Formed in double, or by the C library.
  case KG_BINARY_atan2: case KG_BINARY_hypot: return (bound){1, 0};
  // The larger one, and a logarithm that may take most of it away.
  case KG_BINARY_logAddExp: return (bound){4, 4 * epsilon * larger(fabs(a), fabs(b))};
  // Three roundings, of numbers that may cancel.
  case KG_BINARY_blend: return (bound){1, epsilon * (fabs(a) + fabs(b)) * (1 + fabs(p))};
  // Logarithms within two units, and the rounding of 1 - a.
  case KG_BINARY_binaryCrossEntropy:
    return (bound){4, epsilon * (1 + 4 * fabs(b * larger(log(a), -100)) + 4 * fabs((1 - b) * larger(log1p(-a), -100)))};
  // A difference over a product of a difference.
  case KG_BINARY_binaryCrossEntropySlope: return (bound){4, 0};
  default: return (bound){0, 0};
  }
}
