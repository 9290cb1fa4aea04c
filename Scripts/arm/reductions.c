// Reductions, running ones, the search for a number, and sums of two vectors.
#include "lines.h"

static void check_reduction(kg_element type, kg_reduction_code f, const char *name) {
  static const long strides[] = {1, 2, 3, -1, -2, 0};
  static const long counts[] = {0, 95, 96, 97, 127, 128, 129, 1000};
  double x[1000];
  kg_binary_code pair = kg_reduction_combines(f);
  begin(LOOP_reduce, type, name);
  for (long way = 0; way < 6; way++)
    for (long n = 0; n < LONGEST + 8; n++)
      for (int kind = 0; kind < 3; kind++) {
        long count = n < LONGEST ? n + 1 : counts[n - LONGEST], sx = strides[way];
        // Near 1, so that a product of a thousand is a number of some size; small integers, whose sums are
        // exact; and a special number among others.
        for (long i = 0; i < count; i++)
          x[i] = kind == 0 ? 1 + draw_signed() / 100 : kind == 1 ? (double)draw_below(17) - 8 : draw_signed();
        // A product's other factors are near 1 here, too, and none is so small that digits are lost.
        if (kind == 2 && f == KG_REDUCTION_product)
          for (long i = 0; i < count; i++) x[i] = 1 + x[i] / 2;
        double special = specials[draw_below(SPECIAL_COUNT)];
        int is_small = special != 0 && fabs(special) < 0x1p-90;
        if (kind == 2 && count && !(is_small && f == KG_REDUCTION_product)) x[draw_below(count)] = special;
        const void *from = input(0, type, count, x, sx);
        double truth = kg_reduction_start(f), sizes = 0;
        for (long i = 0; i < count; i++) {
          truth = kg_binary_value(pair, truth, x[i], 0);
          sizes += fabs(x[i]);
        }
        // An addition or a product for each element, half a unit each, in this order and in the loop's.
        double slack = f == KG_REDUCTION_sum       ? epsilon_of(type) * (double)count * sizes
                       : f == KG_REDUCTION_product ? epsilon_of(type) * (double)count * fabs(truth)
                                                   : 0;
        if (f == KG_REDUCTION_sum && kind == 1) slack = 0;
        // Products of integers overflow in float alone.
        if (f == KG_REDUCTION_product && kind == 1) continue;
        // With a stride of 0, powers that become subnormal: half of the least of these at each product.
        if (f == KG_REDUCTION_product) slack += (double)count * (type == KG_FLOAT32 ? 0x1p-149 : 0x1p-1074);
        at(count, 0, 0);
        at_strides(sx, 0);
        void *to = output(type, 1);
        kg_reduce(type, f, 1, count, from, 0, sx, to, 1);
        expect(0, get(type, to, 0), truth, 0, slack);
        expect_fences(type, 1);
      }
}

// Several lines, each as if it were alone.
static void check_lines(kg_element type) {
  enum { LINES = 3 };
  static const long ways[][3] = {{0, 1, 1}, {0, 2, -1}, {1, 3, 2}};
  double x[LINES * LONGEST * 3];
  begin(LOOP_reduce, type, "lines");
  for (long way = 0; way < 3; way++)
    for (long n = 1; n <= LONGEST; n++) {
      // Either whole lines one after the other, or elements of all lines in turn.
      int in_turn = ways[way][0] != 0;
      long lx = in_turn ? 1 : n + ways[way][1], sx = in_turn ? LINES + ways[way][1] : 1, ly = ways[way][2];
      long extent = (LINES - 1) * lx + (n - 1) * sx + 1;
      for (long i = 0; i < extent; i++) x[i] = (double)draw_below(1000) - 500;
      const void *from = input(0, type, extent, x, 1);
      void *to = output(type, 2 * LINES - 1);
      at(LINES, n, 0);
      at_strides(lx, sx);
      long first = ly < 0 ? LINES - 1 : 0, size = type == KG_FLOAT32 ? 4 : 8;
      kg_reduce(type, KG_REDUCTION_maximum, LINES, n, from, lx, sx, (char *)to + first * size, ly);
      for (long i = 0; i < LINES; i++) {
        double most = -INFINITY;
        for (long j = 0; j < n; j++) most = larger(most, x[i * lx + j * sx]);
        expect_exactly(i, get(type, to, first + i * ly), most);
      }
      expect_fences(type, 2 * LINES - 1);
    }
}

static void check_squares(kg_element type) {
  static const long strides[] = {1, 2, -1, 0};
  double x[1000];
  begin(LOOP_sum_of_squares, type, 0);
  for (long way = 0; way < 4; way++)
    for (long n = 0; n <= LONGEST; n++) {
      long count = n == LONGEST ? 1000 : n;
      double truth = 0;
      for (long i = 0; i < count; i++) x[i] = draw_signed();
      const void *from = input(0, type, count, x, strides[way]);
      for (long i = 0; i < count; i++) truth += rounded(type, x[i]) * rounded(type, x[i]);
      at(count, 0, 0);
      at_strides(strides[way], 0);
      expect(0, kg_sum_of_squares(type, count, from, strides[way]), truth, 0, epsilon_of(type) * (double)count * truth);
    }
}

