// What a step of a recurrent layer does after its products, and its derivative. The bounds follow the roundings of
// each step.
#include "bounds.h"
#include "check.h"

enum { MOST_ROWS = 3, MOST_NUMBERS = MOST_ROWS * 4 * LONGEST, GAP = 5 };

static double a[MOST_NUMBERS], b[MOST_NUMBERS], s[MOST_NUMBERS], g[MOST_NUMBERS], k[MOST_NUMBERS];

static double logistic(double x) { return 1 / (1 + exp(-x)); }

static void fill(double *numbers, long n, double size) {
  for (long i = 0; i < n; i++) numbers[i] = size * draw_signed();
}

// Values of gates: fractions, those of the tanh of either sign.
static void fill_gates(double *numbers, long rows, long n, long gates, long tanh_gate) {
  for (long r = 0; r < rows; r++)
    for (long q = 0; q < gates; q++)
      for (long j = 0; j < n; j++)
        numbers[(r * gates + q) * n + j] = draw_below(12) ? (q == tanh_gate ? draw_signed() : draw()) : 1;
}

// A sum's argument is off by its rounding, of which a gate's slope leaves a part; then the gate's own error.
static double gate_slack(double epsilon, double size) { return epsilon * (size + 8); }

// The results lie one after another, with gaps between.
static long part_of(long *end, long count) {
  long start = *end;
  *end += count + GAP;
  return start;
}

static void *at_element(kg_element type, void *memory, long i) {
  return (char *)memory + i * (type == KG_FLOAT32 ? 4 : 8);
}

static void expect_gap(kg_element type, const void *memory, long first) {
  for (long i = 0; i < GAP; i++) expect_exactly(first + i, get(type, memory, first + i), EMPTY);
}

static void check_lstm(kg_element type, long rows, long n) {
  double epsilon = epsilon_of(type);
  fill(a, rows * 4 * n, 3), fill(b, rows * 4 * n, 2), fill(s, rows * n, 2);
  if (!draw_below(4)) a[draw_below(rows * 4 * n)] = NAN;
  // Far out, where gates are 0 or 1.
  a[draw_below(rows * 4 * n)] = draw_below(2) ? 1000 : -1000;
  const void *as = input(0, type, rows * 4 * n, a, 1), *bs = input(1, type, rows * 4 * n, b, 1);
  const void *cs = input(2, type, rows * n, s, 1);
  long end = 0, gates = part_of(&end, rows * 4 * n), h = part_of(&end, rows * n), c = part_of(&end, rows * n);
  void *to = output(type, end);
  at(rows, n, 0);
  kg_lstm_step(type, rows, n, as, bs, cs, at_element(type, to, gates), at_element(type, to, h),
               at_element(type, to, c));
  for (long r = 0; r < rows; r++)
    for (long j = 0; j < n; j++) {
      double y[4], slack[4];
      for (long q = 0; q < 4; q++) {
        long i = (r * 4 + q) * n + j;
        double sum = a[i] + b[i];
        y[q] = q == 2 ? tanh(sum) : logistic(sum);
        slack[q] = gate_slack(epsilon, fabs(sum) < 30 ? fabs(a[i]) + fabs(b[i]) : 0);
        expect(gates + i, get(type, to, gates + i), y[q], 0, slack[q]);
      }
      long i = r * n + j;
      double next = y[1] * s[i] + y[0] * y[2];
      double next_slack = slack[1] * fabs(s[i]) + slack[0] + slack[2] + 4 * epsilon * (fabs(s[i]) + 1);
      expect(c + i, get(type, to, c + i), next, 0, next_slack);
      expect(h + i, get(type, to, h + i), y[3] * tanh(next), 0, slack[3] + next_slack + 4 * epsilon);
    }
  expect_gap(type, to, gates + rows * 4 * n);
  expect_gap(type, to, h + rows * n);
  expect_gap(type, to, c + rows * n);
  expect_fences(type, end);
}

static void check_lstm_backward(kg_element type, long rows, long n) {
  double epsilon = epsilon_of(type);
  fill_gates(a, rows, n, 4, 2);
  fill(s, rows * n, 2), fill(b, rows * n, 2), fill(g, rows * n, 1), fill(k, rows * n, 1);
  if (!draw_below(4)) g[draw_below(rows * n)] = NAN;
  const void *ys = input(0, type, rows * 4 * n, a, 1), *cs = input(1, type, rows * n, s, 1);
  // Five inputs in four memories: both gradients are in one.
  static double both[2 * MOST_NUMBERS];
  for (long i = 0; i < rows * n; i++) both[i] = g[i], both[rows * n + i] = k[i];
  const void *next = input(2, type, rows * n, b, 1);
  void *gs = input(3, type, 2 * rows * n, both, 1);
  long end = 0, parts = part_of(&end, rows * 4 * n), of_c = part_of(&end, rows * n);
  void *to = output(type, end);
  at(rows, n, 0);
  kg_lstm_step_backward(type, rows, n, ys, cs, next, gs, at_element(type, gs, rows * n),
                        at_element(type, to, parts), at_element(type, to, of_c));
  for (long r = 0; r < rows; r++)
    for (long j = 0; j < n; j++) {
      long i = r * n + j;
      const double *y = a + r * 4 * n + j;
      double in = y[0], keep = y[n], new = y[2 * n], out = y[3 * n], t = tanh(b[i]);
      double dh = both[i], d = both[rows * n + i] + dh * out * (1 - t * t);
      double truth[] = {d * new * in * (1 - in), d * s[i] * keep * (1 - keep), d * in * (1 - new * new),
                        dh * t * out * (1 - out)};
      // 1 - t² is off by the errors of t, and d by as much.
      double slack = 24 * epsilon * (fabs(dh) + fabs(both[rows * n + i])) * (1 + fabs(s[i]));
      for (long q = 0; q < 4; q++) {
        long place = parts + (r * 4 + q) * n + j;
        expect(place, get(type, to, place), truth[q], 0, slack);
      }
      expect(of_c + i, get(type, to, of_c + i), d * keep, 0, slack);
    }
  expect_gap(type, to, parts + rows * 4 * n);
  expect_gap(type, to, of_c + rows * n);
  expect_fences(type, end);
}

