// Elements of one type from those of another, one loop for each pair of types.
//
// A fraction becomes an integer by truncation; NaN and what int64 cannot hold become the least int64, of which
// narrower integers keep the low bits. Whatever is not 0 is true.
// A bfloat16 is made of the nearest float.

static inline float widened(uint16_t half) {
  uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// To nearest, ties to even; NaN stays NaN and becomes quiet.
static inline uint16_t narrowed(float value) {
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
  case KG_STORED_BFLOAT16: CONVERT_LOOP(S, LOAD, uint16_t, narrowed((float)v))                    \
  case KG_STORED_INT64: CONVERT_LOOP(S, LOAD, int64_t, AS_INT64(v))                               \
  case KG_STORED_INT32: CONVERT_LOOP(S, LOAD, int32_t, AS_INT64(v))                               \
  case KG_STORED_UINT8: CONVERT_LOOP(S, LOAD, uint8_t, AS_INT64(v))                               \
  case KG_STORED_BOOL: CONVERT_LOOP(S, LOAD, uint8_t, v != 0)                                     \
  }

static void KG_LOOP(kg_convert)(kg_stored source, long n, const void *from, long sx, kg_stored target, void *to,
                                long sy) {
  switch (source) {
  case KG_STORED_FLOAT32: CONVERT_FROM(float, SAME, WHOLE) break;
  case KG_STORED_FLOAT64: CONVERT_FROM(double, SAME, WHOLE) break;
  case KG_STORED_BFLOAT16:
    // As bits, for a NaN would become quiet.
    if (target == KG_STORED_BFLOAT16) CONVERT_LOOP(uint16_t, SAME, uint16_t, v)
    CONVERT_FROM(uint16_t, widened, WHOLE)
    break;
  case KG_STORED_INT64: CONVERT_FROM(int64_t, SAME, SAME) break;
  case KG_STORED_INT32: CONVERT_FROM(int32_t, SAME, SAME) break;
  case KG_STORED_UINT8: CONVERT_FROM(uint8_t, SAME, SAME) break;
  case KG_STORED_BOOL: CONVERT_FROM(uint8_t, IS_TRUE, SAME) break;
  }
}

#undef WHOLE
#undef SAME
#undef IS_TRUE
#undef CONVERT_LOOP
#undef CONVERT_FROM
