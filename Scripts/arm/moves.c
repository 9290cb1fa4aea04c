// Copies, transposing copies and filling, which are exact.
#include "check.h"
#include <stdlib.h>

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

static void check_copy(kg_element type) {
  static const long strides[][2] = {{1, 1},  {0, 1}, {2, 1},   {1, 2}, {-1, 1},
                                    {1, -1}, {3, 2}, {-2, -3}, {0, 2}, {0, -1}};
  double x[LONGEST];
  begin(LOOP_copy, type, 0);
  for (long n = 0; n <= LONGEST; n++)
    for (int way = 0; way < 10; way++) {
      long sx = strides[way][0], sy = strides[way][1], extent = n > 0 ? labs(sy) * (n - 1) + 1 : 0;
      for (long i = 0; i < n; i++) x[i] = i % 9 == 4 ? specials[draw_below(SPECIAL_COUNT)] : draw_signed();
      const void *from = input(0, type, n, x, sx);
      void *to = output(type, extent);
      long first = sy < 0 && n > 0 ? extent - 1 : 0;
      at(n, 0, 0);
      at_strides(sx, sy);
      // Of no elements, none may be read.
      kg_copy(type, n, n > 0 ? from : 0, sx, (char *)to + first * (type == KG_FLOAT32 ? 4 : 8), sy);
      for (long j = 0; j < extent; j++) {
        long i = (j - first) / sy;
        expect_exactly(j, get(type, to, j), i * sy + first == j ? x[i] : EMPTY);
      }
      expect_fences(type, extent);
    }
}

static void check_transpose(kg_element type) {
  begin(LOOP_transpose, type, 0);
  for (long rows = 1; rows <= 50; rows++)
    for (long columns = 1; columns <= 50; columns++) {
      // Tight, and with gaps between the rows.
      long sx = columns + (rows + columns) % 3, count = sx * (rows - 1) + columns;
      double x[50 * 52];
      for (long i = 0; i < count; i++) x[i] = (double)i;
      const void *from = input(0, type, count, x, 1);
      void *to = output(type, rows * columns);
      at(rows, columns, 0);
      at_strides(sx, 0);
      kg_transpose(type, rows, columns, from, sx, to);
      for (long i = 0; i < rows; i++)
        for (long j = 0; j < columns; j++)
          expect_exactly(j * rows + i, get(type, to, j * rows + i), x[i * sx + j]);
      expect_fences(type, rows * columns);
    }
}

void check_moves(kg_element type) {
  check_fill(type);
  check_copy(type);
  check_transpose(type);
}
