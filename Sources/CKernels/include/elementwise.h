// The codes of elementwise functions, imported into Swift as enumerations with the names of the table, and
// the table for one element.
#pragma once
#include <stdint.h>

#define KG_SWIFT_ENUM(NAME) enum __attribute__((enum_extensibility(closed), swift_name(#NAME))) : uint32_t

// Functions of one element.
typedef KG_SWIFT_ENUM(UnaryFunction) {
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) KG_UNARY_##NAME __attribute__((swift_name(#NAME))),
#include "elementwise_table.h"
} kg_unary_code;

// Functions of two elements.
typedef KG_SWIFT_ENUM(BinaryFunction) {
#define KG_BINARY(NAME, VALUE) KG_BINARY_##NAME __attribute__((swift_name(#NAME))),
#include "elementwise_table.h"
} kg_binary_code;

// Comparisons of two elements, whose results are truth values.
typedef KG_SWIFT_ENUM(Comparison) {
#define KG_COMPARISON(NAME, VALUE) KG_COMPARISON_##NAME __attribute__((swift_name(#NAME))),
#include "elementwise_table.h"
} kg_comparison_code;

// How many there are of each.
enum {
  KG_UNARY_COUNT = 0
#define KG_UNARY(NAME, VALUE, READS, GRADIENT) +1
#include "elementwise_table.h"
  ,
  KG_BINARY_COUNT = 0
#define KG_BINARY(NAME, VALUE) +1
#include "elementwise_table.h"
  ,
  KG_COMPARISON_COUNT = 0
#define KG_COMPARISON(NAME, VALUE) +1
#include "elementwise_table.h"
};

// What a function's derivative is computed from.
typedef KG_SWIFT_ENUM(DerivativeInput) {
  KG_READS_NOTHING __attribute__((swift_name("nothing"))),
  KG_READS_INPUT __attribute__((swift_name("input"))),
  KG_READS_OUTPUT __attribute__((swift_name("output"))),
} kg_reads;

const char *kg_unary_name(kg_unary_code f);
const char *kg_binary_name(kg_binary_code f);
const char *kg_comparison_name(kg_comparison_code f);
kg_reads kg_unary_reads(kg_unary_code f);

// One element in double precision, by the C library. `saved` is what the derivative reads.
double kg_unary_value(kg_unary_code f, double x, double p, double q);
double kg_unary_gradient(kg_unary_code f, double g, double saved, double p, double q);
double kg_binary_value(kg_binary_code f, double a, double b, double p);
