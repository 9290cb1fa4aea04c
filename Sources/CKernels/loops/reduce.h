// Reductions of elements of type T. They are formed in lanes, whose number is the same for every width of
// vectors and never depends on threads.

// The functions of the table for one pair of elements.
#define KG_BINARY(NAME, VALUE) static inline T TYPED(pair_##NAME)(T a, T b) { const T p = 0; return (VALUE); }
#include "elementwise_table.h"

// A step takes one more element into a lane, a pair joins two lanes.
#define TAKE_IN_LANES(COUNT, FROM, STEP)                                                          \
  for (; i + COUNT <= n; i += COUNT)                                                              \
    for (int j = 0; j < COUNT; j++) lane[j] = STEP(lane[j], FROM);
#define JOIN_LANES(COUNT, LEFT, PAIR)                                                             \
  for (int width = COUNT / 2; width >= LEFT; width /= 2)                                          \
    for (int j = 0; j < width; j++) lane[j] = PAIR(lane[j], lane[j + width]);
#define REDUCE_IN_LANES(LANES, START, FROM, STEP, PAIR)                                           \
  {                                                                                               \
    T few[FEW_LANES];                                                                             \
    for (int j = 0; j < FEW_LANES; j++) few[j] = START;                                           \
    if (n >= 2 * LANES) {                                                                         \
      T lane[LANES];                                                                              \
      for (int j = 0; j < LANES; j++) lane[j] = START;                                            \
      TAKE_IN_LANES(LANES, FROM, STEP)                                                            \
      JOIN_LANES(LANES, FEW_LANES, PAIR)                                                          \
      for (int j = 0; j < FEW_LANES; j++) few[j] = lane[j];                                       \
    }                                                                                             \
    T *lane = few;                                                                                \
    TAKE_IN_LANES(FEW_LANES, FROM, STEP)                                                          \
    JOIN_LANES(FEW_LANES, 4, PAIR)                                                                \
    TAKE_IN_LANES(4, FROM, STEP)                                                                  \
    JOIN_LANES(4, 1, PAIR)                                                                        \
    total = lane[0];                                                                              \
  }
// In lanes in every build: one after another, 4096 equal floats are off by 4e-5. What is left after the last
// whole turn of the lanes is taken in fewer of them: one after another, each would wait for the one before.
#define REDUCE(START, STEP, PAIR, LANES)                                                          \
  {                                                                                               \
    T total = START;                                                                              \
    long i = 0;                                                                                   \
    if (sx == 1 && n >= FEW_LANES) REDUCE_IN_LANES(LANES, START, x[i + j], STEP, PAIR)            \
    else if (sx != 1) REDUCE_IN_LANES(FEW_LANES, START, x[(i + j) * sx], STEP, PAIR)              \
    for (; i < n; i++) total = STEP(total, x[i * sx]);                                            \
    return total;                                                                                 \
  }

// A choice waits for the one before it longer than a sum does.
#define LANES_OF_add SUM_LANES
#define LANES_OF_multiply SUM_LANES
#define LANES_OF_maximum CHOICE_LANES
#define LANES_OF_minimum CHOICE_LANES

#define KG_REDUCTION(NAME, START, FUNCTION)                                                       \
  static inline T TYPED(line_##NAME)(long n, const T *x, long sx) {                               \
    REDUCE(START, TYPED(pair_##FUNCTION), TYPED(pair_##FUNCTION), LANES_OF_##FUNCTION)            \
  }
#include "reduction_table.h"

// Many lines in one call: the joining of the lanes of one overlaps with what the next one reads.
static void TYPED(reduce)(kg_reduction_code f, long lines, long n, const void *from, long lx, long sx, void *to,
                          long ly) {
  const T *x = from;
  T *y = to;
  switch (f) {
#define KG_REDUCTION(NAME, START, FUNCTION)                                                       \
  case KG_REDUCTION_##NAME:                                                                       \
    for (long i = 0; i < lines; i++) y[i * ly] = TYPED(line_##NAME)(n, x + i * lx, sx);           \
    break;
#include "reduction_table.h"
  }
}

static inline T TYPED(add_square)(T total, T x) { return total + x * x; }

static double TYPED(sum_of_squares)(long n, const void *from, long sx) {
  const T *x = from;
  REDUCE(0, TYPED(add_square), TYPED(pair_add), SUM_LANES)
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

#undef TAKE_IN_LANES
#undef JOIN_LANES
#undef REDUCE_IN_LANES
#undef REDUCE
#undef LANES_OF_add
#undef LANES_OF_multiply
#undef LANES_OF_maximum
#undef LANES_OF_minimum
