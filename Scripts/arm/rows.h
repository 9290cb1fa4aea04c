// What the files about functions of whole rows share.
#pragma once
#include "check.h"

// The additions that an element takes part in at most, each off by half an epsilon: up to 63 one after another,
// or 63 in a lane, 5 among lanes and a rest of 31; twice that, for the terms are rounded, too.
enum { SUM_EPSILONS = 100 };

// Rows of every length up to LONGEST and next to the pieces that long ones are summed in: one, a few, and so
// many that not all are in one group.
static inline void for_each_extent(kg_element type, void (*check)(kg_element type, long rows, long columns)) {
  static const long longer[] = {2047, 2048, 2049, 5000};
  for (long i = 1; i <= LONGEST + 4; i++) {
    long columns = i <= LONGEST ? i : longer[i - LONGEST - 1];
    check(type, 1, columns);
    check(type, 3, columns);
    if (i <= LONGEST) check(type, 2100 / columns + 2, columns);
  }
}

// The least number of a type that is not 0.
static inline double least_of(kg_element type) { return type == KG_FLOAT32 ? 0x1p-149 : 0x1p-1074; }
