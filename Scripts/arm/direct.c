// Convolutions straight from images: sums over rows of memory that begin at given distances, and lattices of a
// plane's elements.
#include "check.h"

// Whole numbers, whose sums of products are exact in float in any order, with what must not be read between rows.
// Now and then one is NaN or infinite, which makes the same of a sum wherever it comes in.
static void draw_whole(double *numbers, long rows, long width, long leading) {
  for (long i = 0; i < rows * leading; i++) numbers[i] = i % leading < width ? (double)(draw_below(129) - 64) : NAN;
  if (rows * width > 0 && draw_below(5) == 0)
    numbers[draw_below(rows) * leading + draw_below(width)] = specials[draw_below(3)];
}

// Where rows of n elements begin in memory of REACH + n: in no order, on no border of a vector, some of them twice.
enum { REACH = 200, MOST_TERMS = 30 };
static int32_t places[MOST_TERMS];
static void draw_places(long k) {
  for (long p = 0; p < k; p++) places[p] = (int32_t)draw_below(REACH + 1);
}

static double w[MOST], x[MOST], g[MOST], truth[MOST];

static void check_sums(long m, long n, long k) {
  long sw = k + draw_below(3), sy = n + draw_below(3);
  draw_whole(w, m, k, sw);
  draw_whole(x, 1, REACH + n, REACH + n);
  draw_places(k);
  const float *weight = input(0, KG_FLOAT32, m * sw, w, 1), *from = input(1, KG_FLOAT32, REACH + n, x, 1);
  float *y = output(KG_FLOAT32, m * sy);
  at(m, n, k);
  at_strides(sw, sy);
  kg_sums_apart_f32(m, n, k, weight, sw, from, places, y, sy);
  for (long i = 0; i < m; i++)
    for (long j = 0; j < sy; j++) {
      double sum = j < n ? 0 : EMPTY;
      if (j < n) for (long p = 0; p < k; p++) sum += w[i * sw + p] * x[places[p] + j];
      expect_exactly(i * sy + j, y[i * sy + j], sum);
    }
  expect_fences(KG_FLOAT32, m * sy);
}

static void check_lines(long m, long n, long k) {
  long sx = draw_below(n + 3), sy = n + draw_below(3), size = REACH + (m - 1) * sx + n;
  float summand = (float)(draw_below(129) - 64);
  draw_whole(w, 1, k, k);
  draw_whole(x, 1, size, size);
  draw_places(k);
  const float *weight = input(0, KG_FLOAT32, k, w, 1), *from = input(1, KG_FLOAT32, size, x, 1);
  float *y = output(KG_FLOAT32, m * sy);
  at(m, n, k);
  at_strides(sx, sy);
  kg_lines_apart_f32(m, n, k, weight, from, sx, places, y, sy, summand);
  for (long i = 0; i < m; i++)
    for (long j = 0; j < sy; j++) {
      double sum = j < n ? 0 : EMPTY;
      if (j < n) for (long p = 0; p < k; p++) sum += w[p] * x[places[p] + i * sx + j];
      expect_exactly(i * sy + j, y[i * sy + j], j < n ? sum + summand : EMPTY);
    }
  expect_fences(KG_FLOAT32, m * sy);
}

static void check_dots(long m, long n, long k) {
  long sg = n + draw_below(3), sw = k + draw_below(3);
  draw_whole(g, m, n, sg);
  draw_whole(x, 1, REACH + n, REACH + n);
  draw_places(k);
  const float *gradients = input(0, KG_FLOAT32, m * sg, g, 1), *from = input(1, KG_FLOAT32, REACH + n, x, 1);
  float *sums = output(KG_FLOAT32, m * sw);
  // What is there is added to, and nothing beside it.
  for (long i = 0; i < m * sw; i++) {
    truth[i] = i % sw < k ? (double)(draw_below(129) - 64) : EMPTY;
    sums[i] = (float)truth[i];
  }
  at(m, n, k);
  at_strides(sg, sw);
  kg_dots_apart_f32(m, n, k, gradients, sg, from, places, sums, sw);
  for (long i = 0; i < m; i++)
    for (long p = 0; p < k; p++)
      for (long j = 0; j < n; j++) truth[i * sw + p] += g[i * sg + j] * x[places[p] + j];
  for (long i = 0; i < m * sw; i++) expect_exactly(i, sums[i], truth[i]);
  expect_fences(KG_FLOAT32, m * sw);
}

