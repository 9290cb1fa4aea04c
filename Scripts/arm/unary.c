// Functions of one element and their derivatives: in every length up to 70, with every kind of stride, over all
// exponents. The truth is the table's row in double precision, by the C library.
#include "bounds.h"
#include "check.h"

// All numbers of a type in equal steps of their bits, both signs in turn, after the special ones.
typedef struct {
  kg_element type;
  long count;
  uint64_t bits;
} walk;

static int next(walk *w, double *x) {
  long index = w->count++;
  if (index < SPECIAL_COUNT) {
    *x = specials[index];
    return 1;
  }
  if (w->type == KG_FLOAT32) {
    uint32_t narrow = (uint32_t)w->bits;
    float value;
    memcpy(&value, &narrow, 4);
    *x = value;
    if (index % 2) w->bits += 9973;
  } else {
    memcpy(x, &w->bits, 8);
    if (index % 2) w->bits += UINT64_C(0x7ff) * UINT64_C(0x3ffffff3a1);
  }
  if (index % 2) *x = -*x;
  return isfinite(*x);
}

// Up to n numbers; fewer at the end.
static long take(walk *w, long n, double *numbers) {
  long i = 0;
  while (i < n && next(w, &numbers[i])) i++;
  return i;
}

static const struct { double p, q; } parameters[] = {{-0.3, 0.7}, {0.2, 3}};

static void check_values(kg_element type, kg_unary_code f) {
  static const long strides[] = {1, 2, -1, 0, 3, -2};
  enum { IN_PLACE = sizeof strides / sizeof *strides };
  double x[LONGEST];
  begin(LOOP_unary, type, kg_unary_name(f));
  walk w = {type, 0, 0};
  for (long round = 0;; round++) {
    long n = take(&w, 1 + round % LONGEST, x), way = round / LONGEST % (IN_PLACE + 1);
    if (n == 0) break;
    long stride = way == IN_PLACE ? 1 : strides[way];
    double p = rounded(type, parameters[round % 2].p), q = rounded(type, parameters[round % 2].q);
    const void *from = input(0, type, n, x, stride);
    void *to = output(type, n);
    if (way == IN_PLACE) {
      for (long i = 0; i < n; i++) put(type, to, i, x[i]);
      from = to;
    }
    at(n, 0, 0);
    at_strides(stride, 0);
    kg_unary(type, f, n, from, stride, p, q, to);
    for (long i = 0; i < n; i++) {
      bound b = unary_bound(type, f, x[i]);
      expect(i, get(type, to, i), kg_unary_value(f, x[i], p, q), b.ulps, b.slack);
    }
    expect_fences(type, n);
  }
}

static void check_gradients(kg_element type, kg_unary_code f) {
  static const long strides[][2] = {{1, 1}, {0, 1}, {2, 3}, {1, 0}, {-1, 1}, {1, -2}, {0, 0}};
  double x[LONGEST], g[LONGEST];
  begin(LOOP_unary_backward, type, kg_unary_name(f));
  walk w = {type, 0, 0};
  for (long round = 0;; round++) {
    long n = take(&w, 1 + round % LONGEST, x);
    if (n == 0) break;
    const long *stride = strides[round / LONGEST % 7];
    double p = rounded(type, parameters[round % 2].p), q = rounded(type, parameters[round % 2].q);
    for (long i = 0; i < n; i++) {
      // Squares and products of larger or smaller numbers are no floats.
      if (isfinite(x[i]) && x[i] != 0 && (fabs(x[i]) > 0x1p60 || fabs(x[i]) < 0x1p-60)) x[i] = 4 * draw_signed();
      g[i] = 2 * draw_signed();
    }
    const void *gradient = input(0, type, n, g, stride[0]);
    const void *saved = input(1, type, n, x, stride[1]);
    // Not read at all.
    if (kg_unary_reads(f) == KG_READS_NOTHING) saved = 0;
    void *to = output(type, n);
    at(n, 0, 0);
    at_strides(stride[0], stride[1]);
    kg_unary_backward(type, f, n, gradient, stride[0], saved, stride[1], p, q, to);
    for (long i = 0; i < n; i++) {
      double truth = kg_unary_gradient(f, g[i], x[i], p, q);
      bound b = gradient_bound(type, f, g[i], x[i], truth);
      expect(i, get(type, to, i), truth, b.ulps, b.slack);
    }
    expect_fences(type, n);
  }
}

void check_unary(kg_element type) {
  for (int f = 0; f < KG_UNARY_COUNT; f++) {
    check_values(type, (kg_unary_code)f);
    check_gradients(type, (kg_unary_code)f);
  }
}
