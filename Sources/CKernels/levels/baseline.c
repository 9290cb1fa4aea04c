// The loops in the instructions that every processor of the architecture has.
#include "CKernels.h"
#include <math.h>
#include <string.h>

#include "../loops/all.h"

const kg_loops kg_baseline_loops = KG_ALL_LOOPS;
