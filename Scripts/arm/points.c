// Answers known without any computation here, at ordinary points and at the ends: the other checks take their
// truth from the table's rows, whose mistakes they share.
#include "bounds.h"
#include "check.h"

typedef struct { kg_unary_code f; double x, y, p, q; } point;
static const point values[] = {
    {KG_UNARY_negate, 0, -0.0, 0, 0}, {KG_UNARY_negate, -2, 2, 0, 0},
    {KG_UNARY_abs, -0.0, 0, 0, 0}, {KG_UNARY_abs, -INFINITY, INFINITY, 0, 0},
    {KG_UNARY_sign, -3, -1, 0, 0}, {KG_UNARY_sign, -0.0, 0, 0, 0}, {KG_UNARY_sign, NAN, 0, 0, 0},
    {KG_UNARY_exp, -0.0, 1, 0, 0}, {KG_UNARY_exp, 1, 2.718281828459045, 0, 0},
    {KG_UNARY_exp, -103, 1.8521167695179754e-45, 0, 0}, {KG_UNARY_exp, 88.5, 2.7230878250681117e38, 0, 0},
    {KG_UNARY_exp, -INFINITY, 0, 0, 0}, {KG_UNARY_exp, 1e4, INFINITY, 0, 0}, {KG_UNARY_exp, NAN, NAN, 0, 0},
    {KG_UNARY_expm1, 0x1p-20, 9.536747711537455e-07, 0, 0}, {KG_UNARY_expm1, 2, 6.38905609893065, 0, 0},
    {KG_UNARY_expm1, -0.0, -0.0, 0, 0}, {KG_UNARY_expm1, -INFINITY, -1, 0, 0},
    {KG_UNARY_log, 2, 0.6931471805599453, 0, 0}, {KG_UNARY_log, 0x1p-140, -97.04060527839233, 0, 0},
    {KG_UNARY_log, -0.0, -INFINITY, 0, 0}, {KG_UNARY_log, -1, NAN, 0, 0}, {KG_UNARY_log, INFINITY, INFINITY, 0, 0},
    {KG_UNARY_log1p, 0x1p-30, 9.313225741817976e-10, 0, 0}, {KG_UNARY_log1p, 3, 1.3862943611198906, 0, 0},
    {KG_UNARY_log1p, -1, -INFINITY, 0, 0}, {KG_UNARY_log1p, -2, NAN, 0, 0},
    {KG_UNARY_sqrt, 2, 1.4142135623730951, 0, 0}, {KG_UNARY_sqrt, -0.0, -0.0, 0, 0}, {KG_UNARY_sqrt, -1, NAN, 0, 0},
    {KG_UNARY_erf, 0.5, 0.5204998778130465, 0, 0}, {KG_UNARY_erf, -3, -0.9999779095030014, 0, 0},
    {KG_UNARY_erf, INFINITY, 1, 0, 0}, {KG_UNARY_erf, -0.0, -0.0, 0, 0},
    {KG_UNARY_sin, 1, 0.8414709848078965, 0, 0}, {KG_UNARY_sin, -100, 0.5063656411097588, 0, 0},
    {KG_UNARY_sin, 0x1p22, 0.975129394941707, 0, 0}, {KG_UNARY_sin, INFINITY, NAN, 0, 0},
    {KG_UNARY_cos, 1, 0.5403023058681398, 0, 0}, {KG_UNARY_cos, -100, 0.8623188722876839, 0, 0},
    {KG_UNARY_cos, 0x1p22, 0.22163633077774125, 0, 0}, {KG_UNARY_cos, 0, 1, 0, 0},
    {KG_UNARY_tanh, -0.5, -0.46211715726000974, 0, 0}, {KG_UNARY_tanh, -0.0, -0.0, 0, 0},
    {KG_UNARY_tanh, -INFINITY, -1, 0, 0}, {KG_UNARY_tanh, 30, 1, 0, 0}, {KG_UNARY_tanh, NAN, NAN, 0, 0},
    {KG_UNARY_sigmoid, 0, 0.5, 0, 0}, {KG_UNARY_sigmoid, 2, 0.8807970779778823, 0, 0},
    {KG_UNARY_sigmoid, -INFINITY, 0, 0, 0}, {KG_UNARY_sigmoid, INFINITY, 1, 0, 0},
    {KG_UNARY_softplus, 0, 0.6931471805599453, 0, 0}, {KG_UNARY_softplus, 2, 2.1269280110429727, 0, 0},
    {KG_UNARY_softplus, INFINITY, INFINITY, 0, 0}, {KG_UNARY_softplus, NAN, NAN, 0, 0},
    {KG_UNARY_relu, -1, 0, 0, 0}, {KG_UNARY_relu, 3, 3, 0, 0}, {KG_UNARY_relu, NAN, NAN, 0, 0},
    {KG_UNARY_leakyReLU, -2, -0.5, 0.25, 0}, {KG_UNARY_leakyReLU, 3, 3, 0.25, 0},
    {KG_UNARY_leakyReLU, NAN, NAN, 0.25, 0},
    {KG_UNARY_elu, -1, -0.31606027941427884, 0.5, 2}, {KG_UNARY_elu, 3, 6, 0.5, 2}, {KG_UNARY_elu, 0, 0, 0.5, 2},
    {KG_UNARY_elu, -INFINITY, -0.5, 0.5, 2}, {KG_UNARY_elu, INFINITY, INFINITY, 0.5, 2},
    {KG_UNARY_elu, NAN, NAN, 0.5, 2},
    {KG_UNARY_clamp, 3, 2, -1, 2}, {KG_UNARY_clamp, -INFINITY, -1, -1, 2}, {KG_UNARY_clamp, 0.5, 0.5, -1, 2},
    {KG_UNARY_clamp, NAN, NAN, -1, 2}, {KG_UNARY_clamp, 3, 3, -1, NAN},
};

