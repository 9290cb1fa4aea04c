// Lines of elements in memory, for loops that take many of them in one call.
#pragma once
#include "check.h"

// `count` lines of n elements, `leading` from line to line and `stride` within one, from the lowest of `extent`
// elements in all; `first` is the place of the first line's first element.
typedef struct {
  long count, n, leading, stride, first, extent;
} lines;

// How lines lie: leading = way[0] * n + way[1], stride = way[2] * count + way[3].
lines lines_of(long count, long n, const long way[4]);
static inline long place_of(const lines *all, long line, long i) {
  return all->first + line * all->leading + i * all->stride;
}
static inline void *first_of(kg_element type, void *memory, const lines *all) {
  return (char *)memory + all->first * (type == KG_FLOAT32 ? 4 : 8);
}
void at_lines(const lines *x, const lines *y);

// Draws all numbers of the memory of some lines; one in `odds` is a special one.
void draw_memory(double *x, const lines *all, double (*number)(void), long odds);

// Compares memory from output(), where lines have to be `expected`, one after another, and all else as it was. With
// `any_zero` the signs of zeros are open.
void expect_lines(kg_element type, const void *memory, const lines *all, const double *expected, int any_zero);
