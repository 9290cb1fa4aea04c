// Calls of cblas_sgemm, which a program's own definition takes before the library's: they go on to the
// library, or to the vectorised loop where the gate is to be seen red.
#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "BenchmarkKernels.h"
#include <dlfcn.h>
#include <stdlib.h>

typedef void (*gemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float,
                     float *, int);

enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111 };

static gemm library;
static int is_rerouted;
static BenchmarkLevel rerouted_level;

// As the program is loaded: no thread calls it yet.
__attribute__((constructor)) static void find_library(void) {
  library = (gemm)dlsym(RTLD_NEXT, "cblas_sgemm");
  if (!library) abort();
}

void benchmark_reroute_sgemm(BenchmarkLevel level) {
  rerouted_level = level;
  is_rerouted = 1;
}

void cblas_sgemm(int order, int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda,
                 const float *b, int ldb, float beta, float *c, int ldc) {
  int turned_a = ta != NO_TRANSPOSE, turned_b = tb != NO_TRANSPOSE;
  if (!is_rerouted || order != ROW_MAJOR || alpha != 1 || beta != 0 || (turned_a && turned_b))
    return library(order, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
  benchmark_vectorised(rerouted_level, m, n, k, a, turned_a ? 1 : lda, turned_a ? lda : 1, b,
                       turned_b ? 1 : ldb, turned_b ? ldb : 1, c, ldc);
}
