// What a Linear layer does around its products, in one pass over each block, for elements of type T: bias
// and activation on the way forward; the activation's derivative and the bias's gradient on the way back.
// Activations are the functions whose derivative reads their output.

#define EPILOGUE_NOTHING(NAME, VALUE)
#define EPILOGUE_INPUT(NAME, VALUE)
#define EPILOGUE_OUTPUT(NAME, VALUE)                                                              \
  case KG_UNARY_##NAME:                                                                           \
    if (bias)                                                                                     \
      for (long i = 0; i < rows; i++)                                                             \
        for (long j = 0; j < columns; j++) { T x = out[i * sy + j] + bias[j]; out[i * sy + j] = (VALUE); } \
    else                                                                                          \
      for (long i = 0; i < rows; i++)                                                             \
        for (long j = 0; j < columns; j++) { T x = out[i * sy + j]; out[i * sy + j] = (VALUE); }  \
    break;

static void TYPED(epilogue)(kg_unary_code f, long rows, long columns, const void *summands, double p_, void *y,
                            long sy) {
  const T *bias = summands;
  T *out = y, p = (T)p_;
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) EPILOGUE_##READS(NAME, VALUE)
#include "elementwise_table.h"
  default: break;
  }
}

static void TYPED(add_bias)(long rows, long columns, const void *summands, void *y, long sy) {
  const T *bias = summands;
  T *out = y;
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < columns; j++) out[i * sy + j] = out[i * sy + j] + bias[j];
}

#define BACKWARD_NOTHING(NAME, GRADIENT)
#define BACKWARD_INPUT(NAME, GRADIENT)
#define BACKWARD_OUTPUT(NAME, GRADIENT)                                                           \
  case KG_UNARY_##NAME:                                                                           \
    for (long i = 0; i < rows; i++)                                                               \
      for (long j = 0; j < columns; j++) {                                                        \
        T g = gs[i * sg + j], y = ys[i * sy + j], d = (GRADIENT);                                 \
        out[i * so + j] = d;                                                                      \
        sums[j] += d;                                                                             \
      }                                                                                           \
    break;

static void TYPED(activation_backward)(kg_unary_code f, long rows, long columns, const void *restrict gradient,
                                       long sg, const void *restrict output, long sy, double p_,
                                       void *restrict to, long so, void *restrict totals) {
  const T *gs = gradient, *ys = output;
  T *out = to, *sums = totals, p = (T)p_;
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) BACKWARD_##READS(NAME, GRADIENT)
#include "elementwise_table.h"
  default: break;
  }
}

#undef EPILOGUE_NOTHING
#undef EPILOGUE_INPUT
#undef EPILOGUE_OUTPUT
#undef BACKWARD_NOTHING
#undef BACKWARD_INPUT
#undef BACKWARD_OUTPUT
