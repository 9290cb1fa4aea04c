// The loops in the instructions that every processor of the architecture has.
#include "CKernels.h"
#include <math.h>
#include <string.h>

#define KG_LANES 4
#if defined(__aarch64__)
#define KG_PANEL_VECTORS 4
#else
#define KG_PANEL_VECTORS 2
#endif
#include "../loops/all.h"

const kg_loops kg_baseline_loops = KG_ALL_LOOPS;
