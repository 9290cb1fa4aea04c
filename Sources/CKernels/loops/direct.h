// Convolutions without an unfolded copy: images are copied into memory with zeros around them, where each element of
// the window lies at a fixed distance from its position. Sums over the window then are those of rows that begin at
// these distances.

#define TILED(NAME) NAME##_apart
#define KG_ROWS const float *x, const int32_t *at
#define KG_ROW_VECTOR(P, J, NV) *(const kg_loose_vector *)(x + at[P] + (J) * KG_LANES)
#include "tiles.h"

// All rows of the panel of nv vectors at x, in `count` tiles of equal shares.
static inline void panel_apart(long m, long nv, long count, long width, long k, const float *w, long sw, const float *x,
                               const int32_t *at, float *y, long sy) {
  const long share = m / count, more = m % count;
  for (long t = 0; t < count; t++) {
    const long rows = share + (t < more);
    tiles_apart[nv - 1][rows - 1](k, w, sw, 1, x, at, y, sy, width, 0);
    w += rows * sw;
    y += rows * sy;
  }
}

static void KG_LOOP(kg_sums_apart_f32)(long m, long n, long k, const float *w, long sw, const float *x,
                                       const int32_t *at, float *y, long sy) {
  const long all = vectors(n), panels = (all + KG_PANEL_VECTORS - 1) / KG_PANEL_VECTORS;
  // Some panels are wider by a vector; divisions take as long as a tile of few terms.
  const long narrow = all / panels, more = all % panels, wide = narrow + (more > 0);
  const long narrow_count = tile_count(m, narrow), wide_count = tile_count(m, wide);
  for (long q = 0, j = 0; q < panels; q++) {
    const long nv = q < more ? wide : narrow, width = least(nv * KG_LANES, n - j);
    panel_apart(m, nv, q < more ? wide_count : narrow_count, width, k, w, sw, x + j, at, y + j, sy);
    j += nv * KG_LANES;
  }
}

// Rows of one target, whose terms and weights are the same: tiles of some rows by up to LINE_VECTORS vectors.
#if KG_PANEL_VECTORS == 4
enum { LINE_ROWS = 6, LINE_VECTORS = 4 };
#else
enum { LINE_ROWS = 3, LINE_VECTORS = 4 };
#endif

// y[i][j] = summand + sum over p of w[p] x[i * sx + at[p] + j] for MR rows and the vectors of j that begin at `start`;
// of a vector that is not whole, `width` numbers.
#define KG_LINES(MR, NV)                                                                          \
  KG_WIDE static void lines_##MR##_##NV(long k, const float *w, const float *x, long sx, const int32_t *at, float *y, \
                                        long sy, const long *start, long width, float summand) {  \
    kg_vector s[MR][NV];                                                                          \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) s[i][j] = (kg_vector){0};   \
    for (long p = 0; p < k; p++) {                                                                \
      const float *from = x + at[p];                                                              \
      const float one = w[p];                                                                     \
      const kg_vector all = KG_ALL_LANES(one);                                                    \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                             \
        _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++)                           \
          s[i][j] += all * *(const kg_loose_vector *)(from + i * sx + start[j]);                  \
    }                                                                                             \
    const kg_vector more = KG_ALL_LANES(summand);                                                 \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) {                           \
        const kg_vector sum = s[i][j] + more;                                                     \
        float *to = y + i * sy + start[j];                                                        \
        if (width < KG_LANES) memcpy(to, &sum, (size_t)width * sizeof(float));                    \
        else *(kg_loose_vector *)to = sum;                                                        \
      }                                                                                           \
  }
#define KG_LINES_OF(MR) KG_LINES(MR, 1) KG_LINES(MR, 2) KG_LINES(MR, 3) KG_LINES(MR, 4)
#define KG_LINES_ROW(MR) {lines_##MR##_1, lines_##MR##_2, lines_##MR##_3, lines_##MR##_4}
typedef void (*lines_function)(long, const float *, const float *, long, const int32_t *, float *, long, const long *,
                               long, float);

