// KG_CLONES compiles a function once for each width of the machine; the loader picks at start-up.
// SwiftPM offers no portable flag for that, and `unsafeFlags` would shut the package out as a
// dependency.
#pragma once
#include <math.h>
#include <stdint.h>
#if defined(__x86_64__) && defined(__linux__)
#define KG_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KG_CLONES
#endif
#define KG_INLINE static inline __attribute__((always_inline))
