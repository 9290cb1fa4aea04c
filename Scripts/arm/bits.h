// Elements of 1, 2, 4 or 8 bytes as bits, for loops whose results are exact and which take other types than
// float and double. Memory is little-endian, as on every processor that the engine runs on.
#pragma once
#include "check.h"

// Beyond LONGEST, lengths around the bytes that the widest loops take at a time: 4 vectors of 64.
enum { STORED_COUNT = KG_STORED_FLOAT64 + 1, LENGTHS = LONGEST + 9, LONGEST_BITS = 530, MOST_BITS = 1800 };
long length_at(long index);

extern const char *const stored_names[STORED_COUNT];
long size_of(kg_stored type);
static inline int is_fraction(kg_stored type) { return type >= KG_STORED_FLOAT16; }

static inline uint64_t get_bits(long size, const void *memory, long i) {
  uint64_t bits = 0;
  memcpy(&bits, (const char *)memory + i * size, (size_t)size);
  return bits;
}
static inline void put_bits(long size, void *memory, long i, uint64_t bits) {
  memcpy((char *)memory + i * size, &bits, (size_t)size);
}

// The number of an element that is an integer or a truth value.
static inline int64_t whole_of(kg_stored type, uint64_t bits) {
  return type == KG_STORED_INT64   ? (int64_t)bits
         : type == KG_STORED_INT32 ? (int32_t)(uint32_t)bits
         : type == KG_STORED_INT16 ? (int16_t)(uint16_t)bits
         : type == KG_STORED_INT8  ? (int8_t)(uint8_t)bits
         : type == KG_STORED_UINT8 ? (int64_t)(bits & 255)
                                   : (bits & 255) != 0;
}

// The next element drawn: from the ends and the middles of all ranges, of ordinary size, or any bits.
uint64_t draw_element(kg_stored type);

// As input() and output() of check.h: memory with other bits around the elements and between them. `bits` become
// what is read, and `expected` is null where nothing may be written.
void *bits_input(int slot, long size, long n, uint64_t *bits, long stride);
void *bits_output(long size, long n, long stride);
void expect_output(const uint64_t *expected);
