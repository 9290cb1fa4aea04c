// Elements of one type from those of another, for each pair of types, beside the rule of loops/convert.h by one
// number at a time.
#include "bits.h"
#include <stdio.h>

// Integers and truth values are whole; others are fractions, which double holds exactly.
typedef struct { int64_t whole; double fraction; } number;

// By the definition of the format.
static double float16_number(uint64_t bits) {
  int exponent = (int)(bits >> 10 & 31);
  double fraction = (double)(bits & 1023), sign = bits & 0x8000 ? -1 : 1;
  if (exponent == 31 && fraction != 0) {
    uint32_t narrow_bits = (uint32_t)(bits & 0x8000) << 16 | 0x7fc00000 | (uint32_t)(bits & 1023) << 13;
    float nan;
    memcpy(&nan, &narrow_bits, 4);
    return nan;
  }
  if (exponent == 31) return sign * INFINITY;
  return sign * (exponent == 0 ? ldexp(fraction, -24) : ldexp(1024 + fraction, exponent - 25));
}

static number number_of(kg_stored type, uint64_t bits) {
  number x = {0, 0};
  if (!is_fraction(type)) x.whole = whole_of(type, bits);
  else if (type == KG_STORED_FLOAT64) memcpy(&x.fraction, &bits, 8);
  else {
    uint32_t narrow_bits = (uint32_t)(type == KG_STORED_BFLOAT16 ? bits << 16 : bits);
    float narrow;
    memcpy(&narrow, &narrow_bits, 4);
    x.fraction = type == KG_STORED_FLOAT16 ? float16_number(bits) : narrow;
  }
  return x;
}

static uint32_t bits_of_float(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  return bits;
}

// The nearest number of 8 bits, ties to even, by arithmetic in double: none of it is rounded but for rint.
static uint64_t nearest_bfloat16(float x) {
  if (isnan(x)) return bits_of_float(x) >> 16 | 0x7fc0;
  if (isinf(x)) return bits_of_float(x) >> 16;
  int exponent;
  frexp(x, &exponent);
  double unit = ldexp(1, (exponent - 1 < -126 ? -126 : exponent - 1) - 7);
  return bits_of_float((float)(rint(x / unit) * unit)) >> 16;
}

// The nearest number of 11 bits, ties to even.
static uint64_t nearest_float16(float x) {
  uint64_t sign = signbit(x) ? 0x8000 : 0;
  if (isnan(x)) return sign | 0x7e00 | (bits_of_float(x) >> 13 & 0x3ff);
  if (isinf(x)) return sign | 0x7c00;
  int exponent;
  frexp(x, &exponent);
  double unit = ldexp(1, (exponent - 1 < -14 ? -14 : exponent - 1) - 10), size = fabs(rint(x / unit) * unit);
  if (size >= 65536) return sign | 0x7c00;
  if (size < 0x1p-14) return sign | (uint64_t)(size * 0x1p24);
  frexp(size, &exponent);
  return sign | (uint64_t)(exponent + 14) << 10 | ((uint64_t)ldexp(size, 11 - exponent) & 1023);
}

static uint64_t converted(kg_stored from, uint64_t bits, kg_stored to) {
  if (from == to && to != KG_STORED_BOOL) return bits;
  number x = number_of(from, bits);
  int64_t whole = x.whole;
  float narrow = is_fraction(from) ? (float)x.fraction : (float)whole;
  double wide = is_fraction(from) ? x.fraction : (double)whole;
  if (is_fraction(from)) whole = wide >= -0x1p63 && wide < 0x1p63 ? (int64_t)wide : INT64_MIN;
  switch (to) {
  case KG_STORED_BOOL: return is_fraction(from) ? wide != 0 : whole != 0;
  case KG_STORED_UINT8: return (uint8_t)whole;
  case KG_STORED_INT8: return (uint8_t)whole;
  case KG_STORED_INT16: return (uint16_t)whole;
  case KG_STORED_INT32: return (uint32_t)whole;
  case KG_STORED_INT64: return (uint64_t)whole;
  // Those that are no floats are rounded to float first.
  case KG_STORED_FLOAT16: return nearest_float16(narrow);
  case KG_STORED_BFLOAT16: return nearest_bfloat16(narrow);
  case KG_STORED_FLOAT32: return bits_of_float(narrow);
  case KG_STORED_FLOAT64: memcpy(&bits, &wide, 8); return bits;
  }
}

