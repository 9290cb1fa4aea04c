// Windows that walk over planes: unfolding for convolutions and its adjoint, largest elements and sums.
#include "check.h"
#include <stdlib.h>

enum { PLANES = 2, WALKS = 600, MOST_ELEMENTS = 4000 };

static kg_axis drawn_axis(void) {
  kg_axis axis;
  for (;;) {
    axis = (kg_axis){.size = 1 + draw_below(4), .stride = 1 + draw_below(3), .dilation = 1 + draw_below(3),
                     .before = draw_below(4), .extent = 1 + draw_below(19)};
    // Windows without steps or padding are copied in other ways.
    if (draw_below(3) == 0) axis.stride = axis.dilation = 1;
    if (draw_below(3) == 0) axis.before = axis.size / 2;
    long slack = axis.extent + axis.before + draw_below(4) - (axis.size - 1) * axis.dilation - 1;
    axis.positions = slack / axis.stride + 1;
    if (slack >= 0) return axis;
  }
}

static long place_on(const kg_axis *axis, long tap, long position) {
  long at = position * axis->stride - axis->before + tap * axis->dilation;
  return at >= 0 && at < axis->extent ? at : -1;
}

// Where element (i, j) of the window is on a plane at a position; -1 on padding.
static long place(const kg_window *window, long i, long j, long position) {
  long y = place_on(&window->rows, i, position / window->columns.positions);
  long x = place_on(&window->columns, j, position % window->columns.positions);
  return y < 0 || x < 0 ? -1 : y * window->columns.extent + x;
}

static long inputs_of(const kg_window *window) { return window->rows.extent * window->columns.extent; }
static long outputs_of(const kg_window *window) { return window->rows.positions * window->columns.positions; }

static kg_window drawn_window(void) {
  for (;;) {
    kg_window window = {.rows = drawn_axis(), .columns = drawn_axis()};
    long rows = PLANES * window.rows.size * window.columns.size;
    if (rows * (outputs_of(&window) + 2) < MOST_ELEMENTS && PLANES * inputs_of(&window) < MOST_ELEMENTS) return window;
  }
}

static double x[MOST_ELEMENTS], u[MOST_ELEMENTS], sums[MOST_ELEMENTS];

// Whole numbers, whose sums are exact in either type.
static void draw_whole(double *numbers, long count) {
  for (long i = 0; i < count; i++) numbers[i] = (double)draw_below(64) - 20;
}

static void check_unfolding(kg_element type, int folds) {
  begin(folds ? LOOP_fold : LOOP_unfold, type, 0);
  for (int walk = 0; walk < WALKS; walk++) {
    kg_window window = drawn_window();
    long size = window.rows.size * window.columns.size, rows = PLANES * size, inputs = inputs_of(&window);
    long outputs = outputs_of(&window), first = draw_below(3) ? draw_below(outputs) : 0;
    long last = draw_below(2) ? outputs : first + 1 + draw_below(outputs - first), count = last - first;
    long su = count + draw_below(3);
    draw_whole(x, PLANES * inputs);
    draw_whole(u, rows * su);
    at(window.rows.extent, window.columns.extent, size);
    at_strides(window.rows.stride, window.columns.stride);
    void *to = output(type, folds ? PLANES * inputs : rows * su);
    if (folds) {
      void *matrix = input(0, type, rows * su, u, 1);
      for (long i = 0; i < PLANES * inputs; i++) put(type, to, i, sums[i] = x[i]);
      kg_fold(type, &window, PLANES, matrix, su, first, last, to);
    } else {
      kg_unfold(type, &window, PLANES, input(0, type, PLANES * inputs, x, 1), first, last, to, su);
      for (long k = 0; k < rows * su; k++) sums[k] = EMPTY;
    }
    for (long row = 0; row < rows; row++)
      for (long p = 0; p < count; p++) {
        long within = row % size, plane = row / size * inputs;
        long at = place(&window, within / window.columns.size, within % window.columns.size, first + p);
        if (!folds) sums[row * su + p] = at < 0 ? 0 : x[plane + at];
        else if (at >= 0) sums[plane + at] += u[row * su + p];
      }
    long elements = folds ? PLANES * inputs : rows * su;
    for (long k = 0; k < elements; k++) expect_exactly(k, get(type, to, k), sums[k]);
    expect_fences(type, elements);
  }
}

