// Which sanitizer the library is built with, and what ThreadSanitizer needs.
#include "CKernels.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KG_ADDRESSES 1
#endif
#if __has_feature(thread_sanitizer)
#define KG_THREADS 1
#endif
#endif

#if defined(KG_ADDRESSES)
const int kg_addresses_are_watched = 1;
#else
const int kg_addresses_are_watched = 0;
#endif

#if defined(KG_THREADS)
void __tsan_acquire(void *address);
void __tsan_release(void *address);
const int kg_threads_are_watched = 1;
void kg_tell_taken(const void *lock) { __tsan_acquire((void *)lock); }
void kg_tell_released(const void *lock) { __tsan_release((void *)lock); }
#else
const int kg_threads_are_watched = 0;
void kg_tell_taken(const void *lock) { (void)lock; }
void kg_tell_released(const void *lock) { (void)lock; }
#endif
