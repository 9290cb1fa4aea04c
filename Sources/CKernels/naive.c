// The textbook loop of the benchmark. Row and column strides stand for the transposes.
#include "CKernels.h"

void kg_naive_gemm(long m, long n, long k, const float *a, long ra, long ca, const float *b, long rb,
                   long cb, float *c) {
#pragma clang loop vectorize(disable) interleave(disable)
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      float total = 0;
      for (long p = 0; p < k; p++) total += a[i * ra + p * ca] * b[p * rb + j * cb];
      c[i * n + j] = total;
    }
}