static void check_max_pool(kg_element type) {
  int64_t places[MOST_ELEMENTS];
  begin(LOOP_max_pool, type, 0);
  for (int walk = 0; walk < WALKS; walk++) {
    kg_window window = drawn_window();
    long inputs = inputs_of(&window), outputs = outputs_of(&window);
    for (long i = 0; i < PLANES * inputs; i++)
      x[i] = draw_below(6) ? (double)draw_below(5) : specials[draw_below(SPECIAL_COUNT)];
    const void *from = input(0, type, PLANES * inputs, x, 1);
    void *to = output(type, PLANES * outputs);
    at(window.rows.extent, window.columns.extent, window.rows.size * window.columns.size);
    at_strides(window.rows.stride, window.columns.stride);
    kg_max_pool(type, &window, PLANES, from, to, places);
    for (long o = 0; o < PLANES * outputs; o++) {
      double best = -INFINITY;
      long where = -1;
      for (long i = 0; i < window.rows.size; i++)
        for (long j = 0; j < window.columns.size; j++) {
          long at = place(&window, i, j, o % outputs);
          if (at < 0) continue;
          double here = x[o / outputs * inputs + at];
          if (where < 0 || here > best || isnan(here)) best = here, where = at;
        }
      expect_exactly(o, get(type, to, o), best);
      expect_bits(o, (uint64_t)places[o], (uint64_t)where);
      x[PLANES * inputs + o] = best;
    }
    expect_fences(type, PLANES * outputs);
    // Values alone.
    to = output(type, PLANES * outputs);
    kg_max_pool(type, &window, PLANES, from, to, NULL);
    for (long o = 0; o < PLANES * outputs; o++) expect_exactly(o, get(type, to, o), x[PLANES * inputs + o]);
    expect_fences(type, PLANES * outputs);
  }
}

static void check_max_pool_backward(kg_element type) {
  int64_t places[MOST_ELEMENTS];
  begin(LOOP_max_pool_backward, type, 0);
  for (long outputs = 1; outputs <= LONGEST; outputs++) {
    long inputs = 1 + draw_below(20);
    draw_whole(u, PLANES * outputs);
    for (long i = 0; i < PLANES * inputs; i++) sums[i] = 0;
    for (long o = 0; o < PLANES * outputs; o++) {
      places[o] = draw_below(inputs);
      sums[o / outputs * inputs + places[o]] += u[o];
    }
    const void *g = input(0, type, PLANES * outputs, u, 1);
    void *to = output(type, PLANES * inputs);
    at(outputs, inputs, 0);
    kg_max_pool_backward(type, PLANES, outputs, inputs, g, places, to);
    for (long i = 0; i < PLANES * inputs; i++) expect_exactly(i, get(type, to, i), sums[i]);
    expect_fences(type, PLANES * inputs);
  }
}

static void check_sum_pool(kg_element type, int is_backward) {
  begin(is_backward ? LOOP_sum_pool_backward : LOOP_sum_pool, type, 0);
  for (int walk = 0; walk < WALKS; walk++) {
    kg_window window = drawn_window();
    long inputs = inputs_of(&window), outputs = outputs_of(&window);
    long read = PLANES * (is_backward ? outputs : inputs), written = PLANES * (is_backward ? inputs : outputs);
    draw_whole(x, read);
    for (long k = 0; k < written; k++) sums[k] = 0;
    for (long o = 0; o < PLANES * outputs; o++)
      for (long i = 0; i < window.rows.size; i++)
        for (long j = 0; j < window.columns.size; j++) {
          long at = place(&window, i, j, o % outputs), whole = o / outputs * inputs + at;
          if (at >= 0) sums[is_backward ? whole : o] += x[is_backward ? o : whole];
        }
    const void *from = input(0, type, read, x, 1);
    void *to = output(type, written);
    at(window.rows.extent, window.columns.extent, window.rows.size * window.columns.size);
    at_strides(window.rows.stride, window.columns.stride);
    if (is_backward) kg_sum_pool_backward(type, &window, PLANES, from, to);
    else kg_sum_pool(type, &window, PLANES, from, to);
    for (long k = 0; k < written; k++) expect_exactly(k, get(type, to, k), sums[k]);
    expect_fences(type, written);
  }
}

void check_windows(kg_element type) {
  check_unfolding(type, 0);
  check_unfolding(type, 1);
  check_max_pool(type);
  check_max_pool_backward(type);
  check_sum_pool(type, 0);
  check_sum_pool(type, 1);
}
