// Integers and truth values, which are 0 or 1, in the functions that are common among them. Sums wrap.

#define INTEGER_LOOP(E)                                                                           \
  {                                                                                               \
    if (sa == 1 && sb == 1) for (long i = 0; i < n; i++) { S a = as[i], b = bs[i]; out[i] = (E); } \
    else if (n > 0 && sa == 1 && sb == 0) { S b = bs[0]; for (long i = 0; i < n; i++) { S a = as[i]; out[i] = (E); } } \
    else if (n > 0 && sa == 0 && sb == 1) { S a = as[0]; for (long i = 0; i < n; i++) { S b = bs[i]; out[i] = (E); } } \
    else for (long i = 0; i < n; i++) { S a = as[i * sa], b = bs[i * sb]; out[i] = (E); }         \
    return 1;                                                                                     \
  }

// Unsigned arithmetic wraps where signed arithmetic must not.
#define INTEGER_BINARY(S_, U_)                                                                    \
  {                                                                                               \
    typedef S_ S;                                                                                 \
    const S *as = left, *bs = right;                                                              \
    S *out = to;                                                                                  \
    switch (f) {                                                                                  \
    case KG_BINARY_add: INTEGER_LOOP((S)((U_)a + (U_)b))                                          \
    case KG_BINARY_subtract: INTEGER_LOOP((S)((U_)a - (U_)b))                                     \
    case KG_BINARY_multiply: INTEGER_LOOP((S)((U_)a * (U_)b))                                     \
    case KG_BINARY_maximum: INTEGER_LOOP(a > b ? a : b)                                           \
    case KG_BINARY_minimum: INTEGER_LOOP(a < b ? a : b)                                           \
    default: return 0;                                                                            \
    }                                                                                             \
  }

static int KG_LOOP(kg_integer_binary)(kg_binary_code f, kg_stored type, long n, const void *left, long sa,
                                      const void *right, long sb, void *to) {
  switch (type) {
  case KG_STORED_INT64: INTEGER_BINARY(int64_t, uint64_t)
  case KG_STORED_INT32: INTEGER_BINARY(int32_t, uint32_t)
  case KG_STORED_UINT8: INTEGER_BINARY(uint8_t, uint32_t)
  case KG_STORED_BOOL: {
    typedef uint8_t S;
    const S *as = left, *bs = right;
    S *out = to;
    switch (f) {
    case KG_BINARY_multiply: case KG_BINARY_minimum: INTEGER_LOOP(a & b)
    case KG_BINARY_add: case KG_BINARY_maximum: INTEGER_LOOP(a | b)
    default: return 0;
    }
  }
  default: return 0;
  }
}

#define INTEGER_COMPARE(S_)                                                                       \
  {                                                                                               \
    typedef S_ S;                                                                                 \
    const S *as = left, *bs = right;                                                              \
    switch (f) {                                                                                  \
    case KG_COMPARISON_equal: INTEGER_LOOP(a == b)                                                \
    case KG_COMPARISON_notEqual: INTEGER_LOOP(a != b)                                             \
    case KG_COMPARISON_less: INTEGER_LOOP(a < b)                                                  \
    case KG_COMPARISON_lessEqual: INTEGER_LOOP(a <= b)                                            \
    case KG_COMPARISON_greater: INTEGER_LOOP(a > b)                                               \
    case KG_COMPARISON_greaterEqual: INTEGER_LOOP(a >= b)                                         \
    }                                                                                             \
  }                                                                                               \
  return 0;

static int KG_LOOP(kg_integer_compare)(kg_comparison_code f, kg_stored type, long n, const void *left, long sa,
                                       const void *right, long sb, uint8_t *out) {
  switch (type) {
  case KG_STORED_INT64: INTEGER_COMPARE(int64_t)
  case KG_STORED_INT32: INTEGER_COMPARE(int32_t)
  case KG_STORED_UINT8: case KG_STORED_BOOL: INTEGER_COMPARE(uint8_t)
  default: return 0;
  }
}

#define INTEGER_SUM(S)                                                                            \
  {                                                                                               \
    const S *x = from;                                                                            \
    if (sx == 1) for (long i = 0; i < n; i++) total += (uint64_t)x[i];                            \
    else for (long i = 0; i < n; i++) total += (uint64_t)x[i * sx];                               \
  }

static int64_t KG_LOOP(kg_integer_sum)(kg_stored type, long n, const void *from, long sx) {
  uint64_t total = 0;
  switch (type) {
  case KG_STORED_INT64: INTEGER_SUM(int64_t) break;
  case KG_STORED_INT32: INTEGER_SUM(int32_t) break;
  case KG_STORED_UINT8: case KG_STORED_BOOL: INTEGER_SUM(uint8_t) break;
  default: break;
  }
  return (int64_t)total;
}

#undef INTEGER_LOOP
#undef INTEGER_BINARY
#undef INTEGER_COMPARE
#undef INTEGER_SUM
