// What a Linear layer does around its products, in one pass over each block: bias and activation on the
// way forward; the activation's slope and the bias's gradient on the way back.

#define FINISH_LOOP(E)                                                                            \
  if (bias)                                                                                       \
    for (long i = 0; i < rows; i++)                                                               \
      for (long j = 0; j < columns; j++) { x_t x = y[i * sy + j] + bias[j]; y[i * sy + j] = (E); }\
  else                                                                                            \
    for (long i = 0; i < rows; i++)                                                               \
      for (long j = 0; j < columns; j++) { x_t x = y[i * sy + j]; y[i * sy + j] = (E); }          \
  break;

#define GATE_LOOP(E)                                                                              \
  for (long i = 0; i < rows; i++)                                                                 \
    for (long j = 0; j < columns; j++) {                                                          \
      x_t a = g[i * sg + j], b = y[i * sy + j], d = (E);                                          \
      out[i * so + j] = d;                                                                        \
      sums[j] += d;                                                                               \
    }                                                                                             \
  break;

// The weight gradient of a single sample.
static void KG_LOOP(kg_outer_f32)(long m, long n, const float *a, long sa, const float *restrict b,
                            float *restrict c, long sc, int accumulate) {
  for (long i = 0; i < m; i++) {
    float x = a[i * sa], *row = c + i * sc;
    if (accumulate) for (long j = 0; j < n; j++) row[j] += x * b[j];
    else for (long j = 0; j < n; j++) row[j] = x * b[j];
  }
}

#define LAYERS(T, S)                                                                              \
  static void KG_LOOP(kg_finish_##S)(kg_activation f, long rows, long columns, const T *bias, T p, T *y,\
                               long sy) {                                                         \
    typedef T x_t;                                                                                \
    switch (f) {                                                                                  \
    case KG_IDENTITY: FINISH_LOOP(x)                                                              \
    case KG_WITH_RELU: FINISH_LOOP(kg_relu_##S(x))                                                \
    case KG_WITH_LEAKY_RELU: FINISH_LOOP(kg_leaky_relu_##S(x, p))                                 \
    case KG_WITH_TANH: FINISH_LOOP(kg_tanh_##S(x))                                                \
    case KG_WITH_SIGMOID: FINISH_LOOP(kg_sigmoid_##S(x))                                          \
    }                                                                                             \
  }                                                                                               \
  static void KG_LOOP(kg_gate_##S)(kg_activation f, long rows, long columns, const T *restrict g, \
                             long sg, const T *restrict y, long sy, T p, T *restrict out,         \
                             long so, T *restrict sums) {                                         \
    typedef T x_t;                                                                                \
    switch (f) {                                                                                  \
    case KG_IDENTITY: break;                                                                      \
    case KG_WITH_RELU: GATE_LOOP(b <= 0 ? 0 : a)                                                  \
    case KG_WITH_LEAKY_RELU: GATE_LOOP(b > 0 ? a : a * p)                                         \
    case KG_WITH_TANH: GATE_LOOP(a * (1 - b * b))                                                 \
    case KG_WITH_SIGMOID: GATE_LOOP(a * ((1 - b) * b))                                            \
    }                                                                                             \
  }
LAYERS(float, f32)
LAYERS(double, f64)
