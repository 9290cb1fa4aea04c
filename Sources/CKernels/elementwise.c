// The table of elementwise functions for one element: names, and values in double precision.
#include "CKernels.h"
#include <math.h>
#include <string.h>

#include "loops/functions.h"
#include "loops/rounding.h"
#include "loops/trigonometry.h"
#include "loops/wide.h"

#include "loops/arcs.h"
#include "loops/hyperbolic.h"
#include "loops/logarithms.h"
#include "loops/power.h"
#define T double
#include "loops/compositions.h"

const char *kg_unary_name(kg_unary_code f) {
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) case KG_UNARY_##NAME: return #NAME;
#include "elementwise_table.h"
  }
}

const char *kg_binary_name(kg_binary_code f) {
  switch (f) {
#define KG_BINARY(NAME, VALUE) case KG_BINARY_##NAME: return #NAME;
#include "elementwise_table.h"
  }
}

const char *kg_comparison_name(kg_comparison_code f) {
  switch (f) {
#define KG_COMPARISON(NAME, VALUE) case KG_COMPARISON_##NAME: return #NAME;
#include "elementwise_table.h"
  }
}

kg_reads kg_unary_reads(kg_unary_code f) {
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) case KG_UNARY_##NAME: return KG_READS_##READS;
#include "elementwise_table.h"
  }
}

double kg_unary_value(kg_unary_code f, double x, double p, double q) {
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) case KG_UNARY_##NAME: return VALUE;
#include "elementwise_table.h"
  }
}

double kg_unary_gradient(kg_unary_code f, double g, double saved, double p, double q) {
  double x = saved, y = saved;
  switch (f) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) case KG_UNARY_##NAME: return GRADIENT;
#include "elementwise_table.h"
  }
}

double kg_binary_value(kg_binary_code f, double a, double b, double p) {
  switch (f) {
#define KG_BINARY(NAME, VALUE) case KG_BINARY_##NAME: return VALUE;
#include "elementwise_table.h"
  }
}
