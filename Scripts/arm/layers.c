// What a layer does around its products: bias and activation, and their derivatives, over rows with and
// without gaps.
#include "bounds.h"
#include "check.h"

enum { MOST_ROWS = 7, WIDEST = LONGEST + 3 };

// Numbers in rows `leading` apart: the first `columns` of each drawn, the rest EMPTY.
static void *drawn_rows(kg_element type, long rows, long columns, long leading, double *numbers) {
  void *to = output(type, rows * leading);
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < leading; j++) {
      double x = j >= columns ? EMPTY : draw_below(9) ? 3 * draw_signed() : specials[draw_below(SPECIAL_COUNT)];
      numbers[i * leading + j] = rounded(type, x);
      put(type, to, i * leading + j, x);
    }
  return to;
}

static void expect_gaps(kg_element type, long rows, long columns, long leading, const void *memory) {
  for (long i = 0; i < rows; i++)
    for (long j = columns; j < leading; j++) expect_exactly(i * leading + j, get(type, memory, i * leading + j), EMPTY);
  expect_fences(type, rows * leading);
}

static void check_bias(kg_element type) {
  double x[MOST_ROWS * WIDEST], b[LONGEST];
  begin(LOOP_add_bias, type, 0);
  for (long rows = 1; rows <= MOST_ROWS; rows++)
    for (long columns = 1; columns <= LONGEST; columns++) {
      long leading = columns + 3 * (rows % 2);
      void *y = drawn_rows(type, rows, columns, leading, x);
      for (long j = 0; j < columns; j++) b[j] = draw_signed();
      const void *bias = input(0, type, columns, b, 1);
      at(rows, columns, 0);
      at_strides(leading, 0);
      kg_add_bias(type, rows, columns, bias, y, leading);
      for (long i = 0; i < rows; i++)
        for (long j = 0; j < columns; j++)
          expect_exactly(i * leading + j, get(type, y, i * leading + j), x[i * leading + j] + b[j]);
      expect_gaps(type, rows, columns, leading, y);
    }
}

static void check_epilogue(kg_element type, kg_unary_code f) {
  double x[MOST_ROWS * WIDEST], b[LONGEST], p = rounded(type, 0.2);
  begin(LOOP_epilogue, type, kg_unary_name(f));
  for (long rows = 1; rows <= MOST_ROWS; rows++)
    for (long columns = 1; columns <= LONGEST; columns++)
      for (int with_bias = 0; with_bias < 2; with_bias++) {
        long leading = columns + 3 * (rows % 2);
        void *y = drawn_rows(type, rows, columns, leading, x);
        for (long j = 0; j < columns; j++) b[j] = with_bias ? draw_signed() : 0;
        const void *bias = input(0, type, columns, b, 1);
        at(rows, columns, 0);
        at_strides(leading, 0);
        kg_epilogue(type, f, rows, columns, with_bias ? bias : 0, p, y, leading);
        for (long i = 0; i < rows; i++)
          for (long j = 0; j < columns; j++) {
            double before = x[i * leading + j], sum = with_bias ? rounded(type, before + b[j]) : before;
            bound limit = unary_bound(type, f, sum);
            expect(i * leading + j, get(type, y, i * leading + j), kg_unary_value(f, sum, p, 0), limit.ulps,
                   limit.slack);
          }
        expect_gaps(type, rows, columns, leading, y);
      }
}

static void check_backward(kg_element type, kg_unary_code f) {
  double g[MOST_ROWS * WIDEST], y[MOST_ROWS * WIDEST], before[LONGEST], p = rounded(type, 0.2);
  double gradients[MOST];
  // Sums stand behind the gradients, with a gap between.
  begin(LOOP_activation_backward, type, kg_unary_name(f));
  for (long rows = 1; rows <= MOST_ROWS; rows++)
    for (long columns = 1; columns <= LONGEST; columns++) {
      long sg = columns + 2, sy = columns + rows % 2, so = columns + 3 * (rows % 2), last = rows * so + 5;
      for (long i = 0; i < rows * sg; i++) g[i] = 2 * draw_signed();
      // Outputs of an activation: no special ones, whose sums would all be NaN.
      for (long i = 0; i < rows * sy; i++) y[i] = draw_below(9) ? draw_signed() + 0x1p-12 : 1;
      const void *gs = input(0, type, rows * sg, g, 1), *ys = input(1, type, rows * sy, y, 1);
      void *out = output(type, last + columns);
      for (long j = 0; j < columns; j++) {
        before[j] = rounded(type, draw_signed());
        put(type, out, last + j, before[j]);
      }
      at(rows, columns, 0);
      at_strides(sg, sy);
      void *sums = (char *)out + last * (type == KG_FLOAT32 ? 4 : 8);
      kg_activation_backward(type, f, rows, columns, gs, sg, ys, sy, p, out, so, sums);
      for (long i = 0; i < last; i++) gradients[i] = EMPTY;
      for (long j = 0; j < columns; j++) {
        double sum = before[j], sizes = fabs(before[j]), slack = 0;
        for (long i = 0; i < rows; i++) {
          double truth = kg_unary_gradient(f, g[i * sg + j], y[i * sy + j], p, 0);
          bound limit = gradient_bound(type, f, g[i * sg + j], y[i * sy + j], truth);
          expect(i * so + j, get(type, out, i * so + j), truth, limit.ulps, limit.slack);
          gradients[i * so + j] = get(type, out, i * so + j);
          sum += truth;
          sizes += fabs(truth);
          slack += limit.slack + limit.ulps * epsilon_of(type) * fabs(truth);
        }
        // The gradients' own errors, and a rounding for each sum.
        expect(last + j, get(type, out, last + j), sum, 0, slack + epsilon_of(type) * (double)rows * sizes);
      }
      for (long i = 0; i < last; i++) expect_exactly(i, get(type, out, i), gradients[i]);
      expect_fences(type, last + columns);
    }
}

void check_layers(kg_element type) {
  check_bias(type);
  for (int f = 0; f < KG_UNARY_COUNT; f++) {
    if (kg_unary_reads((kg_unary_code)f) != KG_READS_OUTPUT) continue;
    check_epilogue(type, (kg_unary_code)f);
    check_backward(type, (kg_unary_code)f);
  }
}
