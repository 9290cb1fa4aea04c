// Memory from the system.
#include "CKernels.h"
#if defined(__linux__)
#include <sys/mman.h>
#endif

void kg_prefer_large_pages(void *memory, size_t size) {
#if defined(MADV_HUGEPAGE)
  // Advice only: where it fails, pages stay small.
  (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
}
