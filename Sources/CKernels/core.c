// OpenBLAS picks its kernels by the processor's model number. A model newer than the library is taken
// for a Prescott of 2004, whose kernels run at a quarter of the speed. Where the processor's
// feature bits allow more, the choice is made again by these.
#if defined(__x86_64__) && defined(__linux__)
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// Weak: a library built for one kind of processor has no choice to make, and no such functions.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));

static const char *core_by_features(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return __builtin_cpu_supports("avx512bf16") ? "Cooperlake" : "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
  return 0;
}

// Runs as the program is loaded: the environment has no other readers yet.
__attribute__((constructor)) static void choose_core(void) {
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || !openblas_get_corename) return;
  if (getenv("OPENBLAS_CORETYPE") || strcasecmp(openblas_get_corename(), "prescott")) return;
  const char *core = core_by_features();
  if (!core) return;
  setenv("OPENBLAS_CORETYPE", core, 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv("OPENBLAS_CORETYPE");
}
#else
typedef int no_choice_to_make;
#endif
