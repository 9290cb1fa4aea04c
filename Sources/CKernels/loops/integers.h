// Integers and truth values, which are 0 or 1, in the functions that are common among them, and in those of their
// bits. Sums wrap.

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
    /* Divisors are not 0; by -1 the least number has no quotient of its type */                  \
    case KG_BINARY_floorDivide:                                                                   \
      INTEGER_LOOP((int64_t)b == -1 ? (S)(0 - (U_)a) : (S)(a / b - (a % b != 0 && (a ^ b) < 0)))  \
    case KG_BINARY_remainder:                                                                     \
      INTEGER_LOOP((int64_t)b == -1 ? 0 : (S)(a % b + (a % b != 0 && (a ^ b) < 0 ? b : 0)))       \
    case KG_BINARY_fmod: INTEGER_LOOP((int64_t)b == -1 ? 0 : (S)(a % b))                          \
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
  case KG_STORED_INT16: INTEGER_BINARY(int16_t, uint32_t)
  case KG_STORED_INT8: INTEGER_BINARY(int8_t, uint32_t)
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
  case KG_STORED_INT16: INTEGER_COMPARE(int16_t)
  case KG_STORED_INT8: INTEGER_COMPARE(int8_t)
  case KG_STORED_UINT8: case KG_STORED_BOOL: INTEGER_COMPARE(uint8_t)
  default: return 0;
  }
}

// One function for each type, since a macro cannot include the table.
#define T int64_t
#define U uint64_t
#define KG_TYPE(NAME) NAME##_int64
#include "bitwise.h"
#define T int32_t
#define U uint32_t
#define KG_TYPE(NAME) NAME##_int32
#include "bitwise.h"
#define T int16_t
#define U uint32_t
#define KG_TYPE(NAME) NAME##_int16
#include "bitwise.h"
#define T int8_t
#define U uint32_t
#define KG_TYPE(NAME) NAME##_int8
#include "bitwise.h"
#define T uint8_t
#define U uint32_t
#define KG_TYPE(NAME) NAME##_uint8
#include "bitwise.h"

static int KG_LOOP(kg_bitwise)(kg_bitwise_code f, kg_stored type, long n, const void *a, long sa, const void *b,
                               long sb, void *y) {
  switch (type) {
  case KG_STORED_INT64: return bitwise_int64(f, n, a, sa, b, sb, y);
  case KG_STORED_INT32: return bitwise_int32(f, n, a, sa, b, sb, y);
  case KG_STORED_INT16: return bitwise_int16(f, n, a, sa, b, sb, y);
  case KG_STORED_INT8: return bitwise_int8(f, n, a, sa, b, sb, y);
  case KG_STORED_UINT8: case KG_STORED_BOOL: return bitwise_uint8(f, n, a, sa, b, sb, y);
  default: return 0;
  }
}

#define INTEGER_TOTAL(E)                                                                          \
  if (sx == 1) for (long i = 0; i < n; i++) { int64_t v = x[i]; total = (E); }                    \
  else for (long i = 0; i < n; i++) { int64_t v = x[i * sx]; total = (E); }                       \
  break;
#define INTEGER_REDUCE(S)                                                                         \
  {                                                                                               \
    const S *x = from;                                                                            \
    switch (f) {                                                                                  \
    case KG_REDUCTION_sum: INTEGER_TOTAL((int64_t)((uint64_t)total + (uint64_t)v))                \
    case KG_REDUCTION_product: INTEGER_TOTAL((int64_t)((uint64_t)total * (uint64_t)v))            \
    case KG_REDUCTION_maximum: INTEGER_TOTAL(v > total ? v : total)                               \
    case KG_REDUCTION_minimum: INTEGER_TOTAL(v < total ? v : total)                               \
    }                                                                                             \
  }                                                                                               \
  break;

static int64_t KG_LOOP(kg_integer_reduce)(kg_reduction_code f, kg_stored type, long n, const void *from, long sx,
                                          int64_t start) {
  int64_t total = start;
  switch (type) {
  case KG_STORED_INT64: INTEGER_REDUCE(int64_t)
  case KG_STORED_INT32: INTEGER_REDUCE(int32_t)
  case KG_STORED_INT16: INTEGER_REDUCE(int16_t)
  case KG_STORED_INT8: INTEGER_REDUCE(int8_t)
  case KG_STORED_UINT8: case KG_STORED_BOOL: INTEGER_REDUCE(uint8_t)
  default: break;
  }
  return total;
}

#undef INTEGER_LOOP
#undef INTEGER_BINARY
#undef INTEGER_COMPARE
#undef INTEGER_TOTAL
#undef INTEGER_REDUCE
