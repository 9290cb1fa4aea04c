// Functions, comparisons and reductions of integers and truth values, which are exact and wrap; and that nothing is
// written where there is no loop.
#include "bits.h"
#include <stdio.h>

enum { WAYS = 9, ROUNDS = 3, IN_PLACE = 7 };
// The last two are in place where the results are elements.
static const long strides[WAYS][2] = {{1, 1}, {1, 0}, {0, 1}, {2, 3}, {-1, 1}, {0, 0}, {1, -2}, {1, 1}, {1, 0}};
static char part[40];

// Truth values are 0 or 1 here, as every loop writes them.
static uint64_t draw_integer(kg_stored type) {
  uint64_t bits = draw_element(type);
  return type == KG_STORED_BOOL ? bits & 1 : bits;
}

// 0 where a type has no such function.
static int value_of(kg_binary_code f, kg_stored type, uint64_t a_bits, uint64_t b_bits, uint64_t *value) {
  int64_t a = whole_of(type, a_bits), b = whole_of(type, b_bits);
  int is_truth = type == KG_STORED_BOOL;
  if (is_fraction(type)) return 0;
  switch (f) {
  case KG_BINARY_add: *value = is_truth ? a || b : (uint64_t)a + (uint64_t)b; break;
  case KG_BINARY_subtract:
    if (is_truth) return 0;
    *value = (uint64_t)a - (uint64_t)b;
    break;
  case KG_BINARY_multiply: *value = (uint64_t)a * (uint64_t)b; break;
  case KG_BINARY_maximum: *value = (uint64_t)(a > b ? a : b); break;
  case KG_BINARY_minimum: *value = (uint64_t)(a < b ? a : b); break;
  case KG_BINARY_floorDivide:
  case KG_BINARY_remainder:
  case KG_BINARY_fmod: {
    if (is_truth) return 0;
    if (b == 0) break;
    int64_t quotient = b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b, left = b == -1 ? 0 : a % b;
    int is_below = left != 0 && (left < 0) != (b < 0);
    *value = (uint64_t)(f == KG_BINARY_floorDivide ? quotient - is_below
                        : f == KG_BINARY_remainder ? left + (is_below ? b : 0)
                                                   : left);
    break;
  }
  default: return 0;
  }
  *value &= ~UINT64_C(0) >> (64 - 8 * size_of(type));
  return 1;
}

static void check_function(kg_binary_code f, kg_stored type) {
  uint64_t a[LONGEST_BITS], b[LONGEST_BITS], y[LONGEST_BITS];
  long size = size_of(type);
  int has_loop = value_of(f, type, 0, 0, y);
  snprintf(part, sizeof part, "%s %s", kg_binary_name(f), stored_names[type]);
  begin(LOOP_kg_integer_binary, 0, part);
  for (long round = 0; round < (has_loop ? ROUNDS * WAYS : 1) * LENGTHS; round++) {
    long n = length_at(round % LENGTHS), way = round / LENGTHS % WAYS, sa = strides[way][0], sb = strides[way][1];
    for (long i = 0; i < n; i++) {
      a[i] = draw_integer(type);
      b[i] = draw_integer(type);
      // No integer is divided by 0.
      if (whole_of(type, b[i]) == 0) b[i] = 1;
    }
    const void *left = bits_input(0, size, n, a, sa), *right = bits_input(1, size, n, b, sb);
    void *to = bits_output(size, n, 1);
    if (has_loop && way >= IN_PLACE) {
      for (long i = 0; i < n; i++) put_bits(size, to, i, a[i]);
      left = to;
    }
    at(n, 0, 0);
    at_strides(sa, sb);
    expect_bits(-1, (uint64_t)kg_integer_binary(f, type, n, left, sa, right, sb, to), (uint64_t)has_loop);
    for (long i = 0; i < n; i++) value_of(f, type, a[i], b[i], &y[i]);
    expect_output(has_loop ? y : 0);
  }
}

static uint64_t bitwise_value(kg_bitwise_code f, kg_stored type, uint64_t a_bits, uint64_t b_bits) {
  int64_t a = whole_of(type, a_bits), b = whole_of(type, b_bits), width = 8 * size_of(type), value = 0;
  switch (f) {
  case KG_BITWISE_and: value = a & b; break;
  case KG_BITWISE_or: value = a | b; break;
  case KG_BITWISE_xor: value = a ^ b; break;
  case KG_BITWISE_shiftLeft: value = b >= 0 && b < width ? (int64_t)((uint64_t)a << b) : 0; break;
  case KG_BITWISE_shiftRight: value = b >= 0 && b < width ? a >> b : -(a < 0); break;
  }
  return (uint64_t)value & ~UINT64_C(0) >> (64 - width);
}

