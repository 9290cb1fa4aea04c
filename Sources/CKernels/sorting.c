// Sorting by the digits of keys: no comparison, and equal elements stay as they came.
#include "CKernels.h"
#include <string.h>

static uint64_t key_of_float32(uint32_t bits) {
  if ((bits & 0x7FFFFFFF) > 0x7F800000) return UINT32_MAX;
  if (bits == 0x80000000) bits = 0;
  return bits & 0x80000000 ? (uint32_t)~bits : bits | 0x80000000;
}
static uint64_t key_of_float64(uint64_t bits) {
  if ((bits & INT64_MAX) > 0x7FF0000000000000) return UINT64_MAX;
  if (bits == (uint64_t)INT64_MIN) bits = 0;
  return bits >> 63 ? ~bits : bits | (uint64_t)INT64_MIN;
}
// With `top` the exponent of infinity.
static uint64_t key_of_half(uint16_t bits, uint16_t top) {
  if ((bits & 0x7FFF) > top) return UINT16_MAX;
  if (bits == 0x8000) bits = 0;
  return bits & 0x8000 ? (uint16_t)~bits : bits | 0x8000;
}

#define KEYS(S, KEY)                                                                              \
  {                                                                                               \
    const S *x = from;                                                                            \
    for (long i = 0; i < n; i++) { S v = x[i * sx]; keys[i] = turned ^ (uint64_t)(KEY); }         \
    break;                                                                                        \
  }

// Bytes of a key that may differ.
static int key_bytes(kg_stored type) {
  switch (type) {
  case KG_STORED_BOOL: case KG_STORED_UINT8: case KG_STORED_INT8: return 1;
  case KG_STORED_INT16: case KG_STORED_FLOAT16: case KG_STORED_BFLOAT16: return 2;
  case KG_STORED_INT32: case KG_STORED_FLOAT32: return 4;
  case KG_STORED_INT64: case KG_STORED_FLOAT64: return 8;
  }
}

void kg_order_keys(kg_stored type, long n, const void *from, long sx, int descending, uint64_t *keys) {
  uint64_t turned = descending ? UINT64_MAX >> (64 - 8 * key_bytes(type)) : 0;
  switch (type) {
  case KG_STORED_BOOL: case KG_STORED_UINT8: KEYS(uint8_t, v)
  case KG_STORED_INT8: KEYS(uint8_t, (uint8_t)(v ^ 0x80))
  case KG_STORED_INT16: KEYS(uint16_t, (uint16_t)(v ^ 0x8000))
  case KG_STORED_INT32: KEYS(uint32_t, v ^ 0x80000000)
  case KG_STORED_INT64: KEYS(uint64_t, v ^ (uint64_t)INT64_MIN)
  case KG_STORED_FLOAT16: KEYS(uint16_t, key_of_half(v, 0x7C00))
  case KG_STORED_BFLOAT16: KEYS(uint16_t, key_of_half(v, 0x7F80))
  case KG_STORED_FLOAT32: KEYS(uint32_t, key_of_float32(v))
  case KG_STORED_FLOAT64: KEYS(uint64_t, key_of_float64(v))
  }
}

enum { SHORT = 48, DIGITS = 256 };

// Keys of up to 32 bits stand above their places in one word, so that no two words are equal.
static int is_packed(kg_stored type, long n) { return key_bytes(type) <= 4 && n <= UINT32_MAX; }

static void insert_words(long n, uint64_t *words) {
  for (long i = 1; i < n; i++) {
    uint64_t word = words[i];
    long j = i;
    for (; j > 0 && words[j - 1] > word; j--) words[j] = words[j - 1];
    words[j] = word;
  }
}

// How often each value of each digit occurs, digits first..<last counted from the lowest.
static void count_digits(long n, const uint64_t *words, int first, int last, uint64_t counts[][DIGITS]) {
  memset(counts, 0, (size_t)(last - first) * sizeof *counts);
  for (long i = 0; i < n; i++)
    for (int digit = first; digit < last; digit++) counts[digit - first][words[i] >> 8 * digit & 255]++;
}

// Where the words of each value begin; false if all have one, and there is nothing to do.
static int begin_values(long n, uint64_t *counts) {
  uint64_t start = 0;
  for (int value = 0; value < DIGITS; value++) {
    uint64_t count = counts[value];
    if (count == (uint64_t)n) return 0;
    counts[value] = start;
    start += count;
  }
  return 1;
}

// Sorts words by their digits from `first` on, with `spare` as long; returns which of both holds them.
static uint64_t *sort_words(long n, int first, int last, uint64_t *words, uint64_t *spare) {
  uint64_t counts[8][DIGITS];
  if (n <= SHORT) {
    insert_words(n, words);
    return words;
  }
  count_digits(n, words, first, last, counts);
  for (int digit = first; digit < last; digit++) {
    uint64_t *next = counts[digit - first];
    if (!begin_values(n, next)) continue;
    for (long i = 0; i < n; i++) spare[next[words[i] >> 8 * digit & 255]++] = words[i];
    uint64_t *swapped = words;
    words = spare;
    spare = swapped;
  }
  return words;
}

