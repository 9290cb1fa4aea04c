// Loops over contiguous or strided vectors, compiled for several levels of instructions and called through a
// table that is chosen as the program is loaded. Strides count elements; outputs are contiguous unless a
// stride is named for them.
#pragma once
#include "bitwise.h"
#include "elementwise.h"
#include "reductions.h"
#include "stored.h"
#include "windows.h"
#include <stdint.h>

// The element types of the typed loops, whose memory is `void *` and whose numbers are rounded from double.
typedef KG_SWIFT_ENUM(ElementCode) {
  KG_FLOAT32 __attribute__((swift_name("float32"))),
  KG_FLOAT64 __attribute__((swift_name("float64"))),
} kg_element;
enum { KG_ELEMENT_COUNT = 2 };

// Loops of every element type, as X(result, name, parameters, arguments).
#define KG_TYPED_LOOPS(X) \
  X(void, unary, (kg_unary_code f, long n, const void *x, long sx, double p, double q, void *y), \
    (f, n, x, sx, p, q, y)) \
  /* out = the gradient of f's input; `saved` is what the derivative reads */ \
  X(void, unary_backward, \
    (kg_unary_code f, long n, const void *g, long sg, const void *saved, long ss, double p, double q, void *out), \
    (f, n, g, sg, saved, ss, p, q, out)) \
  X(void, binary, \
    (kg_binary_code f, long n, const void *a, long sa, const void *b, long sb, double p, void *y), \
    (f, n, a, sa, b, sb, p, y)) \
  X(void, compare, \
    (kg_comparison_code f, long n, const void *a, long sa, const void *b, long sb, uint8_t *y), \
    (f, n, a, sa, b, sb, y)) \
  /* y[r * ly + i * sy] = x[r * lx + i * sx], for n elements of each row */ \
  X(void, copy, (long rows, long n, const void *x, long lx, long sx, void *y, long ly, long sy), \
    (rows, n, x, lx, sx, y, ly, sy)) \
  X(void, fill, (long n, double value, void *y), (n, value, y)) \
  /* y[i * ly] of the elements x[i * lx + j * sx] */ \
  X(void, reduce, \
    (kg_reduction_code f, long lines, long n, const void *x, long lx, long sx, void *y, long ly), \
    (f, lines, n, x, lx, sx, y, ly)) \
  X(double, sum_of_squares, (long n, const void *x, long sx), (n, x, sx)) \
  /* Lines of n elements each, lx and ly apart */ \
  X(void, scan, \
    (kg_reduction_code f, long lines, long n, const void *x, long lx, long sx, void *y, long ly, long sy), \
    (f, lines, n, x, lx, sx, y, ly, sy)) \
  X(long, find, (long n, const void *x, double value), (n, x, value)) \
  /* Functions of rows that lie side by side, whose results lie apart from them; see loops/rows.h */ \
  X(void, softmax, (long rows, long columns, const void *x, int logarithm, void *y), \
    (rows, columns, x, logarithm, y)) \
  X(void, softmax_backward, \
    (long rows, long columns, const void *g, const void *y, int logarithm, void *out), \
    (rows, columns, g, y, logarithm, out)) \
  X(void, standardize, \
    (long rows, long columns, const void *x, double eps, void *y, void *mean, void *variance, void *scale), \
    (rows, columns, x, eps, y, mean, variance, scale)) \
  X(void, standardize_backward, \
    (long rows, long columns, const void *g, const void *y, const void *scale, void *out), \
    (rows, columns, g, y, scale, out)) \
  /* A recurrent layer's step, from the parts of the gates that its input and its state give; see */ \
  /* loops/recurrence.h. What is written first are the gates' values, which the gradients are made of */ \
  X(void, lstm_step, \
    (long rows, long n, const void *input, const void *hidden, const void *c, void *gates, void *h1, void *c1), \
    (rows, n, input, hidden, c, gates, h1, c1)) \
  X(void, lstm_step_backward, \
    (long rows, long n, const void *gates, const void *c, const void *c1, const void *gh, const void *gc, \
     void *out, void *out_c), \
    (rows, n, gates, c, c1, gh, gc, out, out_c)) \
  X(void, gru_step, \
    (long rows, long n, const void *input, const void *hidden, const void *h, void *gates, void *h1), \
    (rows, n, input, hidden, h, gates, h1)) \
  X(void, gru_step_backward, \
    (long rows, long n, const void *gates, const void *hidden, const void *h, const void *g, void *out, \
     void *out_hidden, void *out_h), \
    (rows, n, gates, hidden, h, g, out, out_hidden, out_h)) \
  X(void, accumulate, (long n, const void *x, void *y), (n, x, y)) \
  /* y = y + bias, rows sy apart */ \
  X(void, add_bias, (long rows, long columns, const void *bias, void *y, long sy), (rows, columns, bias, y, sy)) \
  /* y = f(y + bias) for an f whose derivative reads its output; bias may be null */ \
  X(void, epilogue, \
    (kg_unary_code f, long rows, long columns, const void *bias, double p, void *y, long sy), \
    (f, rows, columns, bias, p, y, sy)) \
  /* out = the gradient of f's input, from g and the output y; sums[j] += out[i, j] */ \
  X(void, activation_backward, \
    (kg_unary_code f, long rows, long columns, const void *g, long sg, const void *y, long sy, double p, \
     void *out, long so, void *sums), \
    (f, rows, columns, g, sg, y, sy, p, out, so, sums)) \
  /* Windows that walk over planes which lie side by side; see loops/windows.h. First u[(c, i, j), p] = element */ \
  /* (i, j) of the window on plane c at position p of first..<last, 0 on padding; rows su apart */ \
  X(void, unfold, \
    (const kg_window *window, long channels, const void *x, long first, long last, void *u, long su), \
    (window, channels, x, first, last, u, su)) \
  /* x += all that unfold would copy from there to u, whose elements on padding become 0 */ \
  X(void, fold, (const kg_window *window, long channels, void *u, long su, long first, long last, void *x), \
    (window, channels, u, su, first, last, x)) \
  /* The largest element at each position and its place on its plane, -1 where all is padding */ \
  X(void, max_pool, (const kg_window *window, long planes, const void *x, void *y, int64_t *places), \
    (window, planes, x, y, places)) \
  X(void, max_pool_backward, \
    (long planes, long outputs, long inputs, const void *g, const int64_t *places, void *x), \
    (planes, outputs, inputs, g, places, x)) \
  X(void, sum_pool, (const kg_window *window, long planes, const void *x, void *y), (window, planes, x, y)) \
  X(void, sum_pool_backward, (const kg_window *window, long planes, const void *g, void *x), (window, planes, g, x)) \
  X(void, adam, \
    (long n, const void *g, void *w, void *m, void *v, void *vmax, double rate, double beta2, double rest, \
     double decay, double step, double root, double epsilon, double sign), \
    (n, g, w, m, v, vmax, rate, beta2, rest, decay, step, root, epsilon, sign)) \
  X(void, sgd, \
    (long n, const void *g, void *w, void *velocity, double lr, double momentum, double gain, double decay, \
     int nesterov, int first, double sign), \
    (n, g, w, velocity, lr, momentum, gain, decay, nesterov, first, sign))

