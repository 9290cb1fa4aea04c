// Products with a small batch, for every extent around the widths of vectors, panels and tiles.
#include "check.h"
#include <stdlib.h>

enum { SIDE = 70, LEADING = SIDE + 3 };
static const long extents[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                               16, 17, 18, 19, 20, 31, 32, 33, 47, 48, 49, 63, 64, 65, 70};
enum { EXTENT_COUNT = sizeof extents / sizeof *extents };

// Multiples of 1/64 up to 1: every sum of up to 70 products is exact in float, in any order, so that there is one
// answer and no bound. A product of any extents is that of the corners of A and B.
static float a_rows[SIDE * LEADING], a_columns[SIDE * LEADING], b_rows[SIDE * LEADING], b_columns[SIDE * LEADING];
static float old_rows[SIDE * LEADING];
// The sums over the first k.
static float sums[SIDE + 1][SIDE][SIDE];
static float panels[2][80 * SIDE] __attribute__((aligned(64)));

static float draw_exact(void) { return (float)(draw_below(129) - 64) / 64; }

static void draw_matrices(void) {
  for (long i = 0; i < SIDE; i++)
    for (long p = 0; p < SIDE; p++) {
      a_rows[i * LEADING + p] = a_columns[p * LEADING + i] = draw_exact();
      b_rows[i * LEADING + p] = b_columns[p * LEADING + i] = draw_exact();
      old_rows[i * LEADING + p] = draw_exact();
    }
  for (long k = 0; k < SIDE; k++)
    for (long i = 0; i < SIDE; i++)
      for (long j = 0; j < SIDE; j++)
        sums[k + 1][i][j] = sums[k][i][j] + a_rows[i * LEADING + k] * b_rows[k * LEADING + j];
}

// C before a product: old numbers if they are added to, and what must not be touched in the gaps.
static float *fresh_output(long m, long n, long sc, int accumulate) {
  float *c = output(KG_FLOAT32, m * sc);
  if (accumulate)
    for (long i = 0; i < m; i++) memcpy(c + i * sc, old_rows + i * LEADING, (size_t)n * sizeof(float));
  return c;
}

static void expect_product(long m, long n, long k, const float *c, long sc, int accumulate) {
  at(m, n, k);
  for (long i = 0; i < m; i++)
    for (long j = 0; j < sc; j++) {
      float old = accumulate && j < n ? old_rows[i * LEADING + j] : 0;
      // Far below the least difference of two sums: only the sign of a zero is open.
      expect(i * sc + j, c[i * sc + j], j < n ? sums[k][i][j] + old : (float)EMPTY, 0, 0x1p-30);
    }
  expect_fences(KG_FLOAT32, m * sc);
}

static void check_rows(long m, long n, long k) {
  for (int accumulate = 0; accumulate < 2; accumulate++)
    for (int turned = 0; turned < 2; turned++) {
      long sc = n + 3 * (turned != accumulate), rs = turned ? 1 : LEADING, cs = turned ? LEADING : 1;
      float *c = fresh_output(m, n, sc, accumulate);
      kg_skinny_rows_f32(m, n, k, turned ? a_columns : a_rows, rs, cs, panels[0], c, sc, accumulate);
      at_strides(rs, cs);
      expect_product(m, n, k, c, sc, accumulate);
    }
}

static void check_columns(long m, long n, long k) {
  for (int accumulate = 0; accumulate < 2; accumulate++) {
    long sc = n + 3 * (m % 2);
    float *c = fresh_output(m, n, sc, accumulate);
    kg_skinny_columns_f32(m, n, k, b_columns, LEADING, panels[1], c, sc, accumulate);
    at_strides(LEADING, sc);
    expect_product(m, n, k, c, sc, accumulate);
  }
}

// C[m, n] for all pairs of the other two extents, whose operand is packed once.
static void check_exact_products(void) {
  begin(LOOP_kg_skinny_rows_f32, KG_FLOAT32, 0);
  draw_matrices();
  for (int x = 0; x < EXTENT_COUNT; x++)
    for (int y = 0; y < EXTENT_COUNT; y++) {
      long n = extents[x], k = extents[y];
      kg_pack_rows_f32(k, n, b_rows, LEADING, panels[0]);
      for (int z = 0; z < EXTENT_COUNT; z++) check_rows(extents[z], n, k);
    }
  begin(LOOP_kg_skinny_columns_f32, KG_FLOAT32, 0);
  for (int x = 0; x < EXTENT_COUNT; x++)
    for (int y = 0; y < EXTENT_COUNT; y++) {
      long m = extents[x], k = extents[y];
      kg_pack_columns_f32(m, 0, k, k, a_rows, LEADING, panels[1]);
      for (int z = 0; z < EXTENT_COUNT; z++) check_columns(m, extents[z], k);
    }
}

