// Functions of whole rows of elements of type T, one row after another while it is in the first cache. Rows lie
// side by side, and results apart from inputs.

enum { TYPED(PIECE) = 2048 };

// A row's sum. Long ones are added up in pieces, and these in double precision.
#define SUM_OF_PIECES(TOTAL, COUNT, ELEMENT)                                                      \
  double TOTAL = 0;                                                                               \
  for (long i0 = 0; i0 < COUNT; i0 += TYPED(PIECE)) {                                             \
    T piece[TYPED(PIECE)];                                                                        \
    const long size = least(TYPED(PIECE), COUNT - i0);                                            \
    for (long k = 0; k < size; k++) { const long j = i0 + k; piece[k] = (ELEMENT); }              \
    TOTAL += TYPED(line_sum)(size, piece, 1);                                                     \
  }

static double TYPED(row_sum)(long n, const T *x) {
  double total = 0;
  for (long i = 0; i < n; i += TYPED(PIECE))
    total += TYPED(line_sum)(least(TYPED(PIECE), n - i), x + i, 1);
  return total;
}

// y = exp(x) / sum exp(x) for each row, or its logarithm. Short rows are raised together, in whole vectors.
static void TYPED(softmax)(long rows, long columns, const void *from, int logarithm, void *to) {
  if (columns == 0) return;
  const long group = columns < TYPED(PIECE) ? TYPED(PIECE) / columns : 1;
  for (long first = 0; first < rows; first += group) {
    const long count = least(group, rows - first);
    const T *x = (const T *)from + first * columns;
    T *y = (T *)to + first * columns, powers[TYPED(PIECE)];
    for (long r = 0; r < count; r++) {
      const T top = TYPED(line_maximum)(columns, x + r * columns, 1);
      for (long j = 0; j < columns; j++) y[r * columns + j] = x[r * columns + j] - top;
    }
    if (!logarithm) {
      TYPED(unary)(KG_UNARY_exp, count * columns, y, 1, 0, 0, y);
      for (long r = 0; r < count; r++) {
        const T sum = (T)TYPED(row_sum)(columns, y + r * columns);
        for (long j = 0; j < columns; j++) y[r * columns + j] /= sum;
      }
    } else if (columns <= TYPED(PIECE)) {
      TYPED(unary)(KG_UNARY_exp, count * columns, y, 1, 0, 0, powers);
      for (long r = 0; r < count; r++) {
        const T shift = (T)kg_log((T)TYPED(row_sum)(columns, powers + r * columns));
        for (long j = 0; j < columns; j++) y[r * columns + j] -= shift;
      }
    } else {
      double total = 0;
      for (long i = 0; i < columns; i += TYPED(PIECE)) {
        const long size = least(TYPED(PIECE), columns - i);
        TYPED(unary)(KG_UNARY_exp, size, y + i, 1, 0, 0, powers);
        total += TYPED(line_sum)(size, powers, 1);
      }
      const T shift = (T)kg_log((T)total);
      for (long j = 0; j < columns; j++) y[j] -= shift;
    }
  }
}

// The gradient of the input of softmax or its logarithm, from that of the result y.
static void TYPED(softmax_backward)(long rows, long columns, const void *gradient, const void *result,
                                    int logarithm, void *to) {
  if (logarithm) TYPED(unary)(KG_UNARY_exp, rows * columns, result, 1, 0, 0, to);
  for (long r = 0; r < rows; r++) {
    const T *g = (const T *)gradient + r * columns, *y = (const T *)result + r * columns;
    T *out = (T *)to + r * columns;
    if (logarithm) {
      const T sum = (T)TYPED(row_sum)(columns, g);
      for (long j = 0; j < columns; j++) out[j] = g[j] - out[j] * sum;
    } else {
      SUM_OF_PIECES(total, columns, g[j] * y[j])
      const T sum = (T)total;
      for (long j = 0; j < columns; j++) out[j] = g[j] * y[j] - y[j] * sum;
    }
  }
}

// y = (x - mean) * scale for each row, with scale = 1/sqrt(variance + eps).
static void TYPED(standardize)(long rows, long columns, const void *from, double eps_, void *to, void *means,
                               void *variances, void *scales) {
  const T count = (T)columns, eps = (T)eps_;
  for (long r = 0; r < rows; r++) {
    const T *x = (const T *)from + r * columns;
    T *y = (T *)to + r * columns;
    const T mean = (T)TYPED(row_sum)(columns, x) / count;
    for (long j = 0; j < columns; j++) y[j] = x[j] - mean;
    SUM_OF_PIECES(total, columns, y[j] * y[j])
    const T variance = (T)total / count, scale = 1 / __builtin_elementwise_sqrt(variance + eps);
    for (long j = 0; j < columns; j++) y[j] *= scale;
    ((T *)means)[r] = mean;
    ((T *)variances)[r] = variance;
    ((T *)scales)[r] = scale;
  }
}

// The gradient of standardize's input, from that of its result y.
static void TYPED(standardize_backward)(long rows, long columns, const void *gradient, const void *result,
                                        const void *scales, void *to) {
  const T count = (T)columns;
  for (long r = 0; r < rows; r++) {
    const T *g = (const T *)gradient + r * columns, *y = (const T *)result + r * columns;
    T *out = (T *)to + r * columns;
    SUM_OF_PIECES(total, columns, g[j] * y[j])
    const T along = (T)total / count, mean = (T)TYPED(row_sum)(columns, g) / count;
    const T scale = ((const T *)scales)[r];
    for (long j = 0; j < columns; j++) out[j] = (g[j] - mean - y[j] * along) * scale;
  }
}

#undef SUM_OF_PIECES
