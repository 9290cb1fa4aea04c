// Names of functions of bits.
#include "CKernels.h"

const char *kg_bitwise_name(kg_bitwise_code f) {
  switch (f) {
#define KG_BITWISE(NAME, VALUE) case KG_BITWISE_##NAME: return #NAME;
#include "bitwise_table.h"
  }
}