// Of a few rows, which the loops take as they lie.
static void check_few(void) {
  enum { MOST_FEW = 13 };
  draw_matrices();
  for (int by_rows = 0; by_rows < 2; by_rows++) {
    begin(by_rows ? LOOP_kg_few_rows_f32 : LOOP_kg_few_columns_f32, KG_FLOAT32, 0);
    for (long m = 1; m <= MOST_FEW; m++)
      for (int x = 0; x < EXTENT_COUNT; x++)
        for (int y = 0; y < EXTENT_COUNT; y++)
          for (int accumulate = 0; accumulate < 2; accumulate++) {
            long n = extents[x], k = extents[y], sc = n + 3 * (m % 2);
            float *c = fresh_output(m, n, sc, accumulate);
            at_strides(LEADING, sc);
            if (by_rows) kg_few_rows_f32(m, n, k, a_rows, LEADING, b_rows, LEADING, c, sc, accumulate);
            else kg_few_columns_f32(m, n, k, a_rows, LEADING, b_columns, LEADING, c, sc, accumulate);
            expect_product(m, n, k, c, sc, accumulate);
          }
  }
}

void check_outer(void) {
  begin(LOOP_kg_outer_f32, KG_FLOAT32, 0);
  draw_matrices();
  for (int x = 0; x < EXTENT_COUNT; x++)
    for (long n = 1; n <= SIDE; n++)
      for (int accumulate = 0; accumulate < 2; accumulate++) {
        // A's first column, whose elements lie apart or together.
        long m = extents[x], sc = n + 3 * (n % 2), sa = (m + n) % 3 ? 1 : LEADING;
        float *c = fresh_output(m, n, sc, accumulate);
        at_strides(sa, sc);
        kg_outer_f32(m, n, sa == 1 ? a_columns : a_rows, sa, b_rows, c, sc, accumulate);
        expect_product(m, n, 1, c, sc, accumulate);
      }
}

// Numbers of all digits, NaN and an infinity, and inner extents beyond what is copied at once.
static void check_rounded_product(loop_code loop, long m, long n, long k, int has_specials) {
  enum { MOST_M = 70, MOST_N = 130, MOST_K = 300 };
  static float a[2 * MOST_M * MOST_K], b[MOST_N * MOST_K], c[MOST_M * MOST_N];
  static float packed[144 * MOST_K] __attribute__((aligned(64)));
  int by_rows = loop == LOOP_kg_skinny_rows_f32;
  // A by rows, by columns, and with every other element.
  for (int layout = 0; layout < (by_rows ? 3 : 1); layout++) {
    long rs = layout == 0 ? k : layout == 1 ? 1 : 2, cs = layout == 0 ? 1 : layout == 1 ? m : 2 * m;
    long bp = by_rows ? n : 1, bj = by_rows ? 1 : k;
    for (long i = 0; i < 2 * m * k; i++) a[i] = (float)draw_signed();
    for (long i = 0; i < n * k; i++) b[i] = (float)draw_signed();
    if (has_specials) {
      a[(m / 2) * rs + (k / 2) * cs] = NAN;
      b[(k / 3) * bp + (n / 3) * bj] = INFINITY;
    }
    if (by_rows) {
      kg_pack_rows_f32(k, n, b, n, packed);
      kg_skinny_rows_f32(m, n, k, a, rs, cs, packed, c, n, 0);
    } else {
      kg_pack_columns_f32(m, 0, k, k, a, k, packed);
      kg_skinny_columns_f32(m, n, k, b, k, packed, c, n, 0);
    }
    at(m, n, k);
    at_strides(rs, cs);
    for (long i = 0; i < m; i++)
      for (long j = 0; j < n; j++) {
        double truth = 0, sizes = 0;
        for (long p = 0; p < k; p++) {
          double product = (double)a[i * rs + p * cs] * (double)b[p * bp + j * bj];
          truth += product;
          sizes += fabs(product);
        }
        // A rounding of half a unit for each product and each sum.
        expect(i * n + j, c[i * n + j], truth, 0, (double)k * epsilon_of(KG_FLOAT32) * sizes);
      }
  }
}

void check_products(void) {
  static const long shapes[][3] = {{1, 1, 300},   {7, 21, 9},     {5, 17, 300}, {50, 33, 129},
                                   {70, 70, 200}, {13, 100, 128}, {64, 130, 257}};
  check_exact_products();
  check_few();
  for (int by_rows = 0; by_rows < 2; by_rows++) {
    loop_code loop = by_rows ? LOOP_kg_skinny_rows_f32 : LOOP_kg_skinny_columns_f32;
    begin(loop, KG_FLOAT32, "of all digits");
    for (int has_specials = 0; has_specials < 2; has_specials++)
      for (unsigned s = 0; s < sizeof shapes / sizeof *shapes; s++)
        check_rounded_product(loop, shapes[s][0], shapes[s][1], shapes[s][2], has_specials);
  }
}