static void check_gru(kg_element type, long rows, long n) {
  double epsilon = epsilon_of(type);
  fill(a, rows * 3 * n, 3), fill(b, rows * 3 * n, 2), fill(s, rows * n, 2);
  if (!draw_below(4)) a[draw_below(rows * 3 * n)] = NAN;
  a[draw_below(rows * 3 * n)] = draw_below(2) ? 1000 : -1000;
  const void *as = input(0, type, rows * 3 * n, a, 1), *bs = input(1, type, rows * 3 * n, b, 1);
  const void *hs = input(2, type, rows * n, s, 1);
  long end = 0, gates = part_of(&end, rows * 3 * n), h = part_of(&end, rows * n);
  void *to = output(type, end);
  at(rows, n, 0);
  kg_gru_step(type, rows, n, as, bs, hs, at_element(type, to, gates), at_element(type, to, h));
  for (long r = 0; r < rows; r++)
    for (long j = 0; j < n; j++) {
      double y[3] = {0}, slack[3] = {0};
      for (long q = 0; q < 3; q++) {
        long i = (r * 3 + q) * n + j;
        double other = q == 2 ? y[0] * b[i] : b[i], sum = a[i] + other;
        y[q] = q == 2 ? tanh(sum) : logistic(sum);
        slack[q] = gate_slack(epsilon, fabs(sum) < 30 ? fabs(a[i]) + fabs(other) : 0);
        if (q == 2) slack[q] += slack[0] * fabs(b[i]);
        expect(gates + i, get(type, to, gates + i), y[q], 0, slack[q]);
      }
      long i = r * n + j;
      double distance = s[i] - y[2];
      expect(h + i, get(type, to, h + i), y[2] + y[1] * distance, 0,
             2 * slack[2] + slack[1] * fabs(distance) + 4 * epsilon * (fabs(s[i]) + 1));
    }
  expect_gap(type, to, gates + rows * 3 * n);
  expect_gap(type, to, h + rows * n);
  expect_fences(type, end);
}

static void check_gru_backward(kg_element type, long rows, long n) {
  double epsilon = epsilon_of(type);
  fill_gates(a, rows, n, 3, 2);
  fill(b, rows * 3 * n, 2), fill(s, rows * n, 2), fill(g, rows * n, 1);
  if (!draw_below(4)) g[draw_below(rows * n)] = NAN;
  const void *ys = input(0, type, rows * 3 * n, a, 1), *bs = input(1, type, rows * 3 * n, b, 1);
  const void *hs = input(2, type, rows * n, s, 1), *gs = input(3, type, rows * n, g, 1);
  long end = 0, parts = part_of(&end, rows * 3 * n), others = part_of(&end, rows * 3 * n);
  long of_h = part_of(&end, rows * n);
  void *to = output(type, end);
  at(rows, n, 0);
  kg_gru_step_backward(type, rows, n, ys, bs, hs, gs, at_element(type, to, parts), at_element(type, to, others),
                       at_element(type, to, of_h));
  for (long r = 0; r < rows; r++)
    for (long j = 0; j < n; j++) {
      long i = r * n + j;
      const double *y = a + r * 3 * n + j;
      double reset = y[0], keep = y[n], new = y[2 * n], other = b[(r * 3 + 2) * n + j];
      double slope = g[i] * (1 - keep) * (1 - new * new);
      double truth[] = {slope * other * reset * (1 - reset), g[i] * (s[i] - new) * keep * (1 - keep), slope};
      double slack = 12 * epsilon * fabs(g[i]) * (1 + fabs(s[i]) + fabs(other));
      for (long q = 0; q < 3; q++) {
        long place = (r * 3 + q) * n + j;
        expect(parts + place, get(type, to, parts + place), truth[q], 0, slack);
        expect(others + place, get(type, to, others + place), q == 2 ? slope * reset : truth[q], 0, slack);
      }
      expect(of_h + i, get(type, to, of_h + i), g[i] * keep, 0, slack);
    }
  expect_gap(type, to, parts + rows * 3 * n);
  expect_gap(type, to, others + rows * 3 * n);
  expect_gap(type, to, of_h + rows * n);
  expect_fences(type, end);
}

static void for_each(kg_element type, void (*check)(kg_element type, long rows, long n)) {
  for (long rows = 1; rows <= MOST_ROWS; rows++)
    for (long n = 1; n <= LONGEST; n++) check(type, rows, n);
}

void check_recurrence(kg_element type) {
  begin(LOOP_lstm_step, type, 0);
  for_each(type, check_lstm);
  begin(LOOP_lstm_step_backward, type, 0);
  for_each(type, check_lstm_backward);
  begin(LOOP_gru_step, type, 0);
  for_each(type, check_gru);
  begin(LOOP_gru_step_backward, type, 0);
  for_each(type, check_gru_backward);
}
