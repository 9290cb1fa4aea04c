// Comparisons of what a loop gave with what it should give, counted for each loop of the tables, and memory
// whose neighbourhood is checked, too.
#pragma once
#include "CKernels.h"
#include <math.h>
#include <string.h>

// Every loop of the tables. One without a comparison at the end is a failure.
#define CODE(RESULT, NAME, PARAMETERS, ARGUMENTS) LOOP_##NAME,
typedef enum { KG_TYPED_LOOPS(CODE) LOOP_TYPED_COUNT, LOOP_BEFORE_OTHERS = LOOP_TYPED_COUNT - 1,
               KG_OTHER_LOOPS(CODE) LOOP_COUNT } loop_code;
#undef CODE

// Starts the comparisons of a loop, or of a part of it (a function's name, say; null for none), of which the
// first that fails is printed. The numbers that are drawn begin anew. Loops that are not typed have type 0.
void begin(loop_code loop, kg_element type, const char *part);

// The extents of the call at hand, its strides and the distances between its lines, for the line about a failure; 0
// for those it does not have.
void at(long m, long n, long k);
void at_strides(long first, long second);
void at_leadings(long first, long second);

// Compares one result with the true one, which is rounded to the element type first: they may lie `ulps` units
// in the last place apart, or else `slack`. Zeros have to have the same sign unless there is slack; NaN is NaN.
void compare_closely(long index, double found, double expected, double ulps, double slack);
extern long *comparison_count;
static inline void expect(long index, double found, double expected, double ulps, double slack) {
  ++*comparison_count;
  if (found == expected && found != 0) return;
  compare_closely(index, found, expected, ulps, slack);
}
static inline void expect_exactly(long index, double found, double expected) {
  expect(index, found, expected, 0, 0);
}
// Results that are bits: of integers, and of numbers that have to be the same to the bit.
void compare_bits(long index, uint64_t found, uint64_t expected);
static inline void expect_bits(long index, uint64_t found, uint64_t expected) {
  ++*comparison_count;
  if (found != expected) compare_bits(index, found, expected);
}

// What the loops of a level have failed in, and prints the sum.
void forget_comparisons(void);
int report(const char *level);

// Elements of either type.
static inline double get(kg_element type, const void *memory, long i) {
  return type == KG_FLOAT32 ? ((const float *)memory)[i] : ((const double *)memory)[i];
}
static inline void put(kg_element type, void *memory, long i, double x) {
  if (type == KG_FLOAT32) ((float *)memory)[i] = (float)x;
  else ((double *)memory)[i] = x;
}
static inline double rounded(kg_element type, double x) { return type == KG_FLOAT32 ? (float)x : x; }
// The distance from 1 to the next number: a rounding is off by at most half of it, relatively.
static inline double epsilon_of(kg_element type) { return type == KG_FLOAT32 ? 0x1p-23 : 0x1p-52; }
static inline double larger(double a, double b) { return a > b ? a : b; }
static inline const char *type_name(kg_element type) { return type == KG_FLOAT32 ? "float32" : "float64"; }

// The next number drawn, evenly from [0, 1) in steps of 2^-24, or from [-1, 1); and an integer below a limit.
double draw(void);
static inline double draw_signed(void) { return 2 * draw() - 1; }
static inline long draw_below(long limit) { return (long)(draw() * (double)limit); }
// NaN, infinities, zeros, subnormals of float and ordinary numbers.
enum { SPECIAL_COUNT = 13 };
extern const double specials[SPECIAL_COUNT];

// Inputs: n numbers with a stride, negative ones from the end, in one of a few memories that are NaN elsewhere.
// `numbers` become what is read: rounded, and all the first where the stride is 0.
enum { INPUTS = 4, MOST = 15100, LONGEST = 70 };
void *input(int slot, kg_element type, long n, double *numbers, long stride);

// An output of n elements, all EMPTY and with more of them on both sides; then that those sides are as before.
#define EMPTY (-12345.0)
void *output(kg_element type, long n);
void expect_fences(kg_element type, long n);

// The comparisons, file by file.
void check_points(void);
void check_unary(kg_element type);
void check_binary(kg_element type);
void check_moves(kg_element type);
void check_reductions(kg_element type);
void check_layers(kg_element type);
void check_optimizers(kg_element type);
void check_softmax(kg_element type);
void check_standardize(kg_element type);
void check_recurrence(kg_element type);
void check_windows(kg_element type);
void check_convert(void);
void check_integers(void);
void check_select(void);
void check_samples(void);
void check_normals(void);
void check_outer(void);
void check_packing(void);
void check_products(void);
void check_direct(void);
