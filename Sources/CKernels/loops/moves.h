// Moving elements of type T: fill, strided copy, and a transposing copy in tiles that fit the cache.

static void TYPED(fill)(long n, double value, void *to) {
  T *y = to, each = (T)value;
  for (long i = 0; i < n; i++) y[i] = each;
}

static void TYPED(copy)(long n, const void *from, long sx, void *to, long sy) {
  const T *x = from;
  T *y = to;
  if (n == 0) return;
  if (sx == 1 && sy == 1) {
    memcpy(y, x, (size_t)n * sizeof(T));
    return;
  }
  if (sx == 0 && sy == 1) {
    T each = x[0];
    for (long i = 0; i < n; i++) y[i] = each;
    return;
  }
  for (long i = 0; i < n; i++) y[i * sy] = x[i * sx];
}

// y[columns, rows] tight = transpose of x[rows, columns] with rows sx apart
static void TYPED(transpose)(long rows, long columns, const void *from, long sx, void *to) {
  const T *x = from;
  T *y = to;
  for (long i0 = 0; i0 < rows; i0 += TILE)
    for (long j0 = 0; j0 < columns; j0 += TILE) {
      long i1 = least(i0 + TILE, rows), j1 = least(j0 + TILE, columns);
      if (sizeof(T) == sizeof(float))
        // In registers, a block of whole vectors at a time.
        for (long i = i0; i < i1; i += KG_LANES)
          for (long j = j0; j < j1; j += KG_LANES)
            transpose_block(least(KG_LANES, i1 - i), least(KG_LANES, j1 - j), (const float *)from + i * sx + j, sx,
                            (float *)to + j * rows + i, rows, 0);
      else
        for (long j = j0; j < j1; j++)
          for (long i = i0; i < i1; i++) y[j * rows + i] = x[i * sx + j];
    }
}
