// Softmax and its logarithm, and their derivatives. The bounds follow the roundings of each step: those of a
// difference count as an absolute error of an exponent and thus as a relative one of a power.
#include "rows.h"

static double x[MOST], g[MOST];

// Mostly ordinary rows, so that the others would be seen in them. Returns whether all results are NaN.
static int draw_row(long n, double *row) {
  long kind = draw_below(3) ? draw_below(3) : draw_below(9), place = draw_below(n);
  double equal = 3 * draw_signed();
  for (long j = 0; j < n; j++) {
    double drawn = draw_signed();
    row[j] = kind == 1 ? 1000 + 50 * drawn : kind == 2 ? equal : kind == 3 ? 0x1.8p127 * drawn : 3 * drawn;
    if ((kind == 4 && j != place && draw_below(2)) || kind == 5) row[j] = -INFINITY;
  }
  if (kind >= 6) row[place] = kind == 6 ? NAN : INFINITY;
  // Both, and the one that is not a number is not the first.
  if (kind == 8 && n > 1) row[(place + 1) % n] = NAN;
  return kind >= 5;
}

static void expect_row(kg_element type, long columns, const double *row, int is_nan, int logarithm, const void *y,
                       long start) {
  double epsilon = epsilon_of(type), top = -INFINITY;
  long double sum = 0, error = 0;
  for (long j = 0; j < columns; j++) top = row[j] > top ? row[j] : top;
  for (long j = 0; j < columns; j++) {
    double power = exp(row[j] - top);
    sum += power;
    if (power > 0) error += power * (top - row[j] + 4);
  }
  // Relative, of the sum.
  double slack = epsilon * ((double)(error / sum) + SUM_EPSILONS), shift = log((double)sum);
  for (long j = 0; j < columns; j++) {
    double found = get(type, y, start + j), low = row[j] - top, power = exp(low) / (double)sum;
    if (is_nan) expect_exactly(start + j, found, NAN);
    else if (row[j] == -INFINITY) expect_exactly(start + j, found, logarithm ? -INFINITY : 0);
    else if (logarithm)
      expect(start + j, found, low - shift, 0, slack + epsilon * (2 * fabs(low) + 4 * shift + 1));
    else expect(start + j, found, power, 0, power * (slack + epsilon * (fabs(low) + 6)) + 4 * least_of(type));
  }
}

// Which of the two is checked.
static int logarithm;

static void check_values(kg_element type, long rows, long columns) {
  static int is_nan[MOST];
  for (int round = 0; round < (columns <= LONGEST ? 3 : 8); round++) {
    for (long r = 0; r < rows; r++) is_nan[r] = draw_row(columns, x + r * columns);
    const void *from = input(0, type, rows * columns, x, 1);
    void *to = output(type, rows * columns);
    at(rows, columns, 0);
    kg_softmax(type, rows, columns, from, logarithm, to);
    for (long r = 0; r < rows; r++)
      expect_row(type, columns, x + r * columns, is_nan[r], logarithm, to, r * columns);
    expect_fences(type, rows * columns);
  }
}

static void check_gradients(kg_element type, long rows, long columns) {
  double epsilon = epsilon_of(type);
  for (long i = 0; i < rows * columns; i++) {
    g[i] = draw_signed();
    // Some are 0, or its logarithm.
    x[i] = draw_below(9) ? (logarithm ? -9 * draw() : draw()) : logarithm ? -INFINITY : 0;
  }
  for (long r = 0; r < rows; r++)
    if (!draw_below(5)) g[r * columns + draw_below(columns)] = NAN;
  const void *gs = input(0, type, rows * columns, g, 1), *ys = input(1, type, rows * columns, x, 1);
  void *to = output(type, rows * columns);
  at(rows, columns, 0);
  kg_softmax_backward(type, rows, columns, gs, ys, logarithm, to);
  for (long r = 0; r < rows; r++) {
    long double sum = 0, sizes = 0;
    for (long i = r * columns; i < (r + 1) * columns; i++) {
      long double term = logarithm ? g[i] : (long double)g[i] * x[i];
      sum += term;
      sizes += fabsl(term);
    }
    // NaN among the gradients is NaN everywhere in the row.
    for (long i = r * columns; i < (r + 1) * columns; i++) {
      double weight = logarithm ? exp(x[i]) : x[i], own = logarithm ? g[i] : g[i] * x[i];
      double truth = (double)(logarithm ? g[i] - weight * sum : x[i] * (g[i] - sum));
      double roundings = fabs(own) + 6 * weight * fabs((double)sum) + weight * SUM_EPSILONS * (double)sizes;
      // Zeros of either sign.
      double slack = epsilon * (roundings + fabs(truth)) + least_of(type);
      expect(i, get(type, to, i), isnan((double)sum) ? NAN : truth, 0, slack);
    }
  }
  expect_fences(type, rows * columns);
}

void check_softmax(kg_element type) {
  for (logarithm = 0; logarithm < 2; logarithm++) {
    begin(LOOP_softmax, type, logarithm ? "logarithm" : "value");
    for_each_extent(type, check_values);
    begin(LOOP_softmax_backward, type, logarithm ? "logarithm" : "value");
    for_each_extent(type, check_gradients);
  }
}
