// Which level's loops are used. Chosen once as the program is loaded: by what the processor can do, or by
// KAGAMI_SIMD. A table of pointers, and not the loader's choice among clones, whose resolvers would run
// before a sanitizer's runtime is ready.
#include "CKernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const kg_loops kg_baseline_loops;
#if defined(__x86_64__)
extern const kg_loops kg_avx2_loops, kg_avx512_loops;
#endif

const kg_loops *kg_chosen = &kg_baseline_loops;
static kg_level chosen_level = KG_BASELINE;

kg_level kg_simd_level(void) { return chosen_level; }

kg_level kg_best_simd_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512cd"))
      return KG_AVX512;
    return KG_AVX2;
  }
#endif
  return KG_BASELINE;
}

int kg_has_skinny(void) {
#if defined(__aarch64__)
  return 1;
#else
  return chosen_level != KG_BASELINE;
#endif
}

int kg_choose_simd_level(kg_level level) {
  if (level > kg_best_simd_level()) return 0;
  chosen_level = level;
#if defined(__x86_64__)
  kg_chosen = level == KG_AVX512 ? &kg_avx512_loops : level == KG_AVX2 ? &kg_avx2_loops : &kg_baseline_loops;
#endif
  return 1;
}

__attribute__((constructor)) static void choose_level(void) {
  static const char *const names[] = {"baseline", "avx2", "avx512"};
  const char *named = getenv("KAGAMI_SIMD");
  kg_level best = kg_best_simd_level();
  if (!named || !*named) {
    kg_choose_simd_level(best);
    return;
  }
  for (int level = KG_BASELINE; level <= KG_AVX512; level++)
    if (!strcmp(named, names[level])) {
      if (kg_choose_simd_level((kg_level)level)) return;
      fprintf(stderr, "KAGAMI_SIMD=%s: this processor has no more than %s\n", named, names[best]);
      _exit(64);
    }
  fprintf(stderr, "KAGAMI_SIMD=%s: expected baseline, avx2 or avx512\n", named);
  _exit(64);
}
