// The codes of reductions, imported into Swift as an enumeration with the names of the table.
#pragma once
#include "elementwise.h"

// How elements along axes are combined.
typedef KG_SWIFT_ENUM(ReductionFunction) {
#define KG_REDUCTION(NAME, START, FUNCTION) KG_REDUCTION_##NAME __attribute__((swift_name(#NAME))),
#include "reduction_table.h"
} kg_reduction_code;

enum {
  KG_REDUCTION_COUNT = 0
#define KG_REDUCTION(NAME, START, FUNCTION) +1
#include "reduction_table.h"
};

// What is combined first, which is the result of no elements, and the function of two that combines.
double kg_reduction_start(kg_reduction_code f);
kg_binary_code kg_reduction_combines(kg_reduction_code f);
