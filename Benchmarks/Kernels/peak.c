// As many multiply-adds as one processor can do: what 100 % means in the benchmark.
#include "BenchmarkKernels.h"

// Independent sums, enough to hide the latency of two units without leaving the registers.
#define PEAK(NAME, LANES_OF, CHAINS_OF, ATTRIBUTES)                                               \
  typedef float NAME##_vector __attribute__((vector_size(4 * LANES_OF)));                         \
  ATTRIBUTES static double NAME(long rounds, float factor, float summand) {                       \
    NAME##_vector sums[CHAINS_OF], f = {0}, s = {0};                                              \
    f += factor;                                                                                  \
    s += summand;                                                                                 \
    _Pragma("clang loop unroll(full)") for (int c = 0; c < CHAINS_OF; c++) sums[c] = f + (float)c; \
    for (long r = 0; r < rounds; r++)                                                             \
      _Pragma("clang loop unroll(full)") for (int c = 0; c < CHAINS_OF; c++)                      \
        sums[c] = sums[c] * f + s;                                                                \
    NAME##_vector total = {0};                                                                    \
    _Pragma("clang loop unroll(full)") for (int c = 0; c < CHAINS_OF; c++) total += sums[c];      \
    /* An operand that the compiler cannot see through keeps the sums. */                                     \
    __asm__ volatile("" : : "m"(total));                                                          \
    return 2.0 * LANES_OF * CHAINS_OF * (double)rounds;                                           \
  }

#if defined(__x86_64__)
PEAK(peak_512, 16, 24, __attribute__((target("avx512f,fma"), min_vector_width(512))))
PEAK(peak_256, 8, 12, __attribute__((target("avx2,fma"))))
PEAK(peak_128, 4, 12, )

double benchmark_peak(BenchmarkLevel level, long rounds, float factor, float summand) {
  switch (level) {
  case BenchmarkLevelAVX512: return peak_512(rounds, factor, summand);
  case BenchmarkLevelAVX2: return peak_256(rounds, factor, summand);
  case BenchmarkLevelBaseline: return peak_128(rounds, factor, summand);
  }
}
#else
PEAK(peak_128, 4, 24, )

double benchmark_peak(BenchmarkLevel level, long rounds, float factor, float summand) {
  return peak_128(rounds, factor, summand);
}
#endif
