// Products in which one extent is a batch of at most a few hundred rows. General libraries copy both operands
// into their own order first; here only the small operand is copied, into panels, and the weights are read
// where they lie or once.
//
// A panel is up to KG_PANEL columns of an operand, one inner extent after another. A tile is a few rows by a
// panel's width: its sums stay in registers over the whole inner extent.
//
// KG_LANES floats make a vector, KG_PANEL_VECTORS vectors a panel. With 32 registers a tile has 24 sums or so
// beside a panel's row, with 16 registers 12.
#if KG_LANES == 16
#define KG_WIDE __attribute__((min_vector_width(512)))
#else
#define KG_WIDE
#endif
#define KG_WIDE_INLINE static inline __attribute__((always_inline)) KG_WIDE

typedef float kg_vector __attribute__((vector_size(4 * KG_LANES)));
typedef float kg_loose_vector __attribute__((vector_size(4 * KG_LANES), aligned(4)));

enum {
  PANEL = KG_LANES * KG_PANEL_VECTORS,
  // Rows that are prefetched ahead while packing.
  PACK_AHEAD = 12,
  // Columns that are packed in one go: four lines of the cache, whatever the panels.
  PACK_COLUMNS = 64,
#if KG_PANEL_VECTORS == 4
  MOST_ROWS = 14,
  // Outputs whose weights stay in a near cache over all of the batch.
  OUTPUTS = 16,
#else
  MOST_ROWS = 12,
  OUTPUTS = 24,
#endif
  // Rows, and inner extent at most, of which a turned left operand is copied first, for panels so narrow that
  // each of its lines would be fetched many times.
  TURNED_ROWS = 48,
  TURNED_DEPTH = 128,
};

#if KG_LANES == 4
#define KG_ALL_LANES(X) {X, X, X, X}
#elif KG_LANES == 8
#define KG_ALL_LANES(X) {X, X, X, X, X, X, X, X}
#else
#define KG_ALL_LANES(X) {X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X}
#endif

#include "transpose.h"

static inline long vectors(long width) { return (width + KG_LANES - 1) / KG_LANES; }

#if KG_PANEL_VECTORS == 4
static const long most_rows[KG_PANEL_VECTORS] = {14, 12, 8, 6};
#else
static const long most_rows[KG_PANEL_VECTORS] = {12, 6};
#endif

// How many tiles m rows are cut into: equal shares rather than full tiles and a small rest.
static inline long tile_count(long m, long nv) { return (m + most_rows[nv - 1] - 1) / most_rows[nv - 1]; }

// Panels that were packed.
#define TILED(NAME) NAME
#define KG_ROWS const float *b
#define KG_ROW_VECTOR(P, J, NV) *(const kg_vector *)(b + ((P) * NV + (J)) * KG_LANES)
#include "tiles.h"

// Rows [m, k] times one panel.
static void panel(long m, long width, long k, const float *a, long rs, long cs, const float *b,
                  float *c, long sc, int accumulate) {
  long nv = vectors(width), count = tile_count(m, nv);
  for (long t = 0; t < count; t++) {
    long first = m * t / count, rows = m * (t + 1) / count - first;
    tiles[nv - 1][rows - 1](k, a + first * rs, rs, cs, b, c + first * sc, sc, width, accumulate);
  }
}

KG_WIDE static void KG_LOOP(kg_pack_rows_f32)(long k, long n, const float *b, long sb, float *out) {
  for (long first = 0; first < n; first += PACK_COLUMNS) {
    long end = least(n, first + PACK_COLUMNS);
    for (long p = 0; p < k; p++) {
      const float *from = b + p * sb;
      // Rows are a page apart or nearly so, where the processor does not prefetch by itself.
      for (long j = first; j < first + PACK_COLUMNS; j += 16) __builtin_prefetch(from + PACK_AHEAD * sb + j);
      for (long j = first; j < end; j += PANEL) {
        long width = least(PANEL, n - j), padded = vectors(width) * KG_LANES;
        float *to = out + j * k + p * padded;
        if (width == PANEL)
          for (int v = 0; v < PANEL; v += KG_LANES) *(kg_vector *)(to + v) = *(const kg_loose_vector *)(from + j + v);
        else {
          memset(to + padded - KG_LANES, 0, KG_LANES * sizeof(float));
          memcpy(to, from + j, (size_t)width * sizeof(float));
        }
      }
    }
  }
}

