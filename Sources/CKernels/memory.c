// Memory from the system.
#include "CKernels.h"
#include <sys/mman.h>

// Mapped by itself, since malloc would hand out memory that small pages back already: whatever lies there then
// takes up to twice the time to read and write.
void *kg_map(size_t size, size_t alignment, size_t large) {
  char *memory = mmap(NULL, size + alignment, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  size_t before = (alignment - (size_t)memory % alignment) % alignment;
  if (before > 0) munmap(memory, before);
  if (before < alignment) munmap(memory + before + size, alignment - before);
#if defined(MADV_HUGEPAGE)
  // Advice only: where it fails, pages stay small.
  (void)madvise(memory + before, large, MADV_HUGEPAGE);
#endif
  return memory + before;
}

void kg_unmap(void *memory, size_t size) { munmap(memory, size); }
