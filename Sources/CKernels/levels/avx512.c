// The loops for processors with AVX-512.
#include "CKernels.h"
#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#define KG_LANES 16
#define KG_PANEL_VECTORS 4
// Tuned for a processor that is named because, for all others, the compiler halves vectors that the
// source does not spell out.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,tune=znver4"))), apply_to = function)
#include "../loops/all.h"
#pragma clang attribute pop

const kg_loops kg_avx512_loops = KG_ALL_LOOPS;
#endif
