// Calls every loop of the tables in Sources/CKernels/include/loops.h and compares what it gives with answers
// computed in double precision, or exactly, one element after another. Exits with 1 where one is out of bounds, or
// where a loop of the tables was not called.
//
// Runs on every level of instructions that the processor has, or on the one that KAGAMI_SIMD names.
#include "check.h"
#include <stdio.h>
#include <stdlib.h>

static int check_level(kg_level level) {
#if defined(__aarch64__)
  static const char *const levels[] = {"NEON"};
  int must_have_skinny = 1;
#else
  static const char *const levels[] = {"baseline", "avx2", "avx512"};
  int must_have_skinny = level != KG_BASELINE;
#endif
  forget_comparisons();
  check_points();
  for (int type = 0; type < KG_ELEMENT_COUNT; type++) {
    check_unary((kg_element)type);
    check_binary((kg_element)type);
    check_moves((kg_element)type);
    check_reductions((kg_element)type);
    check_layers((kg_element)type);
    check_optimizers((kg_element)type);
    check_softmax((kg_element)type);
    check_standardize((kg_element)type);
    check_recurrence((kg_element)type);
    check_windows((kg_element)type);
  }
  check_convert();
  check_integers();
  check_select();
  check_samples();
  check_normals();
  check_outer();
  check_packing();
  check_products();
  check_direct();
  int is_right = report(levels[level]);
  if (kg_has_skinny() != must_have_skinny) {
    printf("kg_has_skinny() is %d at %s\n", kg_has_skinny(), levels[level]);
    is_right = 0;
  }
  return is_right;
}

// Numbers too small to be normal count as zero between kg_begin_flush and kg_end_flush, and nowhere else.
static int check_flush(void) {
  // Volatile, for the compiler may move a division across a change of the processor's mode, but not these.
  volatile float least = 0x1p-126f, before = least / 2, within, after;
  uint64_t mode = kg_begin_flush();
  within = least / 2;
  kg_end_flush(mode);
  after = least / 2;
  if (before == 0x1p-127f && within == 0 && after == 0x1p-127f) return 1;
  printf("kg_begin_flush: half of the least normal float is %g before, %g within, %g after\n", before, within, after);
  return 0;
}

int main(void) {
  int is_right = check_flush();
  if (getenv("KAGAMI_SIMD")) is_right &= check_level(kg_simd_level());
  else
    for (int level = KG_BASELINE; level <= (int)kg_best_simd_level(); level++) {
      if (!kg_choose_simd_level((kg_level)level)) return 1;
      is_right &= check_level((kg_level)level);
    }
  return !is_right;
}