// The same for keys of 64 bits, whose places are beside them.
static uint64_t *sort_pairs(long n, uint64_t *keys, uint64_t *places, uint64_t *spare_keys, uint64_t *spare_places) {
  uint64_t counts[8][DIGITS];
  count_digits(n, keys, 0, 8, counts);
  for (int digit = 0; digit < 8; digit++) {
    uint64_t *next = counts[digit];
    if (!begin_values(n, next)) continue;
    for (long i = 0; i < n; i++) {
      uint64_t slot = next[keys[i] >> 8 * digit & 255]++;
      spare_keys[slot] = keys[i];
      spare_places[slot] = places[i];
    }
    uint64_t *swapped = keys;
    keys = spare_keys;
    spare_keys = swapped;
    swapped = places;
    places = spare_places;
    spare_places = swapped;
  }
  return places;
}

#define MOVE(BITS)                                                                                \
  {                                                                                               \
    const BITS *x = from;                                                                         \
    BITS *y = to;                                                                                 \
    for (long i = 0; i < n; i++) {                                                                \
      long place = (long)(order[i] & mask);                                                       \
      y[i * sy] = x[place * sx];                                                                  \
      places[i * sp] = place;                                                                     \
    }                                                                                             \
    break;                                                                                        \
  }

// Elements, and places, in the order of words of which `mask` is the place.
static void move_line(kg_stored type, long n, const uint64_t *order, uint64_t mask, const void *from, long sx, void *to,
                      long sy, int64_t *places, long sp) {
  switch (key_bytes(type)) {
  case 1: MOVE(uint8_t)
  case 2: MOVE(uint16_t)
  case 4: MOVE(uint32_t)
  default: MOVE(uint64_t)
  }
}

void kg_sort_line(kg_stored type, long n, const void *x, long sx, int descending, void *values, long sv,
                  int64_t *places, long sp, uint64_t *words) {
  kg_order_keys(type, n, x, sx, descending, words);
  if (is_packed(type, n)) {
    for (long i = 0; i < n; i++) words[i] = words[i] << 32 | (uint64_t)i;
    const uint64_t *order = sort_words(n, 4, 4 + key_bytes(type), words, words + n);
    move_line(type, n, order, UINT32_MAX, x, sx, values, sv, places, sp);
  } else {
    for (long i = 0; i < n; i++) words[n + i] = (uint64_t)i;
    const uint64_t *order = sort_pairs(n, words, words + n, words + 2 * n, words + 3 * n);
    move_line(type, n, order, UINT64_MAX, x, sx, values, sv, places, sp);
  }
}

// A word that is added behind those of a heap, whose largest stands first, moves up to where it belongs.
static void lift(long slot, uint64_t *heap, uint64_t word) {
  for (; slot > 0 && heap[(slot - 1) / 2] < word; slot = (slot - 1) / 2) heap[slot] = heap[(slot - 1) / 2];
  heap[slot] = word;
}

// A word that replaces the first one moves down to where it belongs.
static void sink(long k, uint64_t *heap, uint64_t word) {
  long slot = 0;
  for (;;) {
    long child = 2 * slot + 1;
    if (child >= k) break;
    if (child + 1 < k && heap[child + 1] > heap[child]) child++;
    if (heap[child] <= word) break;
    heap[slot] = heap[child];
    slot = child;
  }
  heap[slot] = word;
}

void kg_first_of_line(kg_stored type, long n, const void *x, long sx, int descending, long k, void *values, long sv,
                      int64_t *places, long sp, uint64_t *words) {
  kg_order_keys(type, n, x, sx, descending, words);
  if (k == 0) return;
  if (is_packed(type, n)) {
    for (long i = 0; i < n; i++) words[i] = words[i] << 32 | (uint64_t)i;
    uint64_t *order = words;
    if (k < n / 8) {
      // The k smallest so far, the largest of them on top.
      uint64_t *heap = words + n;
      for (long i = 0; i < k; i++) lift(i, heap, words[i]);
      for (long i = k; i < n; i++)
        if (words[i] < heap[0]) sink(k, heap, words[i]);
      order = sort_words(k, 0, 8, heap, words + 2 * n);
    } else {
      order = sort_words(n, 4, 4 + key_bytes(type), words, words + n);
    }
    move_line(type, k, order, UINT32_MAX, x, sx, values, sv, places, sp);
  } else {
    for (long i = 0; i < n; i++) words[n + i] = (uint64_t)i;
    const uint64_t *order = sort_pairs(n, words, words + n, words + 2 * n, words + 3 * n);
    move_line(type, k, order, UINT64_MAX, x, sx, values, sv, places, sp);
  }
}