static void check_pair(kg_stored from, kg_stored to) {
  static const long strides[][2] = {{1, 1}, {1, 1},  {1, 1},   {1, 1}, {2, 1},  {-1, 1},
                                    {1, 2}, {1, -1}, {-3, -2}, {0, 1}, {0, -2}, {2, 3}};
  static char part[32];
  uint64_t x[LONGEST_BITS], y[LONGEST_BITS];
  snprintf(part, sizeof part, "%s to %s", stored_names[from], stored_names[to]);
  begin(LOOP_kg_convert, 0, part);
  for (long round = 0; round < LENGTHS * 12; round++) {
    long n = length_at(round % LENGTHS), sx = strides[round / LENGTHS][0], sy = strides[round / LENGTHS][1];
    for (long i = 0; i < n; i++) x[i] = draw_element(from);
    const void *source = bits_input(0, size_of(from), n, x, sx);
    void *target = bits_output(size_of(to), n, sy);
    at(n, 0, 0);
    at_strides(sx, sy);
    kg_convert(from, n, source, sx, to, target, sy);
    for (long i = 0; i < n; i++) {
      y[i] = converted(from, x[i], to);
      // Which NaN a float or a double becomes is left to the processor.
      uint64_t found = get_bits(size_of(to), target, i * sy);
      if (to > KG_STORED_BFLOAT16 && isnan(number_of(to, y[i]).fraction) && isnan(number_of(to, found).fraction))
        y[i] = found;
    }
    expect_output(y);
  }
}

// Answers known without any computation here.
static void check_known(void) {
  static const struct { kg_stored from, to; uint64_t x, y; } known[] = {
      {KG_STORED_FLOAT32, KG_STORED_FLOAT16, 0x3f801000, 0x3c00},
      {KG_STORED_FLOAT32, KG_STORED_FLOAT16, 0x3f803000, 0x3c02},
      {KG_STORED_FLOAT32, KG_STORED_FLOAT16, 0x33000001, 0x0001},
      {KG_STORED_FLOAT16, KG_STORED_FLOAT32, 0x8001, 0xb3800000},
      {KG_STORED_FLOAT16, KG_STORED_FLOAT16, 0x7c01, 0x7c01},
      {KG_STORED_FLOAT32, KG_STORED_BFLOAT16, 0x3f808000, 0x3f80},
      {KG_STORED_FLOAT32, KG_STORED_BFLOAT16, 0x3f818000, 0x3f82},
      {KG_STORED_FLOAT32, KG_STORED_BFLOAT16, 0x7f7fffff, 0x7f80},
      {KG_STORED_FLOAT32, KG_STORED_BFLOAT16, 0xff800001, 0xffc0},
      {KG_STORED_BFLOAT16, KG_STORED_BFLOAT16, 0x7f81, 0x7f81},
      {KG_STORED_BFLOAT16, KG_STORED_FLOAT32, 0xc000, 0xc0000000},
      {KG_STORED_FLOAT64, KG_STORED_INT64, 0x43e0000000000000, 0x8000000000000000},
      {KG_STORED_FLOAT64, KG_STORED_INT32, 0x41f0000000500000, 5},
      {KG_STORED_FLOAT32, KG_STORED_INT32, 0x7fc00000, 0},
      {KG_STORED_FLOAT64, KG_STORED_UINT8, 0xbff8000000000000, 255},
      {KG_STORED_FLOAT32, KG_STORED_INT64, 0xbf7fffff, 0},
      {KG_STORED_INT64, KG_STORED_FLOAT32, 0x7fffffffffffffff, 0x5f000000},
      {KG_STORED_BOOL, KG_STORED_FLOAT32, 2, 0x3f800000},
      {KG_STORED_INT64, KG_STORED_BOOL, (uint64_t)1 << 40, 1},
      {KG_STORED_FLOAT32, KG_STORED_BOOL, 0x80000000, 0},
      {KG_STORED_FLOAT64, KG_STORED_BOOL, 0x7ff8000000000000, 1},
      {KG_STORED_INT32, KG_STORED_UINT8, 0xffffffff, 255},
  };
  for (unsigned k = 0; k < sizeof known / sizeof *known; k++) {
    uint64_t x[37], y[37];
    for (int i = 0; i < 37; i++) {
      x[i] = known[k].x;
      y[i] = known[k].y;
    }
    begin(LOOP_kg_convert, 0, "of known numbers");
    at(37, (long)k, 0);
    const void *source = bits_input(0, size_of(known[k].from), 37, x, 1);
    kg_convert(known[k].from, 37, source, 1, known[k].to, bits_output(size_of(known[k].to), 37, 1), 1);
    expect_output(y);
  }
}

void check_convert(void) {
  check_known();
  for (int from = 0; from < STORED_COUNT; from++)
    for (int to = 0; to < STORED_COUNT; to++) check_pair((kg_stored)from, (kg_stored)to);
}
