// Functions of the bits of integers T, computed in the unsigned U; KG_TYPE gives names.
static int KG_TYPE(bitwise)(kg_bitwise_code f, long n, const void *left, long sa, const void *right, long sb,
                            void *to) {
  typedef T S;
  enum { WIDTH = 8 * sizeof(T) };
  const T *as = left, *bs = right;
  T *out = to;
  switch (f) {
#define KG_BITWISE(NAME, VALUE) case KG_BITWISE_##NAME: INTEGER_LOOP(VALUE)
#include "bitwise_table.h"
  }
}

#undef T
#undef U
#undef KG_TYPE
