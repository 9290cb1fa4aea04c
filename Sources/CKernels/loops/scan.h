// Running sums, products and extremes of elements of type T, formed in double.

enum { TYPED(LINES) = 16 };

// Lines one after the other, or `side` of them at once.
#define SCAN(TOTAL)                                                                               \
  {                                                                                               \
    double totals[TYPED(LINES)];                                                                  \
    for (long l = 0; l < side; l++) totals[l] = kg_reduction_start(f);                            \
    for (long i = 0; i < n; i++)                                                                  \
      for (long l = 0; l < side; l++) {                                                           \
        const double each = (double)x[i * sx + l * lx], total = totals[l];                        \
        y[i * sy + l * ly] = (T)(totals[l] = (TOTAL));                                            \
      }                                                                                           \
    break;                                                                                        \
  }

KG_INLINE void TYPED(scan_lines)(kg_reduction_code f, long side, long n, const T *x, long lx, long sx, T *y, long ly,
                                 long sy) {
  switch (f) {
  case KG_REDUCTION_sum: SCAN(total + each)
  case KG_REDUCTION_product: SCAN(total * each)
  case KG_REDUCTION_maximum: SCAN(total != total || total > each ? total : each)
  case KG_REDUCTION_minimum: SCAN(total != total || total < each ? total : each)
  }
}

static void TYPED(scan)(kg_reduction_code f, long lines, long n, const void *from, long lx, long sx, void *to, long ly,
                        long sy) {
  const T *x = from;
  T *y = to;
  long l = 0;
  if (lx == 1 && ly == 1)
    // Neighbours, which share vectors.
    for (; l + TYPED(LINES) <= lines; l += TYPED(LINES))
      TYPED(scan_lines)(f, TYPED(LINES), n, x + l, 1, sx, y + l, 1, sy);
  for (; l < lines; l++) TYPED(scan_lines)(f, 1, n, x + l * lx, 0, sx, y + l * ly, 0, sy);
}

#undef SCAN
