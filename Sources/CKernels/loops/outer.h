// C[m, n] (+)= a bᵀ: the weight gradient of a single sample.
static void KG_LOOP(kg_outer_f32)(long m, long n, const float *a, long sa, const float *restrict b,
                            float *restrict c, long sc, int accumulate) {
  for (long i = 0; i < m; i++) {
    float x = a[i * sa], *row = c + i * sc;
    if (accumulate) for (long j = 0; j < n; j++) row[j] += x * b[j];
    else for (long j = 0; j < n; j++) row[j] = x * b[j];
  }
}
