// What is asked of the system about memory.
#include "CKernels.h"
#if defined(__linux__)
#include <sys/mman.h>
#endif

void kg_prefer_large_pages(void *memory, size_t size) {
#if defined(MADV_HUGEPAGE)
  // No more than a wish: what becomes of it does not matter.
  (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
}
