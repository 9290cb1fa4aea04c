// Copies, transposing ones among them, and filling, which are exact.
#include "lines.h"

static void check_fill(kg_element type) {
  begin(LOOP_fill, type, 0);
  for (long n = 0; n <= LONGEST; n++)
    for (int s = 0; s < SPECIAL_COUNT; s++) {
      void *to = output(type, n);
      at(n, 0, 0);
      kg_fill(type, n, specials[s], to);
      for (long i = 0; i < n; i++) expect_exactly(i, get(type, to, i), specials[s]);
      expect_fences(type, n);
    }
}

// One call, of numbers and special ones.
static void copy_rows(kg_element type, long rows, long n, const long from_way[4], const long to_way[4]) {
  static double x[MOST], y[MOST];
  lines from = lines_of(rows, n, from_way), to = lines_of(rows, n, to_way);
  draw_memory(x, &from, draw_signed, 9);
  void *source = input(0, type, from.extent, x, 1), *target = output(type, to.extent);
  at_lines(&from, &to);
  // Of no elements, none may be read.
  kg_copy(type, rows, n, from.extent > 0 ? first_of(type, source, &from) : 0, from.leading, from.stride,
          first_of(type, target, &to), to.leading, to.stride);
  for (long r = 0; r < rows; r++)
    for (long i = 0; i < n; i++) y[r * n + i] = x[place_of(&from, r, i)];
  expect_lines(type, target, &to, y, 0);
}

static void check_copy(kg_element type) {
  // Rows tight, with gaps, backwards, by columns with and without gaps, of one element each, all the same, and ones
  // that overlap.
  static const long from[][4] = {{1, 0, 0, 1}, {1, 2, 0, 1}, {1, 1, 0, -1},  {-2, -1, 0, 2},
                                 {0, 1, 1, 0}, {0, 1, 1, 3}, {0, -1, -1, 0}, {0, 2, 2, 1},
                                 {0, 1, 0, 0}, {0, 2, 0, 0}, {0, 0, 0, 1},   {0, 1, 0, 2}};
  static const long to[][4] = {{1, 0, 0, 1}, {1, 3, 0, 1}, {-1, 0, 0, 1}, {1, 0, 0, -1},
                               {2, 1, 0, 2}, {0, 1, 1, 0}, {0, 1, 1, 2},  {0, -1, -1, 0}};
  static const long rows[] = {0, 1, 2, 3, 8, 17};
  begin(LOOP_copy, type, "of rows");
  for (int f = 0; f < (int)(sizeof from / sizeof *from); f++)
    for (int t = 0; t < (int)(sizeof to / sizeof *to); t++)
      for (int r = 0; r < (int)(sizeof rows / sizeof *rows); r++)
        for (long n = 0; n <= LONGEST; n++) copy_rows(type, rows[r], n, from[f], to[t]);
}

// Every extent around the widths of vectors and tiles; the rows of both sides are tight or have gaps.
static void check_transpose(kg_element type) {
  static const long to[][4] = {{1, 0, 0, 1}, {1, 2, 0, 1}, {-1, 0, 0, 1}};
  begin(LOOP_copy, type, "that transposes");
  for (long rows = 0; rows <= 50; rows++)
    for (long n = 0; n <= 50; n++) {
      const long from[] = {0, 1, 1, rows % 3};
      copy_rows(type, rows, n, from, to[n % 3]);
    }
}

void check_moves(kg_element type) {
  check_fill(type);
  check_copy(type);
  check_transpose(type);
}
