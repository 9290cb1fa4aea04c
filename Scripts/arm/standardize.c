// Rows of mean 0 and variance 1, and the derivative. The bounds follow the roundings of each step.
#include "rows.h"

static double x[MOST], g[MOST];

static void draw_row(long n, double *row) {
  long kind = draw_below(3) ? draw_below(3) : draw_below(6);
  double middle = kind == 1 ? 10 : 0, equal = 3 * draw_signed();
  for (long j = 0; j < n; j++) row[j] = kind == 2 ? equal : middle + 2 * draw_signed();
  // Infinities of both signs at times: their mean is NaN, too.
  if (kind >= 3) row[draw_below(n)] = kind == 3 ? NAN : INFINITY;
  if (kind == 5) row[draw_below(n)] = -INFINITY;
}

// The results lie one after another, with gaps between.
enum { GAP = 5 };

static void check_values(kg_element type, long rows, long columns) {
  double epsilon = epsilon_of(type), eps = rounded(type, 1e-3);
  long count = rows * columns, means = count + GAP, variances = means + rows + GAP, scales = variances + rows + GAP;
  long bytes = type == KG_FLOAT32 ? 4 : 8;
  for (int round = 0; round < 3; round++) {
    for (long r = 0; r < rows; r++) draw_row(columns, x + r * columns);
    const void *from = input(0, type, count, x, 1);
    char *to = output(type, scales + rows);
    at(rows, columns, 0);
    kg_standardize(type, rows, columns, from, 1e-3, to, to + means * bytes, to + variances * bytes,
                   to + scales * bytes);
    for (long r = 0; r < rows; r++) {
      const double *row = x + r * columns;
      long double sum = 0, sizes = 0, squares = 0;
      for (long j = 0; j < columns; j++) {
        sum += row[j];
        sizes += fabs(row[j]);
      }
      long double mean = sum / columns;
      for (long j = 0; j < columns; j++) squares += (row[j] - mean) * (row[j] - mean);
      double variance = (double)(squares / columns), scale = 1 / sqrt(variance + eps);
      double mean_slack = epsilon * (SUM_EPSILONS * (double)(sizes / columns) + 2 * fabs((double)mean));
      // A mean that is off adds its square; and the roundings of the differences, of squares and of their sum.
      double variance_slack = 2 * mean_slack * mean_slack + (SUM_EPSILONS + 4) * epsilon * variance;
      double scale_slack = scale * (variance_slack / (variance + eps) + 2 * epsilon);
      expect(means + r, get(type, to, means + r), (double)mean, 0, mean_slack);
      expect(variances + r, get(type, to, variances + r), variance, 0, variance_slack);
      expect(scales + r, get(type, to, scales + r), scale, 0, scale_slack);
      for (long j = 0; j < columns; j++) {
        double centred = (double)(row[j] - mean), truth = centred * scale;
        double slack = (mean_slack + epsilon * fabs(centred)) * (scale + scale_slack) + fabs(centred) * scale_slack +
                       epsilon * fabs(truth);
        expect(r * columns + j, get(type, to, r * columns + j), truth, 0, slack);
      }
    }
    for (long i = 0; i < GAP; i++) {
      expect_exactly(count + i, get(type, to, count + i), EMPTY);
      expect_exactly(means + rows + i, get(type, to, means + rows + i), EMPTY);
      expect_exactly(variances + rows + i, get(type, to, variances + rows + i), EMPTY);
    }
    expect_fences(type, scales + rows);
  }
}

static void check_gradients(kg_element type, long rows, long columns) {
  static double scales[MOST];
  double epsilon = epsilon_of(type);
  for (long i = 0; i < rows * columns; i++) {
    g[i] = draw_signed() + 0.25;
    x[i] = 2 * draw_signed();
  }
  for (long r = 0; r < rows; r++) {
    scales[r] = draw() + 0.5;
    if (!draw_below(5)) g[r * columns + draw_below(columns)] = NAN;
  }
  const void *gs = input(0, type, rows * columns, g, 1), *ys = input(1, type, rows * columns, x, 1);
  const void *factors = input(2, type, rows, scales, 1);
  void *to = output(type, rows * columns);
  at(rows, columns, 0);
  kg_standardize_backward(type, rows, columns, gs, ys, factors, to);
  for (long r = 0; r < rows; r++) {
    long double sum = 0, sizes = 0, products = 0, product_sizes = 0;
    for (long i = r * columns; i < (r + 1) * columns; i++) {
      long double product = (long double)g[i] * x[i];
      sum += g[i];
      sizes += fabs(g[i]);
      products += product;
      product_sizes += fabsl(product);
    }
    double mean = (double)(sum / columns), along = (double)(products / columns);
    double mean_slack = epsilon * (SUM_EPSILONS * (double)(sizes / columns) + fabs(mean));
    double along_slack = epsilon * (SUM_EPSILONS * (double)(product_sizes / columns) + fabs(along));
    for (long i = r * columns; i < (r + 1) * columns; i++) {
      double truth = (double)((g[i] - sum / columns - x[i] * (products / columns)) * scales[r]);
      double roundings = epsilon * (fabs(g[i]) + fabs(mean) + 3 * fabs(x[i] * along));
      double slack = scales[r] * (mean_slack + fabs(x[i]) * along_slack + roundings) + epsilon * fabs(truth);
      expect(i, get(type, to, i), truth, 0, slack);
    }
  }
  expect_fences(type, rows * columns);
}

void check_standardize(kg_element type) {
  begin(LOOP_standardize, type, 0);
  for_each_extent(type, check_values);
  begin(LOOP_standardize_backward, type, 0);
  for_each_extent(type, check_gradients);
}
