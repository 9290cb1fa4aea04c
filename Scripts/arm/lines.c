// What lines.h declares.
#include "lines.h"
#include <stdlib.h>

lines lines_of(long count, long n, const long way[4]) {
  lines all = {count, n, way[0] * n + way[1], way[2] * count + way[3], 0, 0};
  if (count == 0 || n == 0) return all;
  // Those that go backwards begin at the far end.
  if (all.leading < 0) all.first -= all.leading * (count - 1);
  if (all.stride < 0) all.first -= all.stride * (n - 1);
  all.extent = labs(all.leading) * (count - 1) + labs(all.stride) * (n - 1) + 1;
  if (all.extent > MOST) abort();
  return all;
}

void at_lines(const lines *x, const lines *y) {
  at(x->count, x->n, 0);
  at_strides(x->stride, y->stride);
  at_leadings(x->leading, y->leading);
}

void draw_memory(double *x, const lines *all, double (*number)(void), long odds) {
  for (long i = 0; i < all->extent; i++) x[i] = draw_below(odds) ? number() : specials[draw_below(SPECIAL_COUNT)];
}

void expect_lines(kg_element type, const void *memory, const lines *all, const double *expected, int any_zero) {
  static double wanted[MOST];
  for (long j = 0; j < all->extent; j++) wanted[j] = EMPTY;
  for (long line = 0; line < all->count; line++)
    for (long i = 0; i < all->n; i++) wanted[place_of(all, line, i)] = expected[line * all->n + i];
  // With any slack zeros are equal; other numbers here are not as near to each other as that.
  double slack = any_zero ? 0x1p-1074 : 0;
  for (long j = 0; j < all->extent; j++) expect(j, get(type, memory, j), wanted[j], 0, slack);
  expect_fences(type, all->extent);
}
