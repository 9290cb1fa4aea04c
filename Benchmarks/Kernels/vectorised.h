// The vectorised loop under the name VECTORISED, in the instructions that the including file has named.
static void VECTORISED(long m, long n, long k, const float *a, long ra, long ca, const float *b, long rb,
                       long cb, float *restrict c, long sc) {
  if (cb == 1) {
    // Rows of B are contiguous: add multiples of them to a row of C.
    for (long i = 0; i < m; i++) {
      float *restrict row = c + i * sc;
      for (long j = 0; j < n; j++) row[j] = 0;
      for (long p = 0; p < k; p++) {
        float scale = a[i * ra + p * ca];
        for (long j = 0; j < n; j++) row[j] += scale * b[p * rb + j];
      }
    }
  } else {
    // Columns of B are contiguous: a dot product each, free to use every lane.
    for (long i = 0; i < m; i++)
      for (long j = 0; j < n; j++) {
#pragma clang fp reassociate(on)
        float total = 0;
        for (long p = 0; p < k; p++) total += a[i * ra + p] * b[j * cb + p];
        c[i * sc + j] = total;
      }
  }
}
#undef VECTORISED
