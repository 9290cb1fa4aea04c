// What a step of a recurrent layer does after its products, one row after another while it is in the first cache,
// for elements of type T. Rows lie side by side, a gate after the other, and results apart from inputs.

static void TYPED(sigmoid_of_sums)(long n, const T *restrict a, const T *restrict b, T *restrict y) {
  for (long j = 0; j < n; j++) y[j] = kg_sigmoid(a[j] + b[j]);
}

static void TYPED(tanh_of_sums)(long n, const T *restrict a, const T *restrict b, T *restrict y) {
  for (long j = 0; j < n; j++) y[j] = kg_tanh(a[j] + b[j]);
}

static void TYPED(lstm_state)(long n, const T *restrict gates, const T *restrict c, T *restrict h_next,
                              T *restrict c_next) {
  const T *i = gates, *f = gates + n, *g = gates + 2 * n, *o = gates + 3 * n;
  for (long j = 0; j < n; j++) {
    const T next = f[j] * c[j] + i[j] * g[j];
    c_next[j] = next;
    h_next[j] = o[j] * kg_tanh(next);
  }
}

// The gates i, f, g and o of the sum of both parts; c' = f c + i g; h' = o tanh(c').
static void TYPED(lstm_step)(long rows, long n, const void *input, const void *hidden, const void *before,
                             void *gates, void *h_next, void *c_next) {
  for (long r = 0; r < rows; r++) {
    const T *a = (const T *)input + r * 4 * n, *b = (const T *)hidden + r * 4 * n;
    T *y = (T *)gates + r * 4 * n;
    TYPED(sigmoid_of_sums)(2 * n, a, b, y);
    TYPED(tanh_of_sums)(n, a + 2 * n, b + 2 * n, y + 2 * n);
    TYPED(sigmoid_of_sums)(n, a + 3 * n, b + 3 * n, y + 3 * n);
    TYPED(lstm_state)(n, y, (const T *)before + r * n, (T *)h_next + r * n, (T *)c_next + r * n);
  }
}

// The gradients of both parts, which are equal, and of c: of one gate at a time, each result with a pointer of its
// own.
static void TYPED(lstm_row_backward)(long n, const T *restrict gates, const T *restrict c,
                                     const T *restrict c_next, const T *restrict dh, const T *restrict dc_next,
                                     T *restrict di, T *restrict df, T *restrict dg, T *restrict d_o,
                                     T *restrict dc) {
  const T *i = gates, *f = gates + n, *g = gates + 2 * n, *o = gates + 3 * n;
  for (long j = 0; j < n; j++) {
    const T t = kg_tanh(c_next[j]), d = dc_next[j] + dh[j] * o[j] * (1 - t * t);
    di[j] = d * g[j] * i[j] * (1 - i[j]);
    df[j] = d * c[j] * f[j] * (1 - f[j]);
    dg[j] = d * i[j] * (1 - g[j] * g[j]);
    d_o[j] = dh[j] * t * o[j] * (1 - o[j]);
    dc[j] = d * f[j];
  }
}

static void TYPED(lstm_step_backward)(long rows, long n, const void *gates, const void *before, const void *after,
                                      const void *gradient_h, const void *gradient_c, void *out, void *out_c) {
  for (long r = 0; r < rows; r++) {
    T *d = (T *)out + r * 4 * n;
    TYPED(lstm_row_backward)(n, (const T *)gates + r * 4 * n, (const T *)before + r * n,
                             (const T *)after + r * n, (const T *)gradient_h + r * n,
                             (const T *)gradient_c + r * n, d, d + n, d + 2 * n, d + 3 * n, (T *)out_c + r * n);
  }
}

static void TYPED(gru_state)(long n, const T *restrict a, const T *restrict b, const T *restrict h,
                             const T *restrict r, const T *restrict z, T *restrict m, T *restrict h_next) {
  for (long j = 0; j < n; j++) {
    m[j] = kg_tanh(a[j] + r[j] * b[j]);
    h_next[j] = m[j] + z[j] * (h[j] - m[j]);
  }
}

// The gates r and z of the sum of both parts, n of the input's and r times the other's; h' = n + z (h - n).
static void TYPED(gru_step)(long rows, long n, const void *input, const void *hidden, const void *before,
                            void *gates, void *h_next) {
  for (long r = 0; r < rows; r++) {
    const T *a = (const T *)input + r * 3 * n, *b = (const T *)hidden + r * 3 * n;
    T *y = (T *)gates + r * 3 * n;
    TYPED(sigmoid_of_sums)(2 * n, a, b, y);
    TYPED(gru_state)(n, a + 2 * n, b + 2 * n, (const T *)before + r * n, y, y + n, y + 2 * n,
                     (T *)h_next + r * n);
  }
}

// The gradients of the input's part, whose first two gates are those of the other's, too; of n in the latter; of h.
static void TYPED(gru_row_backward)(long n, const T *restrict gates, const T *restrict b, const T *restrict h,
                                    const T *restrict d, T *restrict dr, T *restrict dz, T *restrict dn,
                                    T *restrict hidden_r, T *restrict hidden_z, T *restrict hidden_n,
                                    T *restrict dh) {
  const T *r = gates, *z = gates + n, *m = gates + 2 * n;
  for (long j = 0; j < n; j++) {
    const T slope = d[j] * (1 - z[j]) * (1 - m[j] * m[j]);
    dn[j] = slope;
    hidden_n[j] = slope * r[j];
    dr[j] = hidden_r[j] = slope * b[j] * r[j] * (1 - r[j]);
    dz[j] = hidden_z[j] = d[j] * (h[j] - m[j]) * z[j] * (1 - z[j]);
    dh[j] = d[j] * z[j];
  }
}

static void TYPED(gru_step_backward)(long rows, long n, const void *gates, const void *hidden, const void *before,
                                     const void *gradient, void *out, void *out_hidden, void *out_h) {
  for (long r = 0; r < rows; r++) {
    T *d = (T *)out + r * 3 * n, *e = (T *)out_hidden + r * 3 * n;
    TYPED(gru_row_backward)(n, (const T *)gates + r * 3 * n, (const T *)hidden + r * 3 * n + 2 * n,
                            (const T *)before + r * n, (const T *)gradient + r * n, d, d + n, d + 2 * n, e, e + n,
                            e + 2 * n, (T *)out_h + r * n);
  }
}
