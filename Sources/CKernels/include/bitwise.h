// The codes of functions of bits, imported into Swift as an enumeration with the names of the table.
#pragma once
#include "elementwise.h"

typedef KG_SWIFT_ENUM(BitwiseFunction) {
#define KG_BITWISE(NAME, VALUE) KG_BITWISE_##NAME __attribute__((swift_name(#NAME))),
#include "bitwise_table.h"
} kg_bitwise_code;

const char *kg_bitwise_name(kg_bitwise_code f);
