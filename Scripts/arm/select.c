// The choice between two elements of every size, and of those that an index names, which are exact.
#include "bits.h"
#include <stdlib.h>

enum { ROUNDS = 4, WAYS = 9, INDEX_WAYS = 8, SLOTS = 9 };
static const char *const parts[] = {[1] = "of 1 byte", [2] = "of 2 bytes", [4] = "of 4 bytes", [8] = "of 8 bytes"};

static void check_choice(long size) {
  // Of the condition and of both sides.
  static const long strides[WAYS][3] = {{1, 1, 1}, {1, 1, 0},  {1, 0, 1},  {2, 1, 1}, {0, 1, 1},
                                        {1, 0, 0}, {1, 2, -3}, {-1, 1, 1}, {3, -1, 0}};
  uint64_t a[LONGEST_BITS], b[LONGEST_BITS], c[LONGEST_BITS], y[LONGEST_BITS];
  begin(LOOP_kg_select, 0, parts[size]);
  for (long round = 0; round < ROUNDS * WAYS * LENGTHS; round++) {
    long n = length_at(round % LENGTHS), way = round / LENGTHS % WAYS;
    long sc = strides[way][0], sa = strides[way][1], sb = strides[way][2];
    for (long i = 0; i < n; i++) {
      a[i] = draw_element(KG_STORED_INT64);
      b[i] = draw_element(KG_STORED_INT64);
      // Whatever is not 0 is true.
      c[i] = (uint64_t)(draw_below(2) * (1 + draw_below(255)));
    }
    const void *left = bits_input(0, size, n, a, sa), *right = bits_input(1, size, n, b, sb);
    const uint8_t *condition = bits_input(2, 1, n, c, sc);
    void *to = bits_output(size, n, 1);
    at(n, 0, 0);
    at_strides(sa, sb);
    kg_select(size, n, condition, sc, left, sa, right, sb, to);
    for (long i = 0; i < n; i++) y[i] = c[i] ? a[i] : b[i];
    expect_output(y);
  }
}

static void check_index(long size) {
  // From one result to the next, from one slot to the next, and of the index.
  static const long strides[INDEX_WAYS][3] = {{0, 1, 1}, {1, 3, 1},  {0, 5, 2},  {2, 1, -1},
                                              {0, 1, 0}, {1, -7, 1}, {-1, 1, 1}, {-2, -3, 1}};
  uint64_t x[MOST_BITS], index[LONGEST_BITS], y[LONGEST_BITS];
  begin(LOOP_kg_take, 0, parts[size]);
  for (long round = 0; round < ROUNDS * INDEX_WAYS * LENGTHS; round++) {
    long n = length_at(round % LENGTHS), way = round / LENGTHS % INDEX_WAYS, last = n > 0 ? n - 1 : 0;
    long near = strides[way][0], far = strides[way][1], si = strides[way][2];
    // Just the memory that may be named, and where the first of its slots and of the results lie in it.
    long first = (near < 0 ? -near * last : 0) + (far < 0 ? -far * (SLOTS - 1) : 0);
    long count = labs(near) * last + labs(far) * (SLOTS - 1) + 1;
    for (long i = 0; i < count; i++) x[i] = draw_element(KG_STORED_INT64);
    for (long i = 0; i < n; i++) index[i] = (uint64_t)draw_below(SLOTS);
    // In every other round one index is outside, at which the loop has to stop.
    long end = round % 2 && n > 0 ? draw_below(n) : n;
    // With a stride of 0 all of them are the first.
    if (si == 0 && end > 0) end = n;
    if (end < n) index[end] = round % 4 == 1 ? SLOTS : (uint64_t)-1;
    const char *from = bits_input(0, size, count, x, 1);
    const int64_t *slots = bits_input(1, 8, n, index, si);
    void *to = bits_output(size, n, 1);
    at(n, 0, 0);
    at_strides(near, far);
    expect_exactly(0, kg_take(size, n, slots, si, SLOTS, from + first * size, near, far, to), end);
    for (long i = 0; i < end; i++) y[i] = x[first + i * near + (long)index[i] * far];
    for (long i = end; i < n; i++) y[i] = 0x5c5c5c5c5c5c5c5c >> (64 - 8 * size);
    expect_output(y);
  }
}

void check_select(void) {
  for (long size = 1; size <= 8; size *= 2) {
    check_choice(size);
    check_index(size);
  }
}