KG_WIDE static void KG_LOOP(kg_pack_columns_f32)(long m, long k0, long k1, long k, const float *x, long sx,
                                                 float *out) {
  for (long i = 0; i < m; i += PANEL) {
    long width = least(PANEL, m - i), padded = vectors(width) * KG_LANES;
    for (long p = k0; p < k1; p += KG_LANES)
      for (long v = 0; v < padded; v += KG_LANES)
        transpose_block(width - v, least(KG_LANES, k1 - p), x + (i + v) * sx + p, sx,
                        out + i * k + p * padded + v, padded, 1);
  }
}

#if KG_PANEL_VECTORS == 2
// The same for a left operand whose columns lie as rows: some of its rows are copied tile by tile, for each of
// their lines in the cache would be fetched for every panel.
static void turned_rows(long m, long n, long k, const float *a, long cs, const float *panels, float *c, long sc,
                        int accumulate) {
  float copy[TURNED_ROWS * TURNED_DEPTH];
  for (long first = 0; first < m; first += TURNED_ROWS) {
    long rows = least(TURNED_ROWS, m - first), count = tile_count(rows, KG_PANEL_VECTORS);
    for (long t = 0; t < count; t++) {
      long from = rows * t / count, share = rows * (t + 1) / count - from;
      float *to = copy + from * k;
      for (long p = 0; p < k; p++)
        for (long i = 0; i < share; i++) to[p * share + i] = a[p * cs + first + from + i];
    }
    for (long j = 0; j < n; j += PANEL) {
      long width = least(PANEL, n - j), nv = vectors(width);
      for (long t = 0; t < count; t++) {
        long from = rows * t / count, share = rows * (t + 1) / count - from;
        tiles[nv - 1][share - 1](k, copy + from * k, 1, share, panels + j * k, c + (first + from) * sc + j, sc,
                                 width, accumulate);
      }
    }
  }
}
#endif

static void KG_LOOP(kg_skinny_rows_f32)(long m, long n, long k, const float *a, long rs, long cs,
                                        const float *panels, float *c, long sc, int accumulate) {
#if KG_PANEL_VECTORS == 2
  if (rs == 1 && cs > 1 && k <= TURNED_DEPTH && n > PANEL) {
    turned_rows(m, n, k, a, cs, panels, c, sc, accumulate);
    return;
  }
#endif
  for (long j = 0; j < n; j += PANEL)
    panel(m, least(PANEL, n - j), k, a, rs, cs, panels + j * k, c + j, sc, accumulate);
}

KG_WIDE static void KG_LOOP(kg_skinny_columns_f32)(long m, long n, long k, const float *w, long sw,
                                                   const float *panels, float *c, long sc, int accumulate) {
  float scratch[OUTPUTS * PANEL] __attribute__((aligned(64)));
  for (long j = 0; j < n; j += OUTPUTS) {
    long outputs = least(OUTPUTS, n - j);
    for (long i = 0; i < m; i += PANEL) {
      long width = least(PANEL, m - i), padded = vectors(width) * KG_LANES;
      panel(outputs, padded, k, w + j * sw, sw, 1, panels + i * k, scratch, PANEL, 0);
      for (long v = 0; v < width; v += KG_LANES)
        for (long q = 0; q < outputs; q += KG_LANES) {
          long rows = least(KG_LANES, width - v), columns = least(KG_LANES, outputs - q);
          float *to = c + (i + v) * sc + j + q;
          if (!accumulate) transpose_block(columns, rows, scratch + q * PANEL + v, PANEL, to, sc, 0);
          else {
            float turned[KG_LANES * KG_LANES];
            transpose_block(columns, rows, scratch + q * PANEL + v, PANEL, turned, KG_LANES, 1);
            for (long r = 0; r < rows; r++)
              for (long s = 0; s < columns; s++) to[r * sc + s] += turned[r * KG_LANES + s];
          }
        }
    }
  }
}

#include "few.h"