// Those that are not of every element type.
#define KG_OTHER_LOOPS(X) \
  /* y[i] = x[i], of other types or of the same; see loops/convert.h */ \
  X(void, kg_convert, (kg_stored from, long n, const void *x, long sx, kg_stored to, void *y, long sy), \
    (from, n, x, sx, to, y, sy)) \
  /* y[i] = c[i] ? a[i] : b[i] for elements of `size` bytes, whatever they mean: 1, 2, 4 or 8 */ \
  X(void, kg_select, \
    (long size, long n, const uint8_t *c, long sc, const void *a, long sa, const void *b, long sb, void *y), \
    (size, n, c, sc, a, sa, b, sb, y)) \
  /* y[i] = x[i * near + index[i] * far] for elements of `size` bytes, up to the first index outside of */ \
  /* 0..<extent; how many these are */ \
  X(long, kg_take, \
    (long size, long n, const int64_t *index, long si, long extent, const void *x, long near, long far, void *y), \
    (size, n, index, si, extent, x, near, far, y)) \
  /* The functions that are common among integers and truth values; 0, with nothing done, for others */ \
  X(int, kg_integer_binary, \
    (kg_binary_code f, kg_stored type, long n, const void *a, long sa, const void *b, long sb, void *y), \
    (f, type, n, a, sa, b, sb, y)) \
  X(int, kg_bitwise, \
    (kg_bitwise_code f, kg_stored type, long n, const void *a, long sa, const void *b, long sb, void *y), \
    (f, type, n, a, sa, b, sb, y)) \
  X(int, kg_integer_compare, \
    (kg_comparison_code f, kg_stored type, long n, const void *a, long sa, const void *b, long sb, uint8_t *y), \
    (f, type, n, a, sa, b, sb, y)) \
  /* All of them combined in int64, wrapping, from `start` on */ \
  X(int64_t, kg_integer_reduce, (kg_reduction_code f, kg_stored type, long n, const void *x, long sx, int64_t start), \
    (f, type, n, x, sx, start)) \
  /* x = x * factor + summand, rounded once */ \
  X(void, kg_scale_f32, (long n, float factor, float summand, float *x), (n, factor, summand, x)) \
  /* One block of float uniforms in place into normals: x[j], x[j+8] of each 16 become a Box-Muller pair */ \
  X(void, kg_box_muller_f32, (long blocks, float mean, float std, float *x), (blocks, mean, std, x)) \
  /* C[m, n] (+)= a bᵀ, a's elements sa apart */ \
  X(void, kg_outer_f32, \
    (long m, long n, const float *a, long sa, const float *b, float *c, long sc, int accumulate), \
    (m, n, a, sa, b, c, sc, accumulate)) \
  /* kg_adam over the rows first..<first + rows of a weight whose gradient is the sum of a[s] b[s]ᵀ over up to */ \
  /* KG_SAMPLES samples, in the bits of kg_outer_f32 for one after another. With a split of count / 2 each half */ \
  /* is added up by itself, and then their sums; else split is 0. w, m and v lie at row `first` */ \
  X(void, kg_adam_samples_f32, \
    (long first, long rows, long columns, long count, long split, const float *const *a, const float *const *b, \
     float *w, float *m, float *v, float rate, float beta2, float rest, float decay, float step, float root, \
     float epsilon, float sign), \
    (first, rows, columns, count, split, a, b, w, m, v, rate, beta2, rest, decay, step, root, epsilon, sign)) \
  /* Products with a small batch. Panels are 64-byte aligned and hold the extent in whole vectors times k */ \
  /* floats. First B[k, n] in panels of columns */ \
  X(void, kg_pack_rows_f32, (long k, long n, const float *b, long sb, float *out), (k, n, b, sb, out)) \
  /* The transpose of X[m, k] in panels of its rows; only k0..<k1 of the inner extent is written */ \
  X(void, kg_pack_columns_f32, (long m, long k0, long k1, long k, const float *x, long sx, float *out), \
    (m, k0, k1, k, x, sx, out)) \
  /* C[m, n] (+)= A B, a(i, p) = a[i * rs + p * cs], B packed by rows */ \
  X(void, kg_skinny_rows_f32, \
    (long m, long n, long k, const float *a, long rs, long cs, const float *panels, float *c, long sc, \
     int accumulate), \
    (m, n, k, a, rs, cs, panels, c, sc, accumulate)) \
  /* C[m, n] (+)= X Wᵀ, W[n, k], X packed by columns */ \
  X(void, kg_skinny_columns_f32, \
    (long m, long n, long k, const float *w, long sw, const float *panels, float *c, long sc, int accumulate), \
    (m, n, k, w, sw, panels, c, sc, accumulate)) \
  /* Y[m, n] = W[m, k] X, whose row p is x[at[p]…]; x is read up to a panel's width beyond. See loops/direct.h */ \
  X(void, kg_sums_apart_f32, \
    (long m, long n, long k, const float *w, long sw, const float *x, const int32_t *at, float *y, long sy), \
    (m, n, k, w, sw, x, at, y, sy)) \
  /* Y[m, n] = summand + sum over p of w[p] x[i * sx + at[p] + j]; x is read up to a vector beyond */ \
  X(void, kg_lines_apart_f32, \
    (long m, long n, long k, const float *w, const float *x, long sx, const int32_t *at, float *y, long sy, \
     float summand), \
    (m, n, k, w, x, sx, at, y, sy, summand)) \
  /* W[m, k] += G[m, n] Xᵀ of the same rows; n is whole vectors */ \
  X(void, kg_dots_apart_f32, \
    (long m, long n, long k, const float *g, long sg, const float *x, const int32_t *at, float *w, long sw), \
    (m, n, k, g, sg, x, at, w, sw)) \
  /* A lattice's elements of a plane, zeros where it is off the plane */ \
  X(void, kg_read_lattice_f32, (const kg_lattice *lattice, const float *plane, float *out), (lattice, plane, out)) \
  /* plane = x + summand at the places of a lattice that are on the plane */ \
  X(void, kg_write_lattice_f32, \
    (const kg_lattice *lattice, const float *x, long leading, float summand, float *plane), \
    (lattice, x, leading, summand, plane)) \
  /* The same products of a few rows, nothing packed; see loops/few.h. First X Wᵀ, then A B */ \
  X(void, kg_few_columns_f32, \
    (long m, long n, long k, const float *x, long sx, const float *w, long sw, float *c, long sc, int accumulate), \
    (m, n, k, x, sx, w, sw, c, sc, accumulate)) \
  X(void, kg_few_rows_f32, \
    (long m, long n, long k, const float *a, long sa, const float *b, long sb, float *c, long sc, int accumulate), \
    (m, n, k, a, sa, b, sb, c, sc, accumulate))

