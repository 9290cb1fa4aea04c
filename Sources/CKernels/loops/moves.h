// Moving elements of type T: fill, and copies of runs.

static void TYPED(fill)(long n, double value, void *to) {
  T *y = to, each = (T)value;
  for (long i = 0; i < n; i++) y[i] = each;
}

// y[i * sy] = x[i * sx]
KG_INLINE void TYPED(copy_run)(long n, const T *x, long sx, T *y, long sy) {
  if (sx == 1 && sy == 1) {
    if (n < KG_LANES) for (long i = 0; i < n; i++) y[i] = x[i];
    else memcpy(y, x, (size_t)n * sizeof(T));
  } else if (sx == 0 && sy == 1 && n > 0) {
    const T each = x[0];
    for (long i = 0; i < n; i++) y[i] = each;
  } else if (sx == -1 && sy == 1) {
    for (long i = 0; i < n; i++) y[i] = x[-i];
  } else {
    for (long i = 0; i < n; i++) y[i * sy] = x[i * sx];
  }
}

// Where neighbours along a run are neighbours of another run in the source: a transposition in tiles, so that
// neither side is walked across its rows.
static void TYPED(copy_across)(long rows, long n, const T *x, long sx, T *y, long ly) {
  for (long i0 = 0; i0 < n; i0 += TILE)
    for (long r0 = 0; r0 < rows; r0 += TILE) {
      const long i1 = least(i0 + TILE, n), r1 = least(r0 + TILE, rows);
      if (sizeof(T) == sizeof(float))
        // In registers, a block of whole vectors at a time.
        for (long i = i0; i < i1; i += KG_LANES)
          for (long r = r0; r < r1; r += KG_LANES)
            transpose_block(least(KG_LANES, i1 - i), least(KG_LANES, r1 - r), (const float *)x + i * sx + r, sx,
                            (float *)y + r * ly + i, ly, 0);
      else
        for (long r = r0; r < r1; r++)
          for (long i = i0; i < i1; i++) y[r * ly + i] = x[i * sx + r];
    }
}

// Runs of N elements, each N times the same one.
#define REPEATED(N) \
  case N: for (long r = 0; r < rows; r++) for (long i = 0; i < N; i++) y[r * N + i] = x[r]; return

static void TYPED(copy)(long rows, long n, const void *from, long lx, long sx, void *to, long ly, long sy) {
  const T *x = from;
  T *y = to;
  if (lx == 1 && sy == 1 && sx > 1 && rows > 1 && n > 1) {
    TYPED(copy_across)(rows, n, x, sx, y, ly);
    return;
  }
  if (sx == 0 && lx == 1 && sy == 1 && ly == n)
    switch (n) { REPEATED(2); REPEATED(3); REPEATED(4); REPEATED(8); }
  for (long r = 0; r < rows; r++) TYPED(copy_run)(n, x + r * lx, sx, y + r * ly, sy);
}

#undef REPEATED