// The gradient of the input where that of the value is 3, from what the derivative reads.
static const point gradients[] = {
    {KG_UNARY_negate, 7, -3, 0, 0}, {KG_UNARY_abs, -2, -3, 0, 0}, {KG_UNARY_sign, 2, 0, 0, 0},
    {KG_UNARY_exp, 0.5, 1.5, 0, 0}, {KG_UNARY_expm1, 1, 3 * 2.718281828459045, 0, 0},
    {KG_UNARY_log, 2, 1.5, 0, 0}, {KG_UNARY_log1p, 1, 1.5, 0, 0}, {KG_UNARY_sqrt, 2, 0.75, 0, 0},
    {KG_UNARY_erf, 0, 3 * 1.1283791670955126, 0, 0}, {KG_UNARY_sin, 1, 3 * 0.5403023058681398, 0, 0},
    {KG_UNARY_cos, 1, -3 * 0.8414709848078965, 0, 0}, {KG_UNARY_cos, 0x1p22, -3 * 0.975129394941707, 0, 0},
    {KG_UNARY_tanh, 0.5, 2.25, 0, 0}, {KG_UNARY_tanh, 1, 0, 0, 0}, {KG_UNARY_sigmoid, 0.5, 0.75, 0, 0},
    {KG_UNARY_softplus, 2, 3 * 0.8807970779778823, 0, 0},
    {KG_UNARY_relu, 0, 0, 0, 0}, {KG_UNARY_relu, 2, 3, 0, 0}, {KG_UNARY_relu, NAN, 3, 0, 0},
    {KG_UNARY_leakyReLU, -2, 0.75, 0.25, 0}, {KG_UNARY_leakyReLU, 2, 3, 0.25, 0},
    {KG_UNARY_elu, 0, 1.5, 0.5, 2}, {KG_UNARY_elu, 2, 6, 0.5, 2}, {KG_UNARY_elu, -1, 0.5518191617571635, 0.5, 2},
    {KG_UNARY_elu, 1000, 6, 0.5, 2}, {KG_UNARY_clamp, 0.5, 3, -1, 2}, {KG_UNARY_clamp, 2, 0, -1, 2},
    {KG_UNARY_clamp, NAN, 0, -1, 2},
};

