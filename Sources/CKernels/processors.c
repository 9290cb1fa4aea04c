// The processors that work is shared among.
#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif
#include "CKernels.h"

int kg_usable_processors(void) {
#if defined(__linux__)
  cpu_set_t set;
  // Fails where the machine has more processors than the set has bits.
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  return 0;
}
