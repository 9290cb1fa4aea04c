// What the engine computes in C: vector loops, products with a small batch, and what processors, memory and
// sanitizers need.
#pragma once
#include "elementwise.h"
#include "loops.h"
#include "reductions.h"
#include "sorting.h"
#include <stddef.h>
#include <stdint.h>

// For loops that only wait: saves power, and yields to the other thread of the core.
static inline void kg_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Between these two, numbers too small to be normal count as zero; arithmetic on them takes up to a
// hundred times as long. The first returns what the second restores.
static inline uint64_t kg_begin_flush(void) {
#if defined(__x86_64__)
  unsigned mode = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(mode | 0x8040);
  return mode;
#elif defined(__aarch64__)
  uint64_t mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  __asm__ volatile("msr fpcr, %0" : : "r"(mode | (UINT64_C(1) << 24)));
  return mode;
#else
  return 0;
#endif
}
static inline void kg_end_flush(uint64_t mode) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((unsigned)mode);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#else
  (void)mode;
#endif
}

// Instructions that the loops are compiled for; baseline is NEON on ARM.
typedef enum { KG_BASELINE, KG_AVX2, KG_AVX512 } kg_level;

// The level in use, and the best that this processor has.
kg_level kg_simd_level(void);
kg_level kg_best_simd_level(void);
// Changes the level for the whole process, for tests; 0, with nothing done, where the processor lacks it.
int kg_choose_simd_level(kg_level level);

// Whether AddressSanitizer checks every byte: then a buffer has exactly the size that was requested, and is
// returned to the system when it is freed.
extern const int kg_addresses_are_watched;

// Whether ThreadSanitizer checks, which needs the order of locks that wait in the kernel by themselves.
extern const int kg_threads_are_watched;
void kg_tell_taken(const void *lock);
void kg_tell_released(const void *lock);
static inline void kg_lock_taken(const void *lock) {
  if (kg_threads_are_watched) kg_tell_taken(lock);
}
static inline void kg_lock_released(const void *lock) {
  if (kg_threads_are_watched) kg_tell_released(lock);
}

// Advises the system to back memory by pages of 2 MiB, which both borders are multiples of.
void kg_prefer_large_pages(void *memory, size_t size);

/// Processors that the calling process may run on; 0 where that cannot be found out.
int kg_usable_processors(void);

// Whether kg_skinny_rows_f32 and kg_skinny_columns_f32 are worth calling at the level in use: it has
// multiply-adds.
int kg_has_skinny(void);
