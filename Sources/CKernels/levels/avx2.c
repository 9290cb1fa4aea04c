// The loops for processors with AVX2 and FMA.
#include "CKernels.h"
#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#define KG_LANES 8
#define KG_PANEL_VECTORS 2
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "../loops/all.h"
#pragma clang attribute pop

const kg_loops kg_avx2_loops = KG_ALL_LOOPS;
#endif