KG_LINES_OF(1) KG_LINES_OF(2) KG_LINES_OF(3)
#if KG_PANEL_VECTORS == 4
KG_LINES_OF(4) KG_LINES_OF(5) KG_LINES_OF(6)
static const lines_function lines[LINE_ROWS][LINE_VECTORS] = {
    KG_LINES_ROW(1), KG_LINES_ROW(2), KG_LINES_ROW(3), KG_LINES_ROW(4), KG_LINES_ROW(5), KG_LINES_ROW(6)};
#else
static const lines_function lines[LINE_ROWS][LINE_VECTORS] = {KG_LINES_ROW(1), KG_LINES_ROW(2), KG_LINES_ROW(3)};
#endif

static void KG_LOOP(kg_lines_apart_f32)(long m, long n, long k, const float *w, const float *x, long sx,
                                        const int32_t *at, float *y, long sy, float summand) {
  const long all = vectors(n), tiles = (m + LINE_ROWS - 1) / LINE_ROWS;
  for (long v = 0; v < all; v += LINE_VECTORS) {
    const long nv = least(LINE_VECTORS, all - v);
    long start[LINE_VECTORS] = {0};
    // The last vector ends with the row, and repeats some of the one before it.
    for (long j = 0; j < nv && n >= KG_LANES; j++) start[j] = least((v + j) * KG_LANES, n - KG_LANES);
    for (long t = 0; t < tiles; t++) {
      const long first = m * t / tiles, rows = m * (t + 1) / tiles - first;
      lines[rows - 1][nv - 1](k, w, x + first * sx, sx, at, y + first * sy, sy, start, least(n, KG_LANES), summand);
    }
  }
}

#undef KG_LINES
#undef KG_LINES_OF
#undef KG_LINES_ROW

// Tiles of sums over places, which stay in registers: rows of gradients by terms.
#if KG_PANEL_VECTORS == 4
enum { DOT_ROWS = 4, DOT_TERMS = 6 };
#else
enum { DOT_ROWS = 2, DOT_TERMS = 5 };
#endif

// w[i][p] += sum over j of g[i, j] x[at[p] + j] for MR rows and up to DOT_TERMS terms; n is whole vectors.
#define KG_DOTS(MR, NT)                                                                           \
  KG_WIDE static void dots_##MR##_##NT(long n, const float *g, long sg, const float *x, const int32_t *at, float *w, \
                                       long sw) {                                                 \
    kg_vector s[MR][NT];                                                                          \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int p = 0; p < NT; p++) s[i][p] = (kg_vector){0};   \
    for (long j = 0; j < n; j += KG_LANES) {                                                      \
      kg_vector row[MR];                                                                          \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                             \
        row[i] = *(const kg_loose_vector *)(g + i * sg + j);                                      \
      _Pragma("clang loop unroll(full)") for (int p = 0; p < NT; p++) {                           \
        const kg_vector term = *(const kg_loose_vector *)(x + at[p] + j);                         \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++) s[i][p] += row[i] * term; \
      }                                                                                           \
    }                                                                                             \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int p = 0; p < NT; p++) w[i * sw + p] += sum_of_lanes(s[i][p]); \
  }
#define KG_DOTS_OF(MR) KG_DOTS(MR, 1) KG_DOTS(MR, 2) KG_DOTS(MR, 3) KG_DOTS(MR, 4) KG_DOTS(MR, 5)
typedef void (*dots_function)(long, const float *, long, const float *, const int32_t *, float *, long);

#if KG_PANEL_VECTORS == 4
KG_DOTS_OF(1) KG_DOTS_OF(2) KG_DOTS_OF(3) KG_DOTS_OF(4)
KG_DOTS(1, 6) KG_DOTS(2, 6) KG_DOTS(3, 6) KG_DOTS(4, 6)
#define KG_DOTS_ROW(MR) {dots_##MR##_1, dots_##MR##_2, dots_##MR##_3, dots_##MR##_4, dots_##MR##_5, dots_##MR##_6}
static const dots_function dots[DOT_ROWS][DOT_TERMS] = {
    KG_DOTS_ROW(1), KG_DOTS_ROW(2), KG_DOTS_ROW(3), KG_DOTS_ROW(4)};
