// What is asked of the system about memory.
#include "CKernels.h"
#if defined(__linux__)
#include <sys/mman.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define KG_CHECKED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KG_CHECKED 1
#endif
#endif

int kg_memory_is_checked(void) {
#if defined(KG_CHECKED)
  return 1;
#else
  return 0;
#endif
}

void kg_prefer_large_pages(void *memory, size_t size) {
#if defined(MADV_HUGEPAGE)
  // No more than a wish: what becomes of it does not matter.
  (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
}