// An axis whose places begin before the plane, on it or behind it, and end likewise.
static kg_lattice_axis drawn_axis(long most) {
  kg_lattice_axis axis = {.extent = draw_below(most), .step = 1 + draw_below(4), .count = draw_below(most)};
  axis.first = draw_below(most + 10) - most / 2;
  return axis;
}

// Of a place on a plane; -1 beside it.
static long place_on(const kg_lattice *lattice, long r, long c) {
  const kg_lattice_axis *rows = &lattice->rows, *columns = &lattice->columns;
  long i = rows->first + r * rows->step, j = columns->first + c * columns->step;
  return i < 0 || i >= rows->extent || j < 0 || j >= columns->extent ? -1 : i * columns->extent + j;
}

static void check_lattice(int writes) {
  // Rows that are wider than the zeros that are copied without a call: 64 floats.
  kg_lattice lattice = {.rows = drawn_axis(14), .columns = drawn_axis(draw_below(2) ? 14 : 150)};
  long height = lattice.rows.count, width = lattice.columns.count, leading = width + (writes ? draw_below(3) : 0);
  long plane = lattice.rows.extent * lattice.columns.extent, read = writes ? height * leading : plane;
  long written = writes ? plane : height * width;
  double summand = writes ? rounded(KG_FLOAT32, draw_signed()) : 0;
  for (long i = 0; i < read; i++) x[i] = draw_below(9) ? draw_signed() : specials[draw_below(SPECIAL_COUNT)];
  const float *from = input(0, KG_FLOAT32, read, x, 1);
  float *to = output(KG_FLOAT32, written);
  for (long i = 0; i < written; i++) truth[i] = writes ? EMPTY : 0;
  for (long r = 0; r < height; r++)
    for (long c = 0; c < width; c++) {
      long place = place_on(&lattice, r, c);
      if (place < 0) continue;
      if (writes) truth[place] = x[r * leading + c] + summand;
      else truth[r * width + c] = x[place];
    }
  at(height, width, plane);
  at_strides(lattice.rows.step, lattice.columns.step);
  if (writes) kg_write_lattice_f32(&lattice, from, leading, (float)summand, to);
  else kg_read_lattice_f32(&lattice, from, to);
  for (long i = 0; i < written; i++) expect_exactly(i, to[i], truth[i]);
  expect_fences(KG_FLOAT32, written);
}

void check_direct(void) {
  begin(LOOP_kg_sums_apart_f32, KG_FLOAT32, 0);
  // Tiles of every number of rows, and panels of every number of vectors, next to narrower ones.
  for (long m = 1; m <= 30; m++)
    for (long n = 1; n <= 160; n++) check_sums(m, n, draw_below(12));
  begin(LOOP_kg_lines_apart_f32, KG_FLOAT32, 0);
  for (long m = 1; m <= 14; m++)
    for (long n = 1; n <= 160; n++) check_lines(m, n, draw_below(12));
  begin(LOOP_kg_dots_apart_f32, KG_FLOAT32, 0);
  // Whole vectors, of up to 16 numbers.
  for (long m = 0; m <= 9; m++)
    for (long k = 0; k <= MOST_TERMS; k++)
      for (long n = 0; n <= 128; n += 16) check_dots(m, n, k);
  begin(LOOP_kg_read_lattice_f32, KG_FLOAT32, 0);
  for (long walk = 0; walk < 6000; walk++) check_lattice(0);
  begin(LOOP_kg_write_lattice_f32, KG_FLOAT32, 0);
  for (long walk = 0; walk < 6000; walk++) check_lattice(1);
}