static void check_bitwise(kg_bitwise_code f, kg_stored type) {
  uint64_t a[LONGEST_BITS], b[LONGEST_BITS], y[LONGEST_BITS];
  long size = size_of(type);
  int has_loop = !is_fraction(type);
  // Truth values are not shifted.
  if (type == KG_STORED_BOOL && f >= KG_BITWISE_shiftLeft) return;
  snprintf(part, sizeof part, "%s %s", kg_bitwise_name(f), stored_names[type]);
  begin(LOOP_kg_bitwise, 0, part);
  for (long round = 0; round < (has_loop ? ROUNDS * WAYS : 1) * LENGTHS; round++) {
    long n = length_at(round % LENGTHS), way = round / LENGTHS % WAYS, sa = strides[way][0], sb = strides[way][1];
    int is_shift = f == KG_BITWISE_shiftLeft || f == KG_BITWISE_shiftRight;
    for (long i = 0; i < n; i++) {
      a[i] = draw_integer(type);
      b[i] = is_shift && draw_below(4) ? (uint64_t)(draw_below(10 * size) - 1) : draw_integer(type);
    }
    const void *left = bits_input(0, size, n, a, sa), *right = bits_input(1, size, n, b, sb);
    void *to = bits_output(size, n, 1);
    if (has_loop && way >= IN_PLACE) {
      for (long i = 0; i < n; i++) put_bits(size, to, i, a[i]);
      left = to;
    }
    at(n, 0, 0);
    at_strides(sa, sb);
    expect_bits(-1, (uint64_t)kg_bitwise(f, type, n, left, sa, right, sb, to), (uint64_t)has_loop);
    for (long i = 0; i < n; i++) y[i] = bitwise_value(f, type, a[i], b[i]);
    expect_output(has_loop ? y : 0);
  }
}

static int is_true(kg_comparison_code f, int64_t a, int64_t b) {
  switch (f) {
#define KG_COMPARISON(NAME, VALUE) case KG_COMPARISON_##NAME: return VALUE;
#include "elementwise_table.h"
  }
}

static void check_comparison(kg_comparison_code f, kg_stored type) {
  uint64_t a[LONGEST_BITS], b[LONGEST_BITS], y[LONGEST_BITS];
  long size = size_of(type);
  int has_loop = !is_fraction(type);
  snprintf(part, sizeof part, "%s %s", kg_comparison_name(f), stored_names[type]);
  begin(LOOP_kg_integer_compare, 0, part);
  for (long round = 0; round < (has_loop ? ROUNDS * IN_PLACE : 1) * LENGTHS; round++) {
    long n = length_at(round % LENGTHS), way = round / LENGTHS % IN_PLACE, sa = strides[way][0], sb = strides[way][1];
    for (long i = 0; i < n; i++) {
      a[i] = draw_integer(type);
      // Few draws would be equal.
      b[i] = draw_below(3) ? draw_integer(type) : a[i];
    }
    const void *left = bits_input(0, size, n, a, sa), *right = bits_input(1, size, n, b, sb);
    void *to = bits_output(1, n, 1);
    at(n, 0, 0);
    at_strides(sa, sb);
    expect_bits(-1, (uint64_t)kg_integer_compare(f, type, n, left, sa, right, sb, to), (uint64_t)has_loop);
    for (long i = 0; i < n; i++) y[i] = (uint64_t)is_true(f, whole_of(type, a[i]), whole_of(type, b[i]));
    expect_output(has_loop ? y : 0);
  }
}

static void check_reduction(kg_reduction_code f, kg_stored type) {
  static const long steps[] = {1, 2, -1, 0, -3};
  uint64_t x[LONGEST_BITS];
  begin(LOOP_kg_integer_reduce, 0, stored_names[type]);
  for (long round = 0; round < ROUNDS * 5 * LENGTHS; round++) {
    long n = length_at(round % LENGTHS), sx = steps[round / LENGTHS % 5];
    for (long i = 0; i < n; i++) x[i] = draw_integer(type);
    const void *from = bits_input(0, size_of(type), n, x, sx);
    int64_t start = (int64_t)draw_below(9) - 4, total = start;
    for (long i = 0; i < n; i++) {
      int64_t v = whole_of(type, x[i]);
      total = f == KG_REDUCTION_sum       ? (int64_t)((uint64_t)total + (uint64_t)v)
              : f == KG_REDUCTION_product ? (int64_t)((uint64_t)total * (uint64_t)v)
              : f == KG_REDUCTION_maximum ? (v > total ? v : total)
                                          : (v < total ? v : total);
    }
    at(n, 0, 0);
    at_strides(sx, 0);
    expect_bits(0, (uint64_t)kg_integer_reduce(f, type, n, from, sx, start), (uint64_t)total);
  }
}

void check_integers(void) {
  for (int type = 0; type < STORED_COUNT; type++) {
    for (int f = 0; f < KG_BINARY_COUNT; f++) check_function((kg_binary_code)f, (kg_stored)type);
    for (int f = 0; f < KG_COMPARISON_COUNT; f++) check_comparison((kg_comparison_code)f, (kg_stored)type);
    for (uint32_t f = 0; f <= KG_BITWISE_shiftRight; f++) check_bitwise((kg_bitwise_code)f, (kg_stored)type);
    if (is_fraction((kg_stored)type)) continue;
    for (int f = 0; f < KG_REDUCTION_COUNT; f++) check_reduction((kg_reduction_code)f, (kg_stored)type);
  }
}
