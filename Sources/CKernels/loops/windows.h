// Windows that walk over planes of elements of type T: unfolding for convolutions, and pooling.

// Positions from..<to of one row of them, whose elements lie `stride` apart from `row` on: copied to u or, where
// `adds`, u added to them. Only left..<right are on the image: the others are zeros.
static inline __attribute__((always_inline)) void TYPED(row_of_positions)(
    T *row, long stride, long left, long right, long from, long to, T *u, int adds) {
  const long a = kg_within(left, from, to), b = kg_within(right, a, to);
  if (adds) {
    if (stride == 1) for (long k = a; k < b; k++) row[k] += u[k];
    else for (long k = a; k < b; k++) row[k * stride] += u[k];
    return;
  }
  for (long k = from; k < a; k++) u[k] = 0;
  if (stride == 1) kg_move((char *)(u + a), (const char *)(row + a), (b - a) * (long)sizeof(T));
  else if (stride == 2) for (long k = a; k < b; k++) u[k] = row[2 * k];
  else for (long k = a; k < b; k++) u[k] = row[k * stride];
  for (long k = b; k < to; k++) u[k] = 0;
}

// The same for all positions first..<last where the window steps from element to element and its rows of
// positions are as long as those of the plane: one run of memory, `shift` elements away, once what lies on padding
// left and right is set apart. Only those rows top..<bottom are on the image.
static inline __attribute__((always_inline)) void TYPED(run_of_positions)(
    T *plane, long extent, long width, long shift, long top, long bottom, long left, long right, long first,
    long last, T *u, int adds) {
  const long start = top * width < -shift ? -shift : top * width, a = kg_within(start, first, last);
  const long b = kg_within(least(bottom * width, extent - shift), a, last);
  if (!adds) {
    memset(u + first, 0, (size_t)(a - first) * sizeof(T));
    memcpy(u + a, plane + a + shift, (size_t)(b - a) * sizeof(T));
    memset(u + b, 0, (size_t)(last - b) * sizeof(T));
  }
  if (left > 0 || right < width)
    for (long y = a / width; y * width < b; y++) {
      for (long k = kg_within(y * width, a, b); k < least(y * width + left, b); k++) u[k] = 0;
      for (long k = kg_within(y * width + right, a, b); k < least((y + 1) * width, b); k++) u[k] = 0;
    }
  if (adds) for (long k = a; k < b; k++) plane[k + shift] += u[k];
}

// Both directions between planes and their unfolded matrix, whose row (c, i, j) has element (i, j) of the
// window on plane c for each of the positions first..<last.
static inline __attribute__((always_inline)) void TYPED(unfolding)(
    const kg_window *window, long channels, T *x, long first, long last, T *to, long su, int adds) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long width = columns->positions, inputs = rows->extent * columns->extent;
  const long y0 = first / width, x0 = first % width, end = (last + width - 1) / width;
  const int is_run = rows->stride == 1 && columns->stride == 1 && width == columns->extent;
  if (first >= last) return;
  for (long i = 0; i < rows->size; i++)
    for (long j = 0; j < columns->size; j++) {
      long top, bottom, left, right;
      kg_span(rows, i, &top, &bottom);
      kg_span(columns, j, &left, &right);
      const int is_inside = columns->stride == 1 && left == 0 && right == width;
      for (long c = 0; c < channels; c++) {
        T *u = to + ((c * rows->size + i) * columns->size + j) * su - first, *plane = x + c * inputs;
        if (is_run) {
          TYPED(run_of_positions)(plane, inputs, width, kg_shift(rows, i) * width + kg_shift(columns, j), top,
                                  bottom, left, right, first, last, u, adds);
          continue;
        }
        plane += kg_shift(rows, i) * columns->extent + kg_shift(columns, j);
        const long step = rows->stride * columns->extent;
        for (long y = y0, from = x0; y < end; y++, from = 0) {
          const long until = least(width, last - y * width), whole = least(bottom, last / width) - y;
          if (!adds && is_inside && from == 0 && y >= top && whole > 1) {
            // Rows without padding, all at once.
            kg_move_all(whole, (char *)(u + y * width), width * (long)sizeof(T), (const char *)(plane + y * step),
                        step * (long)sizeof(T), width * (long)sizeof(T));
            y += whole - 1;
          } else if (y >= top && y < bottom)
            TYPED(row_of_positions)(plane + y * step, columns->stride, left, right, from, until, u + y * width, adds);
          else if (!adds) memset(u + y * width + from, 0, (size_t)(until - from) * sizeof(T));
        }
      }
    }
}

