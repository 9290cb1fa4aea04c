// Unary, binary and comparing loops. Each function comes in the stride patterns that matter:
// contiguous, one operand a repeated scalar, and the general one.

// An output may be the very memory of an input. Loops of their own say so: where the compiler finds two
// pointers equal that it thought apart, it goes element by element.
#define UNARY_LOOP(E)                                                                             \
  if (sx == 1 && xs == y) { for (long i = 0; i < n; i++) { x_t x = y[i]; y[i] = (E); } }          \
  else if (sx == 1) { for (long i = 0; i < n; i++) { x_t x = xs[i]; y[i] = (E); } }               \
  else { for (long i = 0; i < n; i++) { x_t x = xs[i * sx]; y[i] = (E); } }                       \
  break;

#define UNARY(T, S)                                                                               \
  static void KG_LOOP(kg_unary_##S)(kg_unary f, long n, const T *xs, long sx, T p, T q, T *y) {   \
    typedef T x_t;                                                                                \
    switch (f) {                                                                                  \
    case KG_NEGATE: UNARY_LOOP(-x)                                                                \
    case KG_ABSOLUTE: UNARY_LOOP(kg_abs_##S(x))                                                   \
    case KG_SIGN: UNARY_LOOP(kg_sign_##S(x))                                                      \
    case KG_EXP: UNARY_LOOP(kg_exp_##S(x))                                                        \
    case KG_LOG: UNARY_LOOP(kg_log_##S(x))                                                        \
    case KG_LOG1P: UNARY_LOOP(kg_log1p_##S(x))                                                    \
    case KG_SQRT: UNARY_LOOP(kg_sqrt_##S(x))                                                      \
    case KG_TANH: UNARY_LOOP(kg_tanh_##S(x))                                                      \
    case KG_SIGMOID: UNARY_LOOP(kg_sigmoid_##S(x))                                                \
    case KG_SOFTPLUS: UNARY_LOOP(kg_softplus_##S(x))                                              \
    case KG_RELU: UNARY_LOOP(kg_relu_##S(x))                                                      \
    case KG_LEAKY_RELU: UNARY_LOOP(kg_leaky_relu_##S(x, p))                                       \
    case KG_CLAMP: UNARY_LOOP(x != x ? x : (x < p ? p : (x > q ? q : x)))                         \
    case KG_EXPM1: UNARY_LOOP(kg_expm1_##S(x))                                                    \
    case KG_ERF: UNARY_LOOP(kg_erf_##S(x))                                                        \
    }                                                                                             \
  }
UNARY(float, f32)
UNARY(double, f64)

#define UPDATE_LOOP(E)                                                                            \
  if (as == y && sa == 1 && sb == 1) {                                                            \
    for (long i = 0; i < n; i++) { x_t a = y[i], b = bs[i]; y[i] = (E); }                         \
    break;                                                                                        \
  }                                                                                               \
  if (as == y && sa == 1 && sb == 0) {                                                            \
    x_t b = bs[0];                                                                                \
    for (long i = 0; i < n; i++) { x_t a = y[i]; y[i] = (E); }                                    \
    break;                                                                                        \
  }                                                                                               \
  PAIR_LOOP(E)
#define PAIR_LOOP(E)                                                                              \
  if (sa == 1 && sb == 1) { for (long i = 0; i < n; i++) { x_t a = as[i], b = bs[i]; y[i] = (E); } }\
  else if (sa == 1 && sb == 0) { x_t b = bs[0]; for (long i = 0; i < n; i++) { x_t a = as[i]; y[i] = (E); } }\
  else if (sa == 0 && sb == 1) { x_t a = as[0]; for (long i = 0; i < n; i++) { x_t b = bs[i]; y[i] = (E); } }\
  else { for (long i = 0; i < n; i++) { x_t a = as[i * sa], b = bs[i * sb]; y[i] = (E); } }       \
  break;

#define BINARY(T, S)                                                                              \
  static void KG_LOOP(kg_binary_##S)(kg_binary f, long n, const T *as, long sa, const T *bs, long sb,\
                               T p, T *y) {                                                       \
    typedef T x_t;                                                                                \
    if (n == 0) return;                                                                           \
    switch (f) {                                                                                  \
    case KG_ADD: UPDATE_LOOP(a + b)                                                               \
    case KG_SUBTRACT: UPDATE_LOOP(a - b)                                                          \
    case KG_MULTIPLY: UPDATE_LOOP(a * b)                                                          \
    case KG_DIVIDE: UPDATE_LOOP(a / b)                                                            \
    case KG_MAXIMUM: PAIR_LOOP(kg_maximum_##S(a, b))                                              \
    case KG_MINIMUM: PAIR_LOOP(kg_minimum_##S(a, b))                                              \
    case KG_POWER: PAIR_LOOP(kg_pow_##S(a, b))                                                    \
    case KG_TANH_GRADIENT: PAIR_LOOP(a * (1 - b * b))                                             \
    case KG_SIGMOID_GRADIENT: PAIR_LOOP(a * ((1 - b) * b))                                        \
    case KG_LEAKY_RELU_GRADIENT: PAIR_LOOP(b > 0 ? a : a * p)                                     \
    case KG_RELU_GRADIENT: PAIR_LOOP(b <= 0 ? 0 : a)                                              \
    case KG_BLEND: UPDATE_LOOP(a + p * (b - a))                                                   \
    case KG_BINARY_CROSS_ENTROPY:                                                                 \
      PAIR_LOOP((b - 1) * kg_above_##S(kg_log_##S(1 - a), -100) - b * kg_above_##S(kg_log_##S(a), -100))\
    case KG_BINARY_CROSS_ENTROPY_SLOPE: PAIR_LOOP((a - b) / kg_above_##S((1 - a) * a, (T)1e-12))  \
    }                                                                                             \
  }
BINARY(float, f32)
BINARY(double, f64)

#define COMPARE(T, S)                                                                             \
  static void KG_LOOP(kg_compare_##S)(kg_comparison f, long n, const T *as, long sa, const T *bs, \
                                long sb, uint8_t *y) {                                            \
    typedef T x_t;                                                                                \
    if (n == 0) return;                                                                           \
    switch (f) {                                                                                  \
    case KG_EQUAL: PAIR_LOOP(a == b)                                                              \
    case KG_NOT_EQUAL: PAIR_LOOP(a != b)                                                          \
    case KG_LESS: PAIR_LOOP(a < b)                                                                \
    case KG_LESS_EQUAL: PAIR_LOOP(a <= b)                                                         \
    case KG_GREATER: PAIR_LOOP(a > b)                                                             \
    case KG_GREATER_EQUAL: PAIR_LOOP(a >= b)                                                      \
    }                                                                                             \
  }                                                                                               \
  static void KG_LOOP(kg_select_##S)(long n, const uint8_t *c, long sc, const T *a, long sa,      \
                               const T *b, long sb, T *y) {                                       \
    for (long i = 0; i < n; i++) y[i] = c[i * sc] ? a[i * sa] : b[i * sb];                        \
  }
COMPARE(float, f32)
COMPARE(double, f64)
