// The loops over elements of type T, whose names are given by TYPED.
#include "compositions.h"

#include "elementwise.h"
#include "layers.h"
#include "moves.h"
#include "recurrence.h"
#include "reduce.h"
#include "rows.h"
#include "scan.h"
#include "steps.h"
#include "windows.h"

#undef T
#undef TYPED