#else
KG_DOTS_OF(1) KG_DOTS_OF(2)
#define KG_DOTS_ROW(MR) {dots_##MR##_1, dots_##MR##_2, dots_##MR##_3, dots_##MR##_4, dots_##MR##_5}
static const dots_function dots[DOT_ROWS][DOT_TERMS] = {KG_DOTS_ROW(1), KG_DOTS_ROW(2)};
#endif

static void KG_LOOP(kg_dots_apart_f32)(long m, long n, long k, const float *g, long sg, const float *x,
                                       const int32_t *at, float *w, long sw) {
  const long shares = (k + DOT_TERMS - 1) / DOT_TERMS;
  for (long q = 0; q < shares; q++) {
    const long first = k * q / shares, terms = k * (q + 1) / shares - first;
    for (long i = 0; i < m; i += DOT_ROWS)
      dots[least(DOT_ROWS, m - i) - 1][terms - 1](n, g + i * sg, sg, x, at + first, w + i * sw + first, sw);
  }
}

#undef KG_DOTS
#undef KG_DOTS_OF
#undef KG_DOTS_ROW

// The places along a lattice's axis that are on the plane.
static inline void on_plane(const kg_lattice_axis *axis, long *from, long *to) {
  const long first = axis->first, step = axis->step;
  const long low = first < 0 ? (step - 1 - first) / step : 0;
  const long high = axis->extent > first ? (axis->extent - first - 1) / step + 1 : 0;
  *from = least(low, axis->count);
  *to = least(high, axis->count) > *from ? least(high, axis->count) : *from;
}

static void KG_LOOP(kg_read_lattice_f32)(const kg_lattice *lattice, const float *plane, float *out) {
  const kg_lattice_axis *rows = &lattice->rows, *columns = &lattice->columns;
  const long width = columns->count, step = columns->step;
  long top, bottom, left, right;
  on_plane(rows, &top, &bottom);
  on_plane(columns, &left, &right);
  if (top == bottom) return kg_few_zeros((char *)out, rows->count * width * (long)sizeof(float));
  if (step == 1) {
    // What is off the plane behind a row and before the next one is one run.
    const long count = right - left, gap = width - count, start = top * width + left;
    kg_few_zeros((char *)out, start * (long)sizeof(float));
    kg_move_all(bottom - top, (char *)(out + start), width * (long)sizeof(float),
                (const char *)(plane + (rows->first + top * rows->step) * columns->extent + columns->first + left),
                rows->step * columns->extent * (long)sizeof(float), count * (long)sizeof(float));
    for (long r = top; r < bottom - 1; r++)
      for (long c = 0; c < gap; c++) out[r * width + right + c] = 0;
    const long end = (bottom - 1) * width + right;
    kg_few_zeros((char *)(out + end), (rows->count * width - end) * (long)sizeof(float));
    return;
  }
  for (long r = 0; r < rows->count; r++, out += width) {
    if (r < top || r >= bottom) {
      kg_few_zeros((char *)out, width * (long)sizeof(float));
      continue;
    }
    const float *row = plane + (rows->first + r * rows->step) * columns->extent + columns->first;
    kg_few_zeros((char *)out, left * (long)sizeof(float));
    if (step == 2) for (long c = left; c < right; c++) out[c] = row[2 * c];
    else for (long c = left; c < right; c++) out[c] = row[step * c];
    kg_few_zeros((char *)(out + right), (width - right) * (long)sizeof(float));
  }
}

static void KG_LOOP(kg_write_lattice_f32)(const kg_lattice *lattice, const float *from, long leading, float summand,
                                          float *plane) {
  const kg_lattice_axis *rows = &lattice->rows, *columns = &lattice->columns;
  const long step = columns->step;
  long top, bottom, left, right;
  on_plane(rows, &top, &bottom);
  on_plane(columns, &left, &right);
  for (long r = top; r < bottom; r++) {
    const float *x = from + r * leading;
    float *row = plane + (rows->first + r * rows->step) * columns->extent + columns->first;
    if (step == 1) for (long c = left; c < right; c++) row[c] = x[c] + summand;
    else if (step == 2) for (long c = left; c < right; c++) row[2 * c] = x[c] + summand;
    else for (long c = left; c < right; c++) row[step * c] = x[c] + summand;
  }
}

#undef KG_ALL_LANES