enum { KG_SAMPLES = 8 };

#define KG_FIELD(RESULT, NAME, PARAMETERS, ARGUMENTS) RESULT(*NAME) PARAMETERS;
typedef struct { KG_TYPED_LOOPS(KG_FIELD) } kg_typed_loops;
typedef struct {
  kg_typed_loops typed[KG_ELEMENT_COUNT];
  KG_OTHER_LOOPS(KG_FIELD)
} kg_loops;
#undef KG_FIELD

// The loops of the level in use.
extern const kg_loops *kg_chosen;

#define KG_UNPARENTHESIZED(...) __VA_ARGS__
#define KG_TYPED_CALL(RESULT, NAME, PARAMETERS, ARGUMENTS) \
  static inline RESULT kg_##NAME(kg_element type, KG_UNPARENTHESIZED PARAMETERS) { \
    return kg_chosen->typed[type].NAME ARGUMENTS; \
  }
#define KG_CALL(RESULT, NAME, PARAMETERS, ARGUMENTS) \
  static inline RESULT NAME PARAMETERS { return kg_chosen->NAME ARGUMENTS; }
KG_TYPED_LOOPS(KG_TYPED_CALL)
KG_OTHER_LOOPS(KG_CALL)
#undef KG_TYPED_CALL
#undef KG_CALL
#undef KG_UNPARENTHESIZED
