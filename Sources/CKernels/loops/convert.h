// Elements of one type from those of another, one loop for each pair of types.
//
// A fraction becomes an integer by truncation; NaN and what int64 cannot hold become the least int64, of which
// narrower integers keep the low bits. Whatever is not 0 is true.
// A number of 16 bits is made of the nearest float.

static inline float widened_bfloat16(uint16_t half) {
  uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// By arithmetic with integers and no subnormal float: the processor may be told to take those for 0.
static inline float widened_float16(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16, exponent = half >> 10 & 31, fraction = half & 0x3FF;
  float small = (float)(int32_t)fraction * 0x1p-24f, value;
  uint32_t bits;
  memcpy(&bits, &small, sizeof bits);
  // NaN becomes quiet.
  uint32_t special = 0x7F800000 | fraction << 13 | (fraction ? 0x400000 : 0);
  bits = exponent == 0 ? bits : exponent == 31 ? special : (exponent + 112) << 23 | fraction << 13;
  bits |= sign;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// To nearest, ties to even; NaN stays NaN and becomes quiet.
static inline uint16_t narrowed_float16(float value) {
  uint32_t bits, small;
  memcpy(&bits, &value, sizeof bits);
  uint32_t size = bits & 0x7FFFFFFF;
  // The last bit of 0.5 + x, for x below 2^-14, counts 2^-24, as that of the result does.
  float magnitude, sum;
  memcpy(&magnitude, &size, sizeof magnitude);
  sum = magnitude + 0.5f;
  memcpy(&small, &sum, sizeof small);
  uint32_t rounded = (size - 0x38000000 + 0xFFF + (size >> 13 & 1)) >> 13;
  uint32_t special = size > 0x7F800000 ? 0x7E00 | (size >> 13 & 0x3FF) : 0x7C00;
  uint32_t half = size < 0x38800000 ? small - 0x3F000000 : size >= 0x47800000 ? special : rounded;
  return (uint16_t)(half | (bits >> 16 & 0x8000));
}

// To nearest, ties to even; NaN stays NaN and becomes quiet.
static inline uint16_t narrowed_bfloat16(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint32_t rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16, quiet = bits >> 16 | 0x7FC0;
  return (uint16_t)(value != value ? quiet : rounded);
}

#define WHOLE(V) ((V) >= -0x1p63 && (V) < 0x1p63 ? (int64_t)(V) : INT64_MIN)
#define SAME(V) (V)
#define IS_TRUE(V) ((V) != 0)

#define CONVERT_LOOP(S, LOAD, D, E)                                                               \
  {                                                                                               \
    const S *x = from;                                                                            \
    D *y = to;                                                                                    \
    if (sx == 1 && sy == 1)                                                                       \
      for (long i = 0; i < n; i++) { const __typeof__(LOAD(x[0])) v = LOAD(x[i]); y[i] = (D)(E); } \
    else                                                                                          \
      for (long i = 0; i < n; i++) { const __typeof__(LOAD(x[0])) v = LOAD(x[i * sx]); y[i * sy] = (D)(E); } \
    return;                                                                                       \
  }
// From elements S, of which LOAD makes a number and AS_INT64 that number's integer.
#define CONVERT_FROM(S, LOAD, AS_INT64)                                                           \
  switch (target) {                                                                               \
  case KG_STORED_FLOAT32: CONVERT_LOOP(S, LOAD, float, v)                                         \
  case KG_STORED_FLOAT64: CONVERT_LOOP(S, LOAD, double, v)                                        \
  case KG_STORED_FLOAT16: CONVERT_LOOP(S, LOAD, uint16_t, narrowed_float16((float)v))             \
  case KG_STORED_BFLOAT16: CONVERT_LOOP(S, LOAD, uint16_t, narrowed_bfloat16((float)v))           \
  case KG_STORED_INT64: CONVERT_LOOP(S, LOAD, int64_t, AS_INT64(v))                               \
  case KG_STORED_INT32: CONVERT_LOOP(S, LOAD, int32_t, AS_INT64(v))                               \
  case KG_STORED_INT16: CONVERT_LOOP(S, LOAD, int16_t, AS_INT64(v))                               \
  case KG_STORED_INT8: CONVERT_LOOP(S, LOAD, int8_t, AS_INT64(v))                                 \
  case KG_STORED_UINT8: CONVERT_LOOP(S, LOAD, uint8_t, AS_INT64(v))                               \
  case KG_STORED_BOOL: CONVERT_LOOP(S, LOAD, uint8_t, v != 0)                                     \
  }

static void KG_LOOP(kg_convert)(kg_stored source, long n, const void *from, long sx, kg_stored target, void *to,
                                long sy) {
  switch (source) {
  case KG_STORED_FLOAT32: CONVERT_FROM(float, SAME, WHOLE) break;
  case KG_STORED_FLOAT64: CONVERT_FROM(double, SAME, WHOLE) break;
  // Those of 16 bits to their own type as bits, for a NaN would become quiet.
  case KG_STORED_FLOAT16:
    if (target == KG_STORED_FLOAT16) CONVERT_LOOP(uint16_t, SAME, uint16_t, v)
    CONVERT_FROM(uint16_t, widened_float16, WHOLE)
    break;
  case KG_STORED_BFLOAT16:
    if (target == KG_STORED_BFLOAT16) CONVERT_LOOP(uint16_t, SAME, uint16_t, v)
    CONVERT_FROM(uint16_t, widened_bfloat16, WHOLE)
    break;
  case KG_STORED_INT64: CONVERT_FROM(int64_t, SAME, SAME) break;
  case KG_STORED_INT32: CONVERT_FROM(int32_t, SAME, SAME) break;
  case KG_STORED_INT16: CONVERT_FROM(int16_t, SAME, SAME) break;
  case KG_STORED_INT8: CONVERT_FROM(int8_t, SAME, SAME) break;
  case KG_STORED_UINT8: CONVERT_FROM(uint8_t, SAME, SAME) break;
  case KG_STORED_BOOL: CONVERT_FROM(uint8_t, IS_TRUE, SAME) break;
  }
}

#undef WHOLE
#undef SAME
#undef IS_TRUE
#undef CONVERT_LOOP
#undef CONVERT_FROM
