// Elements of one of two operands, or those that an index names, as bits of their size.

// Both sides are read first: then the compiler need not keep from reading the one that is not taken.
#define SELECT_LOOP(LEFT, RIGHT, CHOICE) \
  for (long i = 0; i < n; i++) { BITS x = a[LEFT], y = b[RIGHT]; out[i] = c[CHOICE] ? x : y; }
#define SELECT(BITS_)                                                                             \
  {                                                                                               \
    typedef BITS_ BITS;                                                                           \
    const BITS *a = left, *b = right;                                                             \
    BITS *out = to;                                                                               \
    if (sc == 1 && sa == 1 && sb == 1) SELECT_LOOP(i, i, i)                                       \
    else if (sc == 1 && sa == 1 && sb == 0) SELECT_LOOP(i, 0, i)                                  \
    else if (sc == 1 && sa == 0 && sb == 1) SELECT_LOOP(0, i, i)                                  \
    else SELECT_LOOP(i * sa, i * sb, i * sc)                                                      \
  }

static void KG_LOOP(kg_select)(long size, long n, const uint8_t *c, long sc, const void *left, long sa,
                               const void *right, long sb, void *to) {
  switch (size) {
  case 1: SELECT(uint8_t) break;
  case 2: SELECT(uint16_t) break;
  case 4: SELECT(uint32_t) break;
  default: SELECT(uint64_t) break;
  }
}

#define TAKE(BITS)                                                                                \
  {                                                                                               \
    const BITS *x = from;                                                                         \
    BITS *out = to;                                                                               \
    for (long i = first; i < last; i++) out[i] = x[i * near + index[i * si] * far];               \
  }

// The first index of some that is outside of 0..<extent; `last` if there is none.
static inline long KG_LOOP(kg_outside)(const int64_t *index, long si, long extent, long first, long last) {
  // Without a branch: the sign is set by one below 0, and by the distance of one that is too large from the last.
  int64_t signs = 0;
  for (long i = first; i < last; i++) signs |= index[i * si] | (int64_t)((uint64_t)extent - 1 - (uint64_t)index[i * si]);
  if (signs >= 0) return last;
  while (index[first * si] >= 0 && index[first * si] < extent) first++;
  return first;
}

static long KG_LOOP(kg_take)(long size, long n, const int64_t *index, long si, long extent, const void *from,
                             long near, long far, void *to) {
  // Checked while they are in the first-level cache.
  for (long first = 0, last, end; first < n; first = last) {
    end = least(first + 512, n);
    last = KG_LOOP(kg_outside)(index, si, extent, first, end);
    switch (size) {
    case 1: TAKE(uint8_t) break;
    case 2: TAKE(uint16_t) break;
    case 4: TAKE(uint32_t) break;
    default: TAKE(uint64_t) break;
    }
    if (last < end) return last;
  }
  return n;
}

#undef TAKE
#undef SELECT
#undef SELECT_LOOP
