// The table of reductions.
#include "CKernels.h"

double kg_reduction_start(kg_reduction_code f) {
  switch (f) {
#define KG_REDUCTION(NAME, START, FUNCTION) case KG_REDUCTION_##NAME: return START;
#include "reduction_table.h"
  }
}

kg_binary_code kg_reduction_combines(kg_reduction_code f) {
  switch (f) {
#define KG_REDUCTION(NAME, START, FUNCTION) case KG_REDUCTION_##NAME: return KG_BINARY_##FUNCTION;
#include "reduction_table.h"
  }
}
