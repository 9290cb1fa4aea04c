// How windows walk over images, for loops of convolutions and of pooling.
#pragma once

// Along one axis.
typedef struct {
  // Elements of the window, the distance between its positions, and that between its elements.
  long size, stride, dilation;
  // Elements of padding before those of the axis.
  long before;
  // Elements of the axis, and positions of the window.
  long extent, positions;
} kg_axis;

// Along the last two axes.
typedef struct { kg_axis rows, columns; } kg_window;

// Places along an axis of a plane of `extent` elements: `count` of them, `step` apart, from `first` on, which may be
// in front of the plane.
typedef struct { long extent, first, step, count; } kg_lattice_axis;

// Along the last two axes.
typedef struct { kg_lattice_axis rows, columns; } kg_lattice;
