// Panels of a packed operand. Their order is the level's own, and the products show it to be right; here: that
// each element stands in them once, that nothing else does but zeros, and that nothing beyond them is written.
#include "check.h"

enum { SIDE = 70, LEADING = SIDE + 3, CAPACITY = 80 * SIDE, BEYOND = 64 };
static float panels[CAPACITY + BEYOND] __attribute__((aligned(64)));
static float others[CAPACITY + BEYOND];
static float matrix[SIDE * LEADING];

// A matrix whose elements are different integers.
static void number_elements(void) {
  for (long i = 0; i < SIDE * LEADING; i++) matrix[i] = (float)(i + 1);
}

static void clear(float *memory) {
  for (long i = 0; i < CAPACITY + BEYOND; i++) memory[i] = (float)EMPTY;
}

// Panels of `width` columns in all and inner extent k; rows or columns `first`..<`end` of the inner extent are
// written. `inner` is the inner extent's stride in the matrix, `outer` the other's.
static void expect_elements(long width, long first, long end, long k, long inner, long outer) {
  static int found[SIDE * LEADING + 1];
  memset(found, 0, sizeof found);
  // No vector is narrower than 4 numbers or wider than 16; the last one's rest is zero.
  long least = first == 0 && end == k ? (width + 3) / 4 * 4 * k : 0, most = (width + 15) / 16 * 16 * k;
  for (long i = 0; i < CAPACITY + BEYOND; i++) {
    long element = (long)panels[i];
    if (i >= most) expect_exactly(i, panels[i], EMPTY);
    else if (panels[i] != 0 && (i < least || element != (long)EMPTY)) {
      // An element that has no place here is compared with 0.
      int exists = element >= 1 && element <= SIDE * LEADING && panels[i] == (float)element;
      expect_exactly(i, panels[i], exists ? (double)element : 0);
      if (exists) found[element]++;
    }
  }
  for (long p = 0; p < SIDE; p++)
    for (long j = 0; j < SIDE; j++) {
      long element = p * inner + j * outer;
      expect_exactly(element, found[element + 1], p >= first && p < end && j < width);
    }
}

static void check_pack_rows(void) {
  begin(LOOP_kg_pack_rows_f32, KG_FLOAT32, 0);
  for (long n = 1; n <= SIDE; n++)
    for (long k = 1; k <= SIDE; k += 1 + k / 4) {
      clear(panels);
      at(k, n, 0);
      at_strides(LEADING, 0);
      kg_pack_rows_f32(k, n, matrix, LEADING, panels);
      expect_elements(n, 0, k, k, LEADING, 1);
    }
}

static void check_pack_columns(void) {
  begin(LOOP_kg_pack_columns_f32, KG_FLOAT32, 0);
  for (long m = 1; m <= SIDE; m++)
    for (long k = 1; k <= SIDE; k += 1 + k / 4) {
      clear(panels);
      at(m, k, 0);
      at_strides(LEADING, 0);
      kg_pack_columns_f32(m, 0, k, k, matrix, LEADING, panels);
      expect_elements(m, 0, k, k, 1, LEADING);
      // In two pieces, the second one first: the same panels in the end.
      long middle = k / 2;
      memcpy(others, panels, sizeof panels);
      clear(panels);
      kg_pack_columns_f32(m, middle, k, k, matrix, LEADING, panels);
      expect_elements(m, middle, k, k, 1, LEADING);
      kg_pack_columns_f32(m, 0, middle, k, matrix, LEADING, panels);
      for (long i = 0; i < CAPACITY + BEYOND; i++) expect_exactly(i, panels[i], others[i]);
    }
}

void check_packing(void) {
  number_elements();
  check_pack_rows();
  check_pack_columns();
}
