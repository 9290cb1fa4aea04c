// What check.h declares.
#include "check.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define NAME_OF(RESULT, NAME, PARAMETERS, ARGUMENTS) [LOOP_##NAME] = #NAME,
static const char *const names[LOOP_COUNT] = {KG_TYPED_LOOPS(NAME_OF) KG_OTHER_LOOPS(NAME_OF)};

static struct {
  loop_code loop;
  kg_element type;
  const char *part;
  long extents[3], strides[2], leadings[2];
  int has_failed;
} now;
static long counts[LOOP_COUNT][KG_ELEMENT_COUNT], failures;
static uint64_t state;
long *comparison_count;

void begin(loop_code loop, kg_element type, const char *part) {
  memset(&now, 0, sizeof now);
  now.loop = loop;
  now.type = type;
  now.part = part;
  comparison_count = &counts[loop][type];
  state = 1;
}

void at(long m, long n, long k) {
  now.extents[0] = m;
  now.extents[1] = n;
  now.extents[2] = k;
}

void at_strides(long first, long second) {
  now.strides[0] = first;
  now.strides[1] = second;
}

void at_leadings(long first, long second) {
  now.leadings[0] = first;
  now.leadings[1] = second;
}

// Numbers of a type in their order as integers, both zeros at 0.
static int64_t place(kg_element type, double x) {
  int64_t bits;
  if (type == KG_FLOAT32) {
    float narrow = (float)x;
    int32_t narrow_bits;
    memcpy(&narrow_bits, &narrow, 4);
    return narrow_bits < 0 ? -(int64_t)(narrow_bits & INT32_MAX) : narrow_bits;
  }
  memcpy(&bits, &x, 8);
  return bits < 0 ? -(bits & INT64_MAX) : bits;
}

static int is_near(double found, double truth, double ulps, double slack) {
  double expected = rounded(now.type, truth);
  if (isnan(expected) || isnan(found)) return isnan(expected) && isnan(found);
  if (found == expected) return found != 0 || slack > 0 || signbit(found) == signbit(expected);
  if (fabs(found - truth) <= slack) return 1;
  return fabs((double)place(now.type, found) - (double)place(now.type, expected)) <= ulps;
}

// Counts a failure, and prints where it is if it is the first since `begin`.
static int is_first_failure(long index) {
  failures++;
  if (now.has_failed) return 0;
  now.has_failed = 1;
  int is_typed = now.loop < LOOP_TYPED_COUNT;
  printf("%s%s%s%s%s: length %ld", names[now.loop], is_typed ? " " : "", is_typed ? type_name(now.type) : "",
         now.part ? " " : "", now.part ? now.part : "", now.extents[0]);
  for (int i = 1; i < 3; i++)
    if (now.extents[i]) printf(" x %ld", now.extents[i]);
  if (now.leadings[0] || now.leadings[1]) printf(", lines %ld %ld apart", now.leadings[0], now.leadings[1]);
  printf(", strides %ld %ld, index %ld: ", now.strides[0], now.strides[1], index);
  return 1;
}

void compare_closely(long index, double found, double expected, double ulps, double slack) {
  if (is_near(found, expected, ulps, slack) || !is_first_failure(index)) return;
  int digits = now.type == KG_FLOAT32 ? 9 : 17;
  printf("expected %.*g, found %.*g\n", digits, expected, digits, found);
}

void compare_bits(long index, uint64_t found, uint64_t expected) {
  if (is_first_failure(index)) printf("expected bits %" PRIx64 ", found %" PRIx64 "\n", expected, found);
}

void forget_comparisons(void) {
  memset(counts, 0, sizeof counts);
  failures = 0;
}

static void print_grouped(long number) {
  if (number >= 1000) {
    print_grouped(number / 1000);
    printf(",%03ld", number % 1000);
  } else printf("%ld", number);
}

int report(const char *level) {
  long total = 0, loops = 0, missing = 0;
  for (int loop = 0; loop < LOOP_COUNT; loop++)
    for (int type = 0; type < (loop < LOOP_TYPED_COUNT ? KG_ELEMENT_COUNT : 1); type++) {
      loops++;
      total += counts[loop][type];
      if (counts[loop][type]) continue;
      missing++;
      printf("%s %s: no known answers\n", names[loop], type_name((kg_element)type));
    }
  printf("%s: ", level);
  print_grouped(total);
  printf(" comparisons over %ld loops, ", loops);
  if (!failures && !missing) printf("all within bounds\n");
  else printf("%ld out of bounds, %ld loops without any\n", failures, missing);
  fflush(stdout);
  return !failures && !missing;
}

double draw(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 40) * 0x1p-24;
}

const double specials[SPECIAL_COUNT] = {NAN,  INFINITY, -INFINITY, 0.0,    -0.0,  0x1p-140, -0x1.8p-130,
                                        1.0,  -1.0,     0x1p100,   -0x1p90, 0x1p-100, 0.75};

static double inputs[INPUTS][MOST], outputs[MOST];

void *input(int slot, kg_element type, long n, double *numbers, long stride) {
  long extent = n > 0 ? labs(stride) * (n - 1) + 1 : 1;
  if (extent + slot + 1 > MOST) abort();
  for (long i = 0; i < MOST && i < extent + 40; i++) put(type, inputs[slot], i, NAN);
  // Not where vectors are aligned, and differently so in each memory.
  long first = slot + 1 + (stride < 0 ? extent - 1 : 0);
  for (long i = 0; i < n; i++) {
    if (stride == 0) numbers[i] = numbers[0];
    numbers[i] = rounded(type, numbers[i]);
    put(type, inputs[slot], first + i * stride, numbers[i]);
  }
  return (char *)inputs[slot] + first * (type == KG_FLOAT32 ? 4 : 8);
}

enum { FENCE = 17 };

void *output(kg_element type, long n) {
  if (n + 2 * FENCE > MOST) abort();
  for (long i = 0; i < n + 2 * FENCE; i++) put(type, outputs, i, EMPTY);
  return (char *)outputs + FENCE * (type == KG_FLOAT32 ? 4 : 8);
}

void expect_fences(kg_element type, long n) {
  for (long i = 0; i < FENCE; i++) {
    expect_exactly(i - FENCE, get(type, outputs, i), EMPTY);
    expect_exactly(n + i, get(type, outputs, FENCE + n + i), EMPTY);
  }
}
