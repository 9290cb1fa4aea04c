// Moving elements: fill, strided copy, and a transposing copy in tiles that fit the cache.
enum { TILE = 16 };

#define MOVES(T, S)                                                                               \
  static void KG_LOOP(kg_fill_##S)(long n, T value, T *y) {                                       \
    for (long i = 0; i < n; i++) y[i] = value;                                                    \
  }                                                                                               \
  static void KG_LOOP(kg_copy_##S)(long n, const T *x, long sx, T *y, long sy) {                  \
    if (sx == 1 && sy == 1) { memcpy(y, x, (size_t)n * sizeof(T)); return; }                      \
    for (long i = 0; i < n; i++) y[i * sy] = x[i * sx];                                           \
  }                                                                                               \
  /* y[columns, rows] tight = transpose of x[rows, columns] with rows sx apart */                 \
  static void KG_LOOP(kg_transpose_##S)(long rows, long columns, const T *x, long sx, T *y) {     \
    for (long i0 = 0; i0 < rows; i0 += TILE)                                                      \
      for (long j0 = 0; j0 < columns; j0 += TILE) {                                               \
        long i1 = i0 + TILE < rows ? i0 + TILE : rows;                                            \
        long j1 = j0 + TILE < columns ? j0 + TILE : columns;                                      \
        for (long j = j0; j < j1; j++)                                                            \
          for (long i = i0; i < i1; i++) y[j * rows + i] = x[i * sx + j];                         \
      }                                                                                           \
  }
MOVES(float, f32)
MOVES(double, f64)

static void KG_LOOP(kg_pixels_f32)(long n, const uint8_t *x, float *y) {
  for (long i = 0; i < n; i++) y[i] = ((float)x[i] / 255.0f - 0.5f) / 0.5f;
}
