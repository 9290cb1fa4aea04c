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

// The elements of a plane from row `top` of positions on, each residue of rows and columns by the stride for itself,
// with zeros where they are off the plane: neighbours at neighbouring positions.
static inline void TYPED(read_residues)(const kg_window *window, const T *plane, long top, long tall, long wide, T *to) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long step = columns->stride;
  for (long a = 0; a < rows->stride; a++)
    for (long b = 0; b < step; b++) {
      const long first = b - columns->before;
      const long left = least(first < 0 ? (step - 1 - first) / step : 0, wide);
      const long right = kg_within(columns->extent > first ? (columns->extent - first - 1) / step + 1 : 0, left, wide);
      for (long r = 0; r < tall; r++, to += wide) {
        const long y = (top + r) * rows->stride + a - rows->before;
        if (y < 0 || y >= rows->extent) {
          for (long c = 0; c < wide; c++) to[c] = 0;
          continue;
        }
        const T *row = plane + y * columns->extent + first;
        for (long c = 0; c < left; c++) to[c] = 0;
        if (step == 2) for (long c = left; c < right; c++) to[c] = row[2 * c];
        else for (long c = left; c < right; c++) to[c] = row[step * c];
        for (long c = right; c < wide; c++) to[c] = 0;
      }
    }
}

// The unfolded rows of one plane for positions first..<last, from its residues: a step is taken once for all elements
// of the window that share a residue.
static inline void TYPED(unfold_residues)(const kg_window *window, const T *plane, long first, long last, long tall,
                                          long wide, T *u, long su) {
  T copy[RESIDUES];
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long width = columns->positions, y0 = first / width, x0 = first % width, end = (last + width - 1) / width;
  TYPED(read_residues)(window, plane, y0, tall, wide, copy);
  for (long i = 0; i < rows->size; i++)
    for (long j = 0; j < columns->size; j++, u += su) {
      const long down = i * rows->dilation, across = j * columns->dilation;
      const long residue = down % rows->stride * columns->stride + across % columns->stride;
      const T *from = copy + (residue * tall + down / rows->stride) * wide + across / columns->stride;
      T *to = u;
      for (long y = y0, x = x0; y < end; x = 0) {
        const long whole = x == 0 ? last / width - y : 0, count = whole > 0 ? whole : 1;
        const long length = whole > 0 ? width : least(width, last - y * width) - x;
        kg_move_all(count, (char *)to, width * (long)sizeof(T), (const char *)(from + x), wide * (long)sizeof(T),
                    length * (long)sizeof(T));
        to += count * length;
        from += count * wide;
        y += count;
      }
    }
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
  const long steps = rows->stride * columns->stride, tall = end - y0 + (rows->size - 1) * rows->dilation / rows->stride;
  const long wide = width + (columns->size - 1) * columns->dilation / columns->stride;
  if (!adds && steps > 1 && rows->size * columns->size >= 2 * steps && steps * tall * wide <= RESIDUES) {
    for (long c = 0; c < channels; c++)
      TYPED(unfold_residues)(window, x + c * inputs, first, last, tall, wide,
                             to + c * rows->size * columns->size * su, su);
    return;
  }
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

// The largest element at each position, or NaN. Row by row of positions, which stays in the first-level cache.
static void TYPED(max_pool_values)(const kg_window *window, long planes, const T *x, T *best) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long width = columns->positions, step = columns->stride;
  for (long plane = 0; plane < planes; plane++, x += rows->extent * columns->extent)
    for (long y = 0; y < rows->positions; y++, best += width) {
      for (long k = 0; k < width; k++) best[k] = -(T)__builtin_inf();
      for (long i = 0; i < rows->size; i++) {
        const long line = y * rows->stride + kg_shift(rows, i);
        if (line < 0 || line >= rows->extent) continue;
        for (long j = 0; j < columns->size; j++) {
          const T *from = x + line * columns->extent + kg_shift(columns, j);
          long left, right;
          kg_span(columns, j, &left, &right);
          if (step == 1) for (long k = left; k < right; k++) best[k] = TYPED(pair_maximum)(best[k], from[k]);
          else if (step == 2) for (long k = left; k < right; k++) best[k] = TYPED(pair_maximum)(best[k], from[2 * k]);
          else for (long k = left; k < right; k++) best[k] = TYPED(pair_maximum)(best[k], from[step * k]);
        }
      }
    }
}

// The same, and its place on its plane unless `at` is null: that of the first of equal ones and of the last NaN.
static void TYPED(max_pool)(const kg_window *window, long planes, const void *x, void *y_, int64_t *at) {
  const kg_axis *rows = &window->rows, *columns = &window->columns;
  const long inputs = rows->extent * columns->extent, outputs = rows->positions * columns->positions;
  if (!at) return TYPED(max_pool_values)(window, planes, x, y_);
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
