// Reductions of elements of type T. They are formed in lanes, whose number is the same for every width of
// vectors and never depends on threads.

// The functions of the table for one pair of elements.
#define KG_BINARY(NAME, VALUE) static inline T TYPED(pair_##NAME)(T a, T b) { const T p = 0; return (VALUE); }
#include "elementwise_table.h"

#define REDUCE_IN_LANES(COUNT, FROM, PAIR)                                                        \
  {                                                                                               \
    T lane[COUNT];                                                                                \
    for (int j = 0; j < COUNT; j++) lane[j] = total;                                              \
    for (; i + COUNT <= n; i += COUNT)                                                            \
      for (int j = 0; j < COUNT; j++) lane[j] = PAIR(lane[j], FROM);                              \
    for (int width = COUNT / 2; width > 0; width /= 2)                                            \
      for (int j = 0; j < width; j++) lane[j] = PAIR(lane[j], lane[j + width]);                   \
    total = lane[0];                                                                              \
  }
// In lanes in every build: one after another, 4096 equal floats are off by 4e-5. Fewer with a stride, for
// each element may be a cache line of its own.
#define REDUCE(START, PAIR, LANES)                                                                \
  {                                                                                               \
    T total = START;                                                                              \
    long i = 0;                                                                                   \
    if (sx == 1 && n >= 2 * LANES) REDUCE_IN_LANES(LANES, x[i + j], PAIR)                         \
    else if (sx != 1) REDUCE_IN_LANES(STRIDED_LANES, x[(i + j) * sx], PAIR)                       \
    for (; i < n; i++) total = PAIR(total, x[i * sx]);                                            \
    return total;                                                                                 \
  }

// A choice waits for the one before it longer than a sum does.
#define LANES_OF_add SUM_LANES
#define LANES_OF_multiply SUM_LANES
#define LANES_OF_maximum CHOICE_LANES
#define LANES_OF_minimum CHOICE_LANES

static double TYPED(reduce)(kg_reduction_code f, long n, const void *from, long sx) {
  const T *x = from;
  switch (f) {
#define KG_REDUCTION(NAME, START, FUNCTION) \
  case KG_REDUCTION_##NAME: REDUCE(START, TYPED(pair_##FUNCTION), LANES_OF_##FUNCTION)
#include "reduction_table.h"
  }
}

// The first position of `value` among n contiguous elements, of NaN if it is NaN; n if there is none.
static long TYPED(find)(long n, const void *from, double number) {
  const T *x = from, value = (T)number;
  const int any = value != value;
  long i = 0;
  for (; i + CHOICE_LANES <= n; i += CHOICE_LANES) {
    int hit = 0;
    if (any) for (int j = 0; j < CHOICE_LANES; j++) hit |= x[i + j] != x[i + j];
    else for (int j = 0; j < CHOICE_LANES; j++) hit |= x[i + j] == value;
    if (hit) break;
  }
  for (; i < n; i++)
    if (any ? x[i] != x[i] : x[i] == value) return i;
  return n;
}

static void TYPED(accumulate)(long n, const void *from, void *to) {
  const T *x = from;
  T *y = to;
  for (long i = 0; i < n; i++) y[i] += x[i];
}

#undef REDUCE_IN_LANES
#undef REDUCE
#undef LANES_OF_add
#undef LANES_OF_multiply
#undef LANES_OF_maximum
#undef LANES_OF_minimum
