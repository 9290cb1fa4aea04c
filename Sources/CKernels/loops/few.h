// Products of two to eight samples or so with a layer's weights, which are read once and where they lie:
// such products take the time in which memory delivers the weights. Nothing is copied, and no lane is padded.
//
// Sums are formed in whole vectors along the inner extent, or a few inner positions at a time; the order depends on
// the extents alone.

enum {
  // Inner positions of a·B that are added at a time.
  FEW_DEPTH = 4,
  // Outputs whose weights are read again for each share of the rows: a multiple of every tile's.
  FEW_OUTPUTS = 12,
};

#if KG_LANES == 4
KG_WIDE_INLINE float sum_of_lanes(kg_vector x) {
  x += __builtin_shufflevector(x, x, 2, 3, 0, 1);
  x += __builtin_shufflevector(x, x, 1, 0, 3, 2);
  return x[0];
}
#elif KG_LANES == 8
KG_WIDE_INLINE float sum_of_lanes(kg_vector x) {
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3);
  x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5);
  x += __builtin_shufflevector(x, x, 1, 0, 3, 2, 5, 4, 7, 6);
  return x[0];
}
#else
KG_WIDE_INLINE float sum_of_lanes(kg_vector x) {
  x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
  x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  x += __builtin_shufflevector(x, x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
  return x[0];
}
#endif

// c[i][j] (+)= the product of row i of X, MR of them, and row j of W, NR of them.
#define FEW_TILE(MR, NR)                                                                          \
  KG_WIDE static void few_##MR##_##NR(long k, const float *x, long sx, const float *w, long sw, float *c, long sc, \
                                      int accumulate) {                                           \
    kg_vector s[MR][NR];                                                                          \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NR; j++) s[i][j] = (kg_vector){0};   \
    long p = 0;                                                                                   \
    for (; p + KG_LANES <= k; p += KG_LANES) {                                                    \
      kg_vector row[MR];                                                                          \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                             \
        row[i] = *(const kg_loose_vector *)(x + i * sx + p);                                      \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NR; j++) {                           \
        /* The rows after these, for each row is too short for the processor to fetch far ahead. */ \
        __builtin_prefetch(w + (NR + j) * sw + p);                                                \
        kg_vector weights = *(const kg_loose_vector *)(w + j * sw + p);                           \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++) s[i][j] += row[i] * weights; \
      }                                                                                           \
    }                                                                                             \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NR; j++) {                           \
        float sum = sum_of_lanes(s[i][j]);                                                        \
        for (long q = p; q < k; q++) sum += x[i * sx + q] * w[j * sw + q];                        \
        float *to = c + i * sc + j;                                                               \
        *to = accumulate ? *to + sum : sum;                                                       \
      }                                                                                           \
  }
FEW_TILE(1, 1) FEW_TILE(1, 4) FEW_TILE(2, 1) FEW_TILE(2, 4) FEW_TILE(3, 1) FEW_TILE(3, 4) FEW_TILE(4, 1) FEW_TILE(4, 2)
typedef void (*few_function)(long, const float *, long, const float *, long, float *, long, int);
// For 1 to 4 rows: tiles of several outputs and of one.
static const few_function few_tiles[4] = {few_1_4, few_2_4, few_3_4, few_4_2};
static const few_function few_single[4] = {few_1_1, few_2_1, few_3_1, few_4_1};
static const long few_outputs[4] = {4, 4, 4, 2};

static void KG_LOOP(kg_few_columns_f32)(long m, long n, long k, const float *x, long sx, const float *w, long sw,
                                        float *c, long sc, int accumulate) {
  // Rows in equal shares of up to four; the weights of a few outputs stay in a near cache over all of them.
  const long shares = (m + 3) / 4;
  for (long j = 0; j < n; j += FEW_OUTPUTS) {
    const long width = least(FEW_OUTPUTS, n - j);
    for (long t = 0; t < shares; t++) {
      const long first = m * t / shares, rows = m * (t + 1) / shares - first, step = few_outputs[rows - 1];
      const float *xs = x + first * sx;
      float *to = c + first * sc + j;
      long done = 0;
      for (; done + step <= width; done += step)
        few_tiles[rows - 1](k, xs, sx, w + (j + done) * sw, sw, to + done, sc, accumulate);
      for (; done < width; done++)
        few_single[rows - 1](k, xs, sx, w + (j + done) * sw, sw, to + done, sc, accumulate);
    }
  }
}

// c0 and, for two rows, c1 += FEW_DEPTH rows of B, each times its number in a0 and a1.
#define FEW_ROWS(MR)                                                                              \
  KG_WIDE static void few_rows_##MR(long n, const float *a, long sa, const float *b, long sb, float *c, long sc) { \
    kg_vector all[MR][FEW_DEPTH];                                                                 \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int p = 0; p < FEW_DEPTH; p++) {                    \
        float one = a[i * sa + p];                                                                \
        all[i][p] = (kg_vector)KG_ALL_LANES(one);                                                 \
      }                                                                                           \
    long j = 0;                                                                                   \
    for (; j + KG_LANES <= n; j += KG_LANES) {                                                    \
      kg_vector row[FEW_DEPTH];                                                                   \
      _Pragma("clang loop unroll(full)") for (int p = 0; p < FEW_DEPTH; p++) {                    \
        __builtin_prefetch(b + (p + FEW_DEPTH) * sb + j);                                         \
        row[p] = *(const kg_loose_vector *)(b + p * sb + j);                                      \
      }                                                                                           \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++) {                           \
        kg_vector sum = *(const kg_loose_vector *)(c + i * sc + j);                               \
        _Pragma("clang loop unroll(full)") for (int p = 0; p < FEW_DEPTH; p++) sum += all[i][p] * row[p]; \
        *(kg_loose_vector *)(c + i * sc + j) = sum;                                               \
      }                                                                                           \
    }                                                                                             \
    for (; j < n; j++)                                                                            \
      for (int i = 0; i < MR; i++)                                                                \
        for (int p = 0; p < FEW_DEPTH; p++) c[i * sc + j] += a[i * sa + p] * b[p * sb + j];       \
  }
FEW_ROWS(1) FEW_ROWS(2)

static void KG_LOOP(kg_few_rows_f32)(long m, long n, long k, const float *a, long sa, const float *b, long sb, float *c,
                                     long sc, int accumulate) {
  if (!accumulate)
    for (long i = 0; i < m; i++) memset(c + i * sc, 0, (size_t)n * sizeof(float));
  long p = 0;
  for (; p + FEW_DEPTH <= k; p += FEW_DEPTH) {
    const float *rows = b + p * sb;
    long i = 0;
    for (; i + 2 <= m; i += 2) few_rows_2(n, a + i * sa + p, sa, rows, sb, c + i * sc, sc);
    if (i < m) few_rows_1(n, a + i * sa + p, sa, rows, sb, c + i * sc, sc);
  }
  for (; p < k; p++)
    for (long i = 0; i < m; i++)
      for (long j = 0; j < n; j++) c[i * sc + j] += a[i * sa + p] * b[p * sb + j];
}

#undef FEW_TILE
#undef FEW_ROWS
