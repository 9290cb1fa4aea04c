// What the benchmarks measure the engine against, and how they make it slow on purpose.
#pragma once

// The instructions to compute with; those of the engine's levels, in their order.
typedef enum __attribute__((enum_extensibility(closed))) {
  BenchmarkLevelBaseline,
  BenchmarkLevelAVX2,
  BenchmarkLevelAVX512,
} BenchmarkLevel;

// Does multiply-adds as fast as one processor can; returns how many operations.
double benchmark_peak(BenchmarkLevel level, long rounds, float factor, float summand);

// C[m, n] = A[m, k] B[k, n] by the textbook loop. A's rows lie ra apart and its columns ca, and so on.
void benchmark_textbook(long m, long n, long k, const float *a, long ra, long ca, const float *b, long rb,
                        long cb, float *c);

// The same in the order that lets the compiler vectorise, C's rows sc apart. Where B's columns are
// contiguous, A's rows must be.
void benchmark_vectorised(BenchmarkLevel level, long m, long n, long k, const float *a, long ra, long ca,
                          const float *b, long rb, long cb, float *c, long sc);

// Sends the program's calls of cblas_sgemm to the vectorised loop from now on.
void benchmark_reroute_sgemm(BenchmarkLevel level);
