// Products in which one extent is a batch of at most a few hundred rows, for processors with 512-bit
// vectors. General libraries copy both operands into their own order first; here only the small operand
// is copied (into panels of up to 64 columns, KG_PANEL), and the weights are read where they lie or once.
//
// A tile is up to 14 rows by a panel's width: its sums stay in registers over the whole inner extent.
#include "CKernels.h"
#include <string.h>

#if defined(__x86_64__)

#define KG_WIDE __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,fma"), min_vector_width(512)))
#define KG_WIDE_INLINE static inline __attribute__((always_inline)) KG_WIDE

typedef float v16 __attribute__((vector_size(64)));
typedef float v16u __attribute__((vector_size(64), aligned(4)));
// Rows that are prefetched ahead while packing.
enum { LANES = 16, PACK_AHEAD = 12 };

int kg_has_skinny(void) { return kg_simd_level() == KG_AVX512; }

// Two vectors' halves interleaved: one stage of a transposition.
#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

// t[j][i] = x[i][j]
KG_WIDE_INLINE void transpose16(v16 x[LANES]) {
  v16 t[LANES];
  for (int i = 0; i < 16; i += 2) {
    t[i] = SHUFFLE(x[i], x[i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    t[i + 1] = SHUFFLE(x[i], x[i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int h = 0; h < 2; h++) {
      v16 a = t[i + h], b = t[i + 2 + h];
      x[i + 2 * h] = SHUFFLE(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
      x[i + 2 * h + 1] = SHUFFLE(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
  }
  for (int i = 0; i < 16; i += 8) {
    for (int h = 0; h < 4; h++) {
      v16 a = x[i + h], b = x[i + 4 + h];
      t[i + h] = SHUFFLE(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
      t[i + 4 + h] = SHUFFLE(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    }
  }
  for (int h = 0; h < 8; h++) {
    v16 a = t[h], b = t[8 + h];
    x[h] = SHUFFLE(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    x[8 + h] = SHUFFLE(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  }
}

// out[j][i] = x[i][j] for a block of up to 16 by 16, rows sx and so apart. Rows of `out` beyond
// `columns` are left alone; within rows, 16 are written with zeros for absent ones if `padded`.
KG_WIDE_INLINE void transpose_block(long rows, long columns, const float *x, long sx, float *out,
                                    long so, int padded) {
  v16 t[LANES];
  for (int i = 0; i < LANES; i++) {
    t[i] = (v16){0};
    if (i >= rows) continue;
    if (columns >= LANES) t[i] = *(const v16u *)(x + i * sx);
    else memcpy(&t[i], x + i * sx, (size_t)columns * sizeof(float));
  }
  transpose16(t);
  for (int j = 0; j < LANES; j++) {
    if (j >= columns) break;
    if (padded || rows >= LANES) *(v16u *)(out + j * so) = t[j];
    else memcpy(out + j * so, &t[j], (size_t)rows * sizeof(float));
  }
}

// The tile sums[i][j] = sum over k of a(i, k) b[k][j], a's strides given, b a panel.
#define TILE(MR, NV)                                                                              \
  KG_WIDE static void tile_##MR##_##NV(long k, const float *a, long rs, long cs, const float *b,  \
                                       float *c, long sc, long width, int accumulate) {           \
    v16 s[MR][NV];                                                                                \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) s[i][j] = (v16){0};         \
    for (long p = 0; p < k; p++) {                                                                \
      v16 row[NV];                                                                                \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++)                             \
        row[j] = *(const v16 *)(b + (p * NV + j) * LANES);                                        \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++) {                           \
        float one = a[i * rs + p * cs];                                                           \
        v16 all = {one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one}; \
        _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) s[i][j] += all * row[j];  \
      }                                                                                           \
    }                                                                                             \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) {                           \
        float *to = c + i * sc + j * LANES;                                                       \
        long left = width - j * LANES;                                                            \
        if (left >= LANES) {                                                                      \
          v16 old = accumulate ? *(v16u *)to : (v16){0};                                          \
          *(v16u *)to = accumulate ? s[i][j] + old : s[i][j];                                     \
        } else if (left > 0) {                                                                    \
          v16 old = {0};                                                                          \
          if (accumulate) memcpy(&old, to, (size_t)left * sizeof(float));                         \
          old += s[i][j];                                                                         \
          memcpy(to, &old, (size_t)left * sizeof(float));                                         \
        }                                                                                         \
      }                                                                                           \
  }
#define TILES_TO_6(NV) TILE(1, NV) TILE(2, NV) TILE(3, NV) TILE(4, NV) TILE(5, NV) TILE(6, NV)
TILES_TO_6(1) TILES_TO_6(2) TILES_TO_6(3) TILES_TO_6(4)
TILE(7, 1) TILE(8, 1) TILE(9, 1) TILE(10, 1) TILE(11, 1) TILE(12, 1) TILE(13, 1) TILE(14, 1)
TILE(7, 2) TILE(8, 2) TILE(9, 2) TILE(10, 2) TILE(11, 2) TILE(12, 2)
TILE(7, 3) TILE(8, 3)

typedef void (*tile_function)(long, const float *, long, long, const float *, float *, long, long, int);
enum { MOST_ROWS = 14, MOST_VECTORS = KG_PANEL / LANES };
#define TO_6(NV) tile_1_##NV, tile_2_##NV, tile_3_##NV, tile_4_##NV, tile_5_##NV, tile_6_##NV
static const tile_function tiles[MOST_VECTORS][MOST_ROWS] = {
    {TO_6(1), tile_7_1, tile_8_1, tile_9_1, tile_10_1, tile_11_1, tile_12_1, tile_13_1, tile_14_1},
    {TO_6(2), tile_7_2, tile_8_2, tile_9_2, tile_10_2, tile_11_2, tile_12_2},
    {TO_6(3), tile_7_3, tile_8_3},
    {TO_6(4)}};
static const long most_rows[MOST_VECTORS] = {14, 12, 8, 6};

static inline long vectors(long width) { return (width + LANES - 1) / LANES; }

// Rows [m, k] times one panel.
static void panel(long m, long width, long k, const float *a, long rs, long cs, const float *b,
                  float *c, long sc, int accumulate) {
  long nv = vectors(width), most = most_rows[nv - 1];
  // Equal shares rather than full tiles and a small rest.
  long count = (m + most - 1) / most;
  for (long t = 0; t < count; t++) {
    long first = m * t / count, rows = m * (t + 1) / count - first;
    tiles[nv - 1][rows - 1](k, a + first * rs, rs, cs, b, c + first * sc, sc, width, accumulate);
  }
}

KG_WIDE void kg_pack_rows_f32(long k, long n, const float *b, long sb, float *out) {
  for (long j = 0; j < n; j += KG_PANEL) {
    long width = n - j < KG_PANEL ? n - j : KG_PANEL, padded = vectors(width) * LANES;
    for (long p = 0; p < k; p++) {
      float *to = out + j * k + p * padded;
      const float *from = b + p * sb + j;
      // Rows are a page apart or nearly so, where the processor does not prefetch by itself.
      for (int v = 0; v < MOST_VECTORS; v++) __builtin_prefetch(from + PACK_AHEAD * sb + v * LANES);
      if (width == KG_PANEL)
        for (int v = 0; v < MOST_VECTORS; v++) *(v16 *)(to + v * LANES) = *(const v16u *)(from + v * LANES);
      else {
        memset(to + padded - LANES, 0, LANES * sizeof(float));
        memcpy(to, from, (size_t)width * sizeof(float));
      }
    }
  }
}

KG_WIDE void kg_pack_columns_f32(long m, long k0, long k1, long k, const float *x, long sx, float *out) {
  for (long i = 0; i < m; i += KG_PANEL) {
    long width = m - i < KG_PANEL ? m - i : KG_PANEL, padded = vectors(width) * LANES;
    for (long p = k0; p < k1; p += LANES)
      for (long v = 0; v < padded; v += LANES)
        transpose_block(width - v, k1 - p < LANES ? k1 - p : LANES, x + (i + v) * sx + p, sx,
                        out + i * k + p * padded + v, padded, 1);
  }
}

void kg_skinny_rows_f32(long m, long n, long k, const float *a, long rs, long cs, const float *panels,
                        float *c, long sc, int accumulate) {
  for (long j = 0; j < n; j += KG_PANEL)
    panel(m, n - j < KG_PANEL ? n - j : KG_PANEL, k, a, rs, cs, panels + j * k, c + j, sc, accumulate);
}

KG_WIDE void kg_skinny_columns_f32(long m, long n, long k, const float *w, long sw, const float *panels,
                                   float *c, long sc, int accumulate) {
  float scratch[LANES * KG_PANEL] __attribute__((aligned(64)));
  // Sixteen outputs at a time: their weights stay in the first cache over all of the batch.
  for (long j = 0; j < n; j += LANES) {
    long outputs = n - j < LANES ? n - j : LANES;
    for (long i = 0; i < m; i += KG_PANEL) {
      long width = m - i < KG_PANEL ? m - i : KG_PANEL, padded = vectors(width) * LANES;
      panel(outputs, padded, k, w + j * sw, sw, 1, panels + i * k, scratch, KG_PANEL, 0);
      for (long v = 0; v < width; v += LANES) {
        long rows = width - v < LANES ? width - v : LANES;
        float *to = c + (i + v) * sc + j;
        if (!accumulate) transpose_block(outputs, rows, scratch + v, KG_PANEL, to, sc, 0);
        else {
          float turned[LANES * LANES];
          transpose_block(outputs, rows, scratch + v, KG_PANEL, turned, LANES, 1);
          for (long r = 0; r < rows; r++)
            for (long q = 0; q < outputs; q++) to[r * sc + q] += turned[r * LANES + q];
        }
      }
    }
  }
}

#else

int kg_has_skinny(void) { return 0; }
void kg_pack_rows_f32(long k, long n, const float *b, long sb, float *out) { __builtin_trap(); }
void kg_pack_columns_f32(long m, long k0, long k1, long k, const float *x, long sx, float *out) {
  __builtin_trap();
}
void kg_skinny_rows_f32(long m, long n, long k, const float *a, long rs, long cs, const float *panels,
                        float *c, long sc, int accumulate) { __builtin_trap(); }
void kg_skinny_columns_f32(long m, long n, long k, const float *w, long sw, const float *panels,
                           float *c, long sc, int accumulate) { __builtin_trap(); }

#endif
