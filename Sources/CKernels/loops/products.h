// The loop of the benchmark in the order that lets the compiler vectorise.
static void KG_LOOP(kg_vector_gemm)(long m, long n, long k, const float *a, long ra, long ca,
                              const float *b, long rb, long cb, float *restrict c) {
  if (cb == 1) {
    // Rows of B are contiguous: add multiples of them to a row of C.
    for (long i = 0; i < m; i++) {
      float *restrict row = c + i * n;
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
        c[i * n + j] = total;
      }
  }
}
