// Unary, binary and comparing loops over elements of type T, one for each row of the table. Each comes in
// the stride patterns that matter: contiguous, one operand a repeated scalar, and the general one.

// An output may be the very memory of an input, which has loops of its own with one pointer: compiled code
// for two pointers takes the scalar path where they turn out equal.
#define UNARY_LOOP(E)                                                                             \
  if (sx == 1 && xs == out) for (long i = 0; i < n; i++) { T x = out[i]; out[i] = (E); }          \
  else if (sx == 1) for (long i = 0; i < n; i++) { T x = xs[i]; out[i] = (E); }                   \
  else for (long i = 0; i < n; i++) { T x = xs[i * sx]; out[i] = (E); }

static void TYPED(unary)(kg_unary_code f, long n, const void *from, long sx, double p_, double q_, void *to) {
  const T *xs = from;
  T *out = to, p = (T)p_, q = (T)q_;
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) case KG_UNARY_##NAME: UNARY_LOOP(VALUE) break;
#define KG_UNARY_NEAR(NAME, VALUE, READS, GRADIENT, FAR_VALUE, FAR_GRADIENT)                      \
  case KG_UNARY_##NAME:                                                                           \
    if (kg_all_near(n, xs, sx)) { UNARY_LOOP(VALUE) } else { UNARY_LOOP(FAR_VALUE) }              \
    break;
#include "elementwise_table.h"
  }
}

// What is saved, in the word that the table has for it; where the derivative reads nothing, only g is read.
#define SAVED_INPUT(I) T x = saved[I];
#define SAVED_OUTPUT(I) T y = saved[I];
#define SAVED_NOTHING(I)
#define GRADIENT_LOOP(READS, E)                                                                   \
  if (sg == 1 && ss == 1)                                                                         \
    for (long i = 0; i < n; i++) { T g = gs[i]; SAVED_##READS(i) out[i] = (E); }                  \
  else if (sg == 0 && ss == 1) {                                                                  \
    T g = gs[0];                                                                                  \
    for (long i = 0; i < n; i++) { SAVED_##READS(i) out[i] = (E); }                               \
  } else                                                                                          \
    for (long i = 0; i < n; i++) { T g = gs[i * sg]; SAVED_##READS(i * ss) out[i] = (E); }

static void TYPED(unary_backward)(kg_unary_code f, long n, const void *gradient, long sg, const void *read,
                                  long ss, double p_, double q_, void *to) {
  const T *gs = gradient, *saved = read;
  T *out = to, p = (T)p_, q = (T)q_;
  if (n == 0) return;
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) case KG_UNARY_##NAME: GRADIENT_LOOP(READS, GRADIENT) break;
#define KG_UNARY_NEAR(NAME, VALUE, READS, GRADIENT, FAR_VALUE, FAR_GRADIENT)                      \
  case KG_UNARY_##NAME:                                                                           \
    if (kg_all_near(n, saved, ss)) { GRADIENT_LOOP(READS, GRADIENT) }                             \
    else { GRADIENT_LOOP(READS, FAR_GRADIENT) }                                                   \
    break;
#include "elementwise_table.h"
  }
}

#define PAIR_LOOP(E)                                                                              \
  if (sa == 1 && sb == 1) for (long i = 0; i < n; i++) { T a = as[i], b = bs[i]; out[i] = (E); }  \
  else if (sa == 1 && sb == 0) { T b = bs[0]; for (long i = 0; i < n; i++) { T a = as[i]; out[i] = (E); } } \
  else if (sa == 0 && sb == 1) { T a = as[0]; for (long i = 0; i < n; i++) { T b = bs[i]; out[i] = (E); } } \
  else for (long i = 0; i < n; i++) { T a = as[i * sa], b = bs[i * sb]; out[i] = (E); }

#define BINARY_LOOP(E)                                                                            \
  if (as == out && sa == 1 && sb == 1) for (long i = 0; i < n; i++) { T a = out[i], b = bs[i]; out[i] = (E); } \
  else if (as == out && sa == 1 && sb == 0) {                                                     \
    T b = bs[0];                                                                                  \
    for (long i = 0; i < n; i++) { T a = out[i]; out[i] = (E); }                                  \
  } else PAIR_LOOP(E)

enum { TYPED(PAIRS) = 256 };
#define PAIRS TYPED(PAIRS)
#define KG_BINARY(NAME, VALUE)
#define KG_BINARY_NEAR(NAME, VALUE, FAR_VALUE, NEAR)                                              \
  static void TYPED(binary_piece_##NAME)(long n, const T *as, long sa, const T *bs, long sb, T p, T *out) { \
    if (kg_all_near_##NEAR(n, as, sa, bs, sb)) { BINARY_LOOP(VALUE) } else { BINARY_LOOP(FAR_VALUE) } \
  }
#include "elementwise_table.h"

static void TYPED(binary)(kg_binary_code f, long n, const void *left, long sa, const void *right, long sb,
                          double p_, void *to) {
  const T *as = left, *bs = right;
  T *out = to, p = (T)p_;
  if (n == 0) return;
  switch (f) {
#define KG_BINARY(NAME, VALUE) case KG_BINARY_##NAME: BINARY_LOOP(VALUE) break;
// A piece at a time, so that a pair that is not near does not slow all others.
#define KG_BINARY_NEAR(NAME, VALUE, FAR_VALUE, NEAR)                                              \
  case KG_BINARY_##NAME:                                                                          \
    for (; n > 0; n -= PAIRS, as += PAIRS * sa, bs += PAIRS * sb, out += PAIRS)                   \
      TYPED(binary_piece_##NAME)(least(n, PAIRS), as, sa, bs, sb, p, out);                        \
    break;
#include "elementwise_table.h"
  }
}

static void TYPED(compare)(kg_comparison_code f, long n, const void *left, long sa, const void *right, long sb,
                           uint8_t *out) {
  const T *as = left, *bs = right;
  if (n == 0) return;
  switch (f) {
#define KG_COMPARISON(NAME, VALUE) case KG_COMPARISON_##NAME: PAIR_LOOP(VALUE) break;
#include "elementwise_table.h"
  }
}

#undef UNARY_LOOP
#undef SAVED_INPUT
#undef SAVED_OUTPUT
#undef SAVED_NOTHING
#undef GRADIENT_LOOP
#undef PAIR_LOOP
#undef BINARY_LOOP
#undef PAIRS
