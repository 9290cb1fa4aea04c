// Running sums, products and extremes of elements of type T, formed in double.
static void TYPED(scan)(kg_reduction_code f, long n, const void *from, long sx, void *to, long sy) {
  const T *x = from;
  T *y = to;
  double total = kg_reduction_start(f);
  switch (f) {
  case KG_REDUCTION_sum: for (long i = 0; i < n; i++) y[i * sy] = (T)(total += (double)x[i * sx]); break;
  case KG_REDUCTION_product: for (long i = 0; i < n; i++) y[i * sy] = (T)(total *= (double)x[i * sx]); break;
  case KG_REDUCTION_maximum:
    for (long i = 0; i < n; i++) y[i * sy] = (T)(total = total != total || total > x[i * sx] ? total : (double)x[i * sx]);
    break;
  case KG_REDUCTION_minimum:
    for (long i = 0; i < n; i++) y[i * sy] = (T)(total = total != total || total < x[i * sx] ? total : (double)x[i * sx]);
    break;
  }
}