static const struct { kg_binary_code f; double a, b, y, p; } pairs[] = {
    {KG_BINARY_add, 1, -3, -2, 0}, {KG_BINARY_subtract, 1, -3, 4, 0}, {KG_BINARY_multiply, -0.0, 3, -0.0, 0},
    {KG_BINARY_divide, 1, -0.0, -INFINITY, 0}, {KG_BINARY_divide, 3, 8, 0.375, 0},
    {KG_BINARY_maximum, NAN, 1, NAN, 0}, {KG_BINARY_maximum, 1, NAN, NAN, 0}, {KG_BINARY_maximum, -2, -1, -1, 0},
    {KG_BINARY_minimum, NAN, 1, NAN, 0}, {KG_BINARY_minimum, 1, NAN, NAN, 0}, {KG_BINARY_minimum, -2, -1, -2, 0},
    {KG_BINARY_power, 2, 0.5, 1.4142135623730951, 0}, {KG_BINARY_power, -2, 3, -8, 0},
    {KG_BINARY_power, -2, 0.5, NAN, 0}, {KG_BINARY_power, 0, 0, 1, 0}, {KG_BINARY_blend, 1, 5, 2, 0.25},
    {KG_BINARY_binaryCrossEntropy, 0.25, 0.25, 0.5623351446188083, 0}, {KG_BINARY_binaryCrossEntropy, 0, 1, 100, 0},
    {KG_BINARY_binaryCrossEntropy, 1, 0, 100, 0}, {KG_BINARY_binaryCrossEntropySlope, 0.25, 0.75, -8.0 / 3, 0},
};

// Each point fills a vector and a rest, so that both of a loop's bodies compute it.
enum { COPIES = 37 };

static void check_point(kg_element type, const point *at_point, int is_gradient) {
  double x[COPIES], g[COPIES];
  for (long i = 0; i < COPIES; i++) {
    x[i] = at_point->x;
    g[i] = 3;
  }
  kg_unary_code f = at_point->f;
  begin(is_gradient ? LOOP_unary_backward : LOOP_unary, type, kg_unary_name(f));
  at(COPIES, 0, 0);
  at_strides(1, 1);
  const void *from = input(0, type, COPIES, x, 1), *gradient = input(1, type, COPIES, g, 1);
  void *to = output(type, COPIES);
  if (is_gradient) kg_unary_backward(type, f, COPIES, gradient, 1, from, 1, at_point->p, at_point->q, to);
  else kg_unary(type, f, COPIES, from, 1, at_point->p, at_point->q, to);
  // One more for the decimals.
  bound b = is_gradient ? gradient_bound(type, f, 3, at_point->x, at_point->y) : unary_bound(type, f, at_point->x);
  for (long i = 0; i < COPIES; i++) expect(i, get(type, to, i), at_point->y, b.ulps + (b.ulps > 0), b.slack);
}

void check_points(void) {
  for (int t = 0; t < KG_ELEMENT_COUNT; t++) {
    kg_element type = (kg_element)t;
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) check_point(type, &values[i], 0);
    for (unsigned i = 0; i < sizeof gradients / sizeof *gradients; i++) check_point(type, &gradients[i], 1);
    for (unsigned i = 0; i < sizeof pairs / sizeof *pairs; i++) {
      double a[COPIES], b[COPIES], p = pairs[i].p;
      for (long j = 0; j < COPIES; j++) {
        a[j] = pairs[i].a;
        b[j] = pairs[i].b;
      }
      kg_binary_code f = pairs[i].f;
      begin(LOOP_binary, type, kg_binary_name(f));
      at(COPIES, 0, 0);
      at_strides(1, 1);
      const void *left = input(0, type, COPIES, a, 1), *right = input(1, type, COPIES, b, 1);
      void *to = output(type, COPIES);
      kg_binary(type, f, COPIES, left, 1, right, 1, p, to);
      bound limit = binary_bound(type, f, a[0], b[0], p);
      for (long j = 0; j < COPIES; j++) expect(j, get(type, to, j), pairs[i].y, limit.ulps, limit.slack);
    }
  }
}