static double near_one(void) { return 1 + draw_signed() / 2; }

static void scan_lines(kg_element type, kg_reduction_code f, long count, long n, const long from_way[4],
                       const long to_way[4]) {
  static double x[MOST], y[MOST];
  lines from = lines_of(count, n, from_way), to = lines_of(count, n, to_way);
  // Products of factors around 1 stay numbers of some size; and few lines may have a NaN, all being NaN after it.
  draw_memory(x, &from, f == KG_REDUCTION_product ? near_one : draw_signed, 200);
  void *source = input(0, type, from.extent, x, 1), *target = output(type, to.extent);
  at_lines(&from, &to);
  // Of no elements, none may be read.
  kg_scan(type, f, count, n, from.extent > 0 ? first_of(type, source, &from) : 0, from.leading, from.stride,
          first_of(type, target, &to), to.leading, to.stride);
  for (long line = 0; line < count; line++) {
    double total = kg_reduction_start(f);
    for (long i = 0; i < n; i++)
      y[line * n + i] = total = kg_binary_value(kg_reduction_combines(f), total, x[place_of(&from, line, i)], 0);
  }
  // Which of two zeros is the larger one is open.
  expect_lines(type, target, &to, y, f == KG_REDUCTION_maximum || f == KG_REDUCTION_minimum);
}

// Formed in double, one element after another, and rounded once for each: there is one answer and no bound.
static void check_scan(kg_element type, kg_reduction_code f, const char *name) {
  // Lines one after another, with gaps or elements apart, backwards, and of one element each; and neighbours, which
  // are taken many at once if they are written as neighbours, too.
  static const long ways[][2][4] = {
      {{1, 0, 0, 1}, {1, 0, 0, 1}},  {{2, 1, 0, 2}, {1, 3, 0, 1}},  {{1, 0, 0, -1}, {-1, 0, 0, -1}},
      {{0, 1, 0, 0}, {1, 0, 0, 1}},  {{0, 1, 1, 0}, {0, 1, 1, 0}},  {{0, 1, 1, 2}, {0, 1, 1, 3}},
      {{0, 1, -1, 0}, {0, 1, 1, 0}}, {{0, 1, 0, 1}, {0, 1, -1, 0}}, {{0, 1, 1, 0}, {1, 0, 0, 1}},
      {{1, 0, 0, 1}, {0, 1, 1, 1}},  {{0, -1, 1, 0}, {0, -1, 1, 0}}, {{0, 0, 0, 1}, {0, 1, 1, 0}}};
  static const long counts[] = {0, 1, 2, 15, 16, 17, 35};
  begin(LOOP_scan, type, name);
  for (int way = 0; way < (int)(sizeof ways / sizeof *ways); way++)
    for (int c = 0; c < (int)(sizeof counts / sizeof *counts); c++)
      for (long n = 0; n <= LONGEST; n++) scan_lines(type, f, counts[c], n, ways[way][0], ways[way][1]);
}

static void check_find(kg_element type) {
  double x[LONGEST + 30];
  begin(LOOP_find, type, 0);
  for (long n = 0; n <= LONGEST + 30; n++)
    for (int s = 0; s < SPECIAL_COUNT; s++)
      for (long place = 0; place <= n; place++) {
        // The number stands at `place` and after it; at n, nowhere.
        for (long i = 0; i < n; i++) x[i] = 2 + (double)(i % 7);
        for (long i = place; i < n; i += 5) x[i] = specials[s];
        const void *from = input(0, type, n, x, 1);
        at(n, 0, 0);
        expect_exactly(place, (double)kg_find(type, n, from, specials[s]), (double)place);
      }
}

static void check_accumulate(kg_element type) {
  double x[LONGEST], y[LONGEST];
  begin(LOOP_accumulate, type, 0);
  for (long n = 0; n <= LONGEST; n++)
    for (int round = 0; round < 8; round++) {
      void *to = output(type, n);
      for (long i = 0; i < n; i++) {
        x[i] = draw_below(5) ? draw_signed() : specials[draw_below(SPECIAL_COUNT)];
        y[i] = rounded(type, draw_below(5) ? draw_signed() : specials[draw_below(SPECIAL_COUNT)]);
        put(type, to, i, y[i]);
      }
      const void *from = input(0, type, n, x, 1);
      at(n, 0, 0);
      kg_accumulate(type, n, from, to);
      for (long i = 0; i < n; i++) expect_exactly(i, get(type, to, i), y[i] + x[i]);
      expect_fences(type, n);
    }
}

void check_reductions(kg_element type) {
#define KG_REDUCTION(NAME, START, FUNCTION) check_reduction(type, KG_REDUCTION_##NAME, #NAME);
#include "reduction_table.h"
#define KG_REDUCTION(NAME, START, FUNCTION) check_scan(type, KG_REDUCTION_##NAME, #NAME);
#include "reduction_table.h"
  check_lines(type);
  check_squares(type);
  check_find(type);
  check_accumulate(type);
}
