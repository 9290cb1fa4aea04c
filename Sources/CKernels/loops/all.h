// Every loop that is compiled once for each level. Included by the files in levels/, each of which has
// named the instructions to use; names get a suffix of no meaning, since all are private to their file.
#define KG_LOOP(NAME) NAME##_loop

#include "functions.h"
#include "elementwise.h"
#include "layers.h"
#include "moves.h"
#include "normal.h"
#include "optimizers.h"
#include "products.h"
#include "reduce.h"

#define KG_ENTRY(RESULT, NAME, PARAMETERS, ARGUMENTS) .NAME = KG_LOOP(NAME),
