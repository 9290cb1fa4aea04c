// What bits.h declares.
#include "bits.h"
#include <stdlib.h>

long length_at(long index) {
  static const long longer[] = {127, 128, 129, 255, 256, 257, 511, LONGEST_BITS};
  return index <= LONGEST ? index : longer[index - LONGEST - 1];
}

const char *const stored_names[STORED_COUNT] = {
    "bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"};

long size_of(kg_stored type) {
  static const long sizes[STORED_COUNT] = {1, 1, 1, 2, 4, 8, 2, 2, 4, 8};
  return sizes[type];
}

static const int64_t wholes[] = {
    0, 1, -1, 2, 127, 128, 255, 256, 257, -128, -255, -256, 65535, 65536, 0x101, 0x180, 0x181, 0x17f,
    // Halfway between floats, and between the numbers of bfloat16.
    0x1000001, 0x1000003, -0x1000001, 0x20000000000001, 0x20000000000003, 0x1010000, 0x1030000,
    // Next to such a half of bfloat16, from which the rounding to float has taken the rest.
    0x1010000000000001, 0x100ffffffffffff,
    INT32_MAX, INT32_MIN, (int64_t)INT32_MAX + 1, (int64_t)INT32_MIN - 1, UINT32_MAX, (int64_t)1 << 32, 0x100000005,
    INT64_MAX, INT64_MIN, INT64_MIN + 1, INT64_MAX - 1, 0x7fffffbfffffffff, 0x7fffffc000000000,
};

static const double fractions[] = {
    0, -0.0, NAN, -NAN, INFINITY, -INFINITY, 1, -1, 0.5, -0.5, 0.99, -0.99, 1.5, -1.5, 2.5, 254.9, 255, 256, 257.9,
    -256.5,
    // Where int32, uint32, int64 and uint64 end, and next to it in either type.
    0x1p31, 0x1p31 - 1, 0x1p31 - 0.5, -0x1p31, -0x1p31 - 1, -0x1p31 - 0.5, 0x1.fffffep30, 0x1p32, 0x1p32 + 5,
    -0x1p32 - 5, 0x1p53 - 1, 0x1p62, 0x1p63, -0x1p63, 0x1.fffffffffffffp62, -0x1.fffffffffffffp62,
    -0x1.0000000000001p63, 0x1.fffffep62, -0x1.fffffep62, 0x1.000002p63, -0x1.000002p63, 0x1p64, -0x1p64, 1e30, -1e300,
    // Subnormal in each type, and halfway between two.
    0x1p-126, 0x1p-127, -0x1p-133, 0x1p-134, 0x3p-134, 0x1.000002p-134, 0x1p-140, 0x1p-149, -0x1p-149, 0x1p-150,
    0x3p-150, 0x1p-1022, 0x1p-1060, -0x1p-1074,
    // Halfway between numbers of bfloat16 and next to it, and between floats.
    0x1.01p0, 0x1.03p0, -0x1.01p0, -0x1.03p5, 0x1.010002p0, 0x1.00fffep0, 0x1.0100000001p0, 0x1.000001p0, 0x1.000003p0,
    0x1.0000010000001p0,
    // Halfway between numbers of float16 and next to it, where it is subnormal, and where it ends.
    0x1.002p0, 0x1.006p0, 0x1.002002p0, 0x1.001ffep5, 0x1p-14, 0x1.ffcp-15, 0x1p-24, 0x1p-25, 0x1.8p-24, 0x1.000002p-25,
    -0x1p-26, 65504, 65519, 65519.996, 65520, -65536, 0x1.7fcp-15,
    // Where bfloat16 and float end.
    0x1.fep127, 0x1.ffp127, 0x1.fefffep127, -0x1.ffp127, 0x1.fffffep127, 0x1.ffffffp127, 0x1.fffffefffffffp127, 1e39,
};

// A number of 16 bits near a float; which of its neighbours is no matter.
static uint64_t half_bits(float x) {
  uint64_t sign = signbit(x) ? 0x8000 : 0;
  if (isnan(x)) return sign | 0x7e00;
  double size = fabs((double)x);
  if (size >= 65504) return sign | (size > 1e6 ? 0x7c00 : 0x7bff);
  if (size < 0x1p-14) return sign | (uint64_t)(size * 0x1p24);
  int exponent;
  double fraction = frexp(size, &exponent);
  return sign | (uint64_t)(exponent + 14) << 10 | ((uint64_t)(fraction * 2048) & 1023);
}

