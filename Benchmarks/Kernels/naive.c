// Matrix products without BLAS, for comparison. Row and column strides stand for the transposes.
#include "BenchmarkKernels.h"

void benchmark_textbook(long m, long n, long k, const float *a, long ra, long ca, const float *b, long rb,
                        long cb, float *c) {
#pragma clang loop vectorize(disable) interleave(disable)
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      float total = 0;
      for (long p = 0; p < k; p++) total += a[i * ra + p * ca] * b[p * rb + j * cb];
      c[i * n + j] = total;
    }
}

#define VECTORISED vectorised_baseline
#include "vectorised.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define VECTORISED vectorised_avx2
#include "vectorised.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define VECTORISED vectorised_avx512
#include "vectorised.h"
#pragma clang attribute pop
#endif

void benchmark_vectorised(BenchmarkLevel level, long m, long n, long k, const float *a, long ra, long ca,
                          const float *b, long rb, long cb, float *c, long sc) {
#if defined(__x86_64__)
  if (level == BenchmarkLevelAVX512) return vectorised_avx512(m, n, k, a, ra, ca, b, rb, cb, c, sc);
  if (level == BenchmarkLevelAVX2) return vectorised_avx2(m, n, k, a, ra, ca, b, rb, cb, c, sc);
#endif
  vectorised_baseline(m, n, k, a, ra, ca, b, rb, cb, c, sc);
}
