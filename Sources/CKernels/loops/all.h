// Every loop that is compiled once for each level. Included by the files in levels/, each of which has
// named the instructions to use, the floats of a vector (KG_LANES) and the vectors of a panel
// (KG_PANEL_VECTORS); names get a suffix of no meaning, since all are private to their file.
#define KG_LOOP(NAME) NAME##_loop

// The side of a tile that a transposing copy moves; the lanes of sums, of choices, and of what is left of either.
enum { TILE = 16, SUM_LANES = 32, CHOICE_LANES = 64, FEW_LANES = 16 };
// Elements of a plane, at most, that are copied by residues before they are unfolded.
enum { RESIDUES = 4096 };

static inline long least(long a, long b) { return a < b ? a : b; }

#include "convert.h"
#include "functions.h"
#include "integers.h"
#include "normal.h"
#include "optimizers.h"
#include "outer.h"
#include "rounding.h"
#include "select.h"
#include "skinny.h"
#include "trigonometry.h"
#include "wide.h"

// With names of those above.
#include "arcs.h"
#include "axes.h"
#include "direct.h"
#include "hyperbolic.h"
#include "logarithms.h"
#include "power.h"

#define T float
#define TYPED(NAME) NAME##_f32
#include "typed.h"

#define T double
#define TYPED(NAME) NAME##_f64
#include "typed.h"

#define KG_ENTRY(RESULT, NAME, PARAMETERS, ARGUMENTS) .NAME = KG_LOOP(NAME),
#define KG_ENTRY_F32(RESULT, NAME, PARAMETERS, ARGUMENTS) .NAME = NAME##_f32,
#define KG_ENTRY_F64(RESULT, NAME, PARAMETERS, ARGUMENTS) .NAME = NAME##_f64,
#define KG_ALL_LOOPS \
  {{{KG_TYPED_LOOPS(KG_ENTRY_F32)}, {KG_TYPED_LOOPS(KG_ENTRY_F64)}}, KG_OTHER_LOOPS(KG_ENTRY)}
