// The types of elements in memory, imported into Swift as an enumeration.
#pragma once
#include "elementwise.h"

typedef KG_SWIFT_ENUM(StoredType) {
  KG_STORED_BOOL __attribute__((swift_name("bool"))),
  KG_STORED_UINT8 __attribute__((swift_name("uint8"))),
  KG_STORED_INT8 __attribute__((swift_name("int8"))),
  KG_STORED_INT16 __attribute__((swift_name("int16"))),
  KG_STORED_INT32 __attribute__((swift_name("int32"))),
  KG_STORED_INT64 __attribute__((swift_name("int64"))),
  // IEEE floats of 16 bits, as bits.
  KG_STORED_FLOAT16 __attribute__((swift_name("float16"))),
  // The upper halves of floats.
  KG_STORED_BFLOAT16 __attribute__((swift_name("bfloat16"))),
  KG_STORED_FLOAT32 __attribute__((swift_name("float32"))),
  KG_STORED_FLOAT64 __attribute__((swift_name("float64"))),
} kg_stored;
