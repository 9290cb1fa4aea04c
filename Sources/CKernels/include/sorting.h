// Order among elements of any type, and lines of them in it.
#pragma once
#include "stored.h"
#include <stdint.h>

// keys[i] of x[i], unsigned integers in the order of the elements: NaN is above all numbers, and zeros of either sign
// are equal. Where `descending`, the order is turned.
void kg_order_keys(kg_stored type, long n, const void *x, long sx, int descending, uint64_t *keys);

// The words that the next two need: four for each of n elements.
static inline long kg_sort_words(long n) { return 4 * n; }

// The n elements of a line in order, equal ones as they came, and the place that each of them had.
void kg_sort_line(kg_stored type, long n, const void *x, long sx, int descending, void *values, long sv,
                  int64_t *places, long sp, uint64_t *words);

// The first k of them, k <= n.
void kg_first_of_line(kg_stored type, long n, const void *x, long sx, int descending, long k, void *values, long sv,
                      int64_t *places, long sp, uint64_t *words);
