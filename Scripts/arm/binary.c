// Functions and comparisons of two elements.
#include "bounds.h"
#include "check.h"

enum { ROUNDS = 6, WAYS = 9, WAYS_APART = 7 };
// The last two are in place.
static const long strides[WAYS][2] = {{1, 1}, {1, 0}, {0, 1}, {2, 3}, {-1, 1}, {0, 0}, {1, -2}, {1, 1}, {1, 0}};

// A third special numbers, a third of ordinary size, a third from [0, 1).
static void draw_numbers(long n, double *numbers) {
  for (long i = 0; i < n; i++) {
    long kind = draw_below(3);
    numbers[i] = kind == 0 ? specials[draw_below(SPECIAL_COUNT)] : kind == 1 ? 6 * draw_signed() : draw();
  }
}

// Probabilities and targets lie between 0 and 1; beyond, products of large numbers are no floats.
static int is_defined(kg_binary_code f, double a, double b) {
  int is_entropy = f == KG_BINARY_binaryCrossEntropy || f == KG_BINARY_binaryCrossEntropySlope;
  return !is_entropy || isnan(a) || isnan(b) || (a >= 0 && a <= 1 && b >= 0 && b <= 1);
}

static void check_function(kg_element type, kg_binary_code f) {
  double a[LONGEST], b[LONGEST];
  begin(LOOP_binary, type, kg_binary_name(f));
  for (long round = 0; round < ROUNDS * WAYS * LONGEST; round++) {
    long n = 1 + round % LONGEST, way = round / LONGEST % WAYS;
    long sa = strides[way][0], sb = strides[way][1];
    double p = rounded(type, draw());
    draw_numbers(n, a);
    draw_numbers(n, b);
    const void *left = input(0, type, n, a, sa), *right = input(1, type, n, b, sb);
    void *to = output(type, n);
    if (way >= WAYS_APART) {
      for (long i = 0; i < n; i++) put(type, to, i, a[i]);
      left = to;
    }
    at(n, 0, 0);
    at_strides(sa, sb);
    kg_binary(type, f, n, left, sa, right, sb, p, to);
    for (long i = 0; i < n; i++) {
      if (!is_defined(f, a[i], b[i])) continue;
      bound limit = binary_bound(type, f, a[i], b[i], p);
      double truth = kg_binary_value(f, a[i], b[i], p);
      // The neighbour among floats.
      if (f == KG_BINARY_nextAfter && type == KG_FLOAT32) truth = nextafterf((float)a[i], (float)b[i]);
      expect(i, get(type, to, i), truth, limit.ulps, limit.slack);
    }
    expect_fences(type, n);
  }
}

static int is_true(kg_comparison_code f, double a, double b) {
  switch (f) {
#define KG_COMPARISON(NAME, VALUE) case KG_COMPARISON_##NAME: return VALUE;
#include "elementwise_table.h"
  }
}

static void check_comparison(kg_element type, kg_comparison_code f) {
  enum { FENCE = 33, OUTSIDE = 77 };
  double a[LONGEST], b[LONGEST];
  uint8_t out[LONGEST + 2 * FENCE];
  begin(LOOP_compare, type, kg_comparison_name(f));
  for (long round = 0; round < ROUNDS * WAYS_APART * LONGEST; round++) {
    long n = 1 + round % LONGEST, way = round / LONGEST % WAYS_APART;
    long sa = strides[way][0], sb = strides[way][1];
    draw_numbers(n, a);
    draw_numbers(n, b);
    const void *left = input(0, type, n, a, sa), *right = input(1, type, n, b, sb);
    memset(out, OUTSIDE, sizeof out);
    at(n, 0, 0);
    at_strides(sa, sb);
    kg_compare(type, f, n, left, sa, right, sb, out + FENCE);
    for (long i = 0; i < (long)sizeof out; i++) {
      int is_inside = i >= FENCE && i < FENCE + n;
      expect_exactly(i - FENCE, out[i], is_inside ? is_true(f, a[i - FENCE], b[i - FENCE]) : OUTSIDE);
    }
  }
}

void check_binary(kg_element type) {
  for (int f = 0; f < KG_BINARY_COUNT; f++) check_function(type, (kg_binary_code)f);
  for (int f = 0; f < KG_COMPARISON_COUNT; f++) check_comparison(type, (kg_comparison_code)f);
}