static uint64_t stored_bits(kg_stored type, double x) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  if (type == KG_STORED_FLOAT64) return bits;
  float narrow = (float)x;
  uint32_t narrow_bits;
  memcpy(&narrow_bits, &narrow, 4);
  if (type == KG_STORED_FLOAT16) return half_bits(narrow);
  return type == KG_STORED_FLOAT32 ? narrow_bits : narrow_bits >> 16;
}

static uint64_t draw_bits(void) {
  uint64_t bits = 0;
  for (int i = 0; i < 3; i++) bits = bits << 24 ^ (uint64_t)(draw() * 0x1p24);
  return bits;
}

uint64_t draw_element(kg_stored type) {
  static const uint64_t exponents[STORED_COUNT] = {
      [KG_STORED_FLOAT16] = 0x7c00, [KG_STORED_BFLOAT16] = 0x7f80, [KG_STORED_FLOAT32] = 0x7f800000,
      [KG_STORED_FLOAT64] = 0x7ff0000000000000};
  switch (draw_below(4)) {
  case 0:
    if (is_fraction(type)) return stored_bits(type, fractions[draw_below(sizeof fractions / sizeof *fractions)]);
    return (uint64_t)wholes[draw_below(sizeof wholes / sizeof *wholes)];
  case 1:
    if (is_fraction(type)) return stored_bits(type, 300 * draw_signed());
    return (uint64_t)(draw_below(600) - 300);
  case 2:
    // Numbers of every size that an integer may have, and some beyond.
    if (is_fraction(type)) return stored_bits(type, ldexp(draw_signed(), (int)draw_below(70)));
    return draw_bits() >> draw_below(64);
  default:
    // All exponents alike; the last of them, of which NaNs are, more often, also with low bits alone.
    if (draw_below(8)) return draw_bits();
    return exponents[type] | draw_bits() >> 8 * draw_below(8);
  }
}

enum { BITS_FENCE = 70 };
static _Alignas(64) uint8_t inputs[3][8 * MOST_BITS];
static _Alignas(64) uint8_t outputs[8 * MOST_BITS];
static const int outside = 0xa5, empty = 0x5c;
static struct { long size, n, stride; } written;

static long extent_of(long n, long stride) { return n > 0 ? labs(stride) * (n - 1) + 1 : 0; }

void *bits_input(int slot, long size, long n, uint64_t *bits, long stride) {
  long extent = extent_of(n, stride), first = slot + 1 + (stride < 0 && n > 0 ? extent - 1 : 0);
  if (slot + 1 + extent + BITS_FENCE > MOST_BITS) abort();
  memset(inputs[slot], outside, (size_t)(size * (slot + 1 + extent + BITS_FENCE)));
  for (long i = 0; i < n; i++) {
    if (stride == 0) bits[i] = bits[0];
    if (size < 8) bits[i] &= ((uint64_t)1 << 8 * size) - 1;
    put_bits(size, inputs[slot], first + i * stride, bits[i]);
  }
  return inputs[slot] + first * size;
}

void *bits_output(long size, long n, long stride) {
  long extent = extent_of(n, stride);
  if (extent + 2 * BITS_FENCE > MOST_BITS) abort();
  memset(outputs, empty, (size_t)(size * (extent + 2 * BITS_FENCE)));
  written.size = size;
  written.n = n;
  written.stride = stride;
  return outputs + (BITS_FENCE + (stride < 0 && n > 0 ? extent - 1 : 0)) * size;
}

void expect_output(const uint64_t *expected) {
  long size = written.size, stride = written.stride, extent = extent_of(written.n, stride);
  long first = stride < 0 ? extent - 1 : 0;
  uint64_t blank = 0x5c5c5c5c5c5c5c5c >> (64 - 8 * size);
  for (long j = -BITS_FENCE; j < extent + BITS_FENCE; j++) {
    long i = (j - first) / stride;
    int is_element = expected && j >= 0 && j < extent && i * stride + first == j;
    expect_bits(is_element ? i : j, get_bits(size, outputs, BITS_FENCE + j), is_element ? expected[i] : blank);
  }
}