static void TYPED(unfold)(const kg_window *window, long channels, const void *x, long first, long last, void *u,
                          long su) {
  TYPED(unfolding)(window, channels, (T *)x, first, last, u, su, 0);
}

static void TYPED(fold)(const kg_window *window, long channels, void *u, long su, long first, long last, void *x) {
  TYPED(unfolding)(window, channels, x, first, last, u, su, 1);
}

// Runs BODY for the elements of the window in order, and for each at the positions `to` of its rows whose
// elements `from` lie on the plane.
#define EACH_ELEMENT(BODY)                                                                        \
  for (long i = 0; i < rows->size; i++)                                                           \
    for (long j = 0; j < columns->size; j++) {                                                    \
      const long stride = columns->stride, shift = kg_shift(columns, j);                          \
      long top, bottom, left, right;                                                              \
      kg_span(rows, i, &top, &bottom);                                                            \
      kg_span(columns, j, &left, &right);                                                         \
      for (long y = top; y < bottom; y++) {                                                       \
        const long from = (y * rows->stride + kg_shift(rows, i)) * columns->extent + shift;       \
        const long to = y * columns->positions;                                                   \
        for (long k = left; k < right; k++) { BODY }                                              \
      }                                                                                           \
    }

// The largest element at each position, the first of equal ones and the last NaN, and its place on its plane.
static void TYPED(max_pool)(const kg_window *window, long planes, const void *x, void *y_, int64_t *at) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long inputs = rows->extent * columns->extent, outputs = rows->positions * columns->positions;
  for (long plane = 0; plane < planes; plane++) {
    const T *in = (const T *)x + plane * inputs;
    T *best = (T *)y_ + plane * outputs;
    int64_t *places = at + plane * outputs;
    for (long o = 0; o < outputs; o++) {
      best[o] = -(T)__builtin_inf();
      places[o] = -1;
    }
    EACH_ELEMENT(
      const T here = in[from + k * stride];
      const int larger = (here > best[to + k]) | (here != here) | (places[to + k] < 0);
      best[to + k] = larger ? here : best[to + k];
      places[to + k] = larger ? from + k * stride : places[to + k];)
  }
}

static void TYPED(max_pool_backward)(long planes, long outputs, long inputs, const void *gradient,
                                     const int64_t *places, void *to) {
  const T *g = gradient;
  T *x = to;
  memset(to, 0, (size_t)(planes * inputs) * sizeof(T));
  for (long plane = 0; plane < planes; plane++, g += outputs, places += outputs, x += inputs)
    for (long o = 0; o < outputs; o++) x[places[o]] += g[o];
}

static void TYPED(sum_pool)(const kg_window *window, long planes, const void *x, void *y_) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long inputs = rows->extent * columns->extent, outputs = rows->positions * columns->positions;
  const T *in = x;
  T *sums = y_;
  memset(sums, 0, (size_t)(planes * outputs) * sizeof(T));
  for (long plane = 0; plane < planes; plane++, in += inputs, sums += outputs) {
    EACH_ELEMENT(sums[to + k] += in[from + k * stride];)
  }
}

static void TYPED(sum_pool_backward)(const kg_window *window, long planes, const void *gradient, void *x) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long inputs = rows->extent * columns->extent, outputs = rows->positions * columns->positions;
  const T *g = gradient;
  T *out = x;
  memset(out, 0, (size_t)(planes * inputs) * sizeof(T));
  for (long plane = 0; plane < planes; plane++, g += outputs, out += inputs) {
    EACH_ELEMENT(out[from + k * stride] += g[to + k];)
  }
}

#undef EACH_ELEMENT
