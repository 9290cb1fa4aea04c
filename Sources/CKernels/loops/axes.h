// Where the elements of a window lie along one axis.

// The distance from a position's first step, `position * stride`, to element `tap` of the window there.
static inline long kg_shift(const kg_axis *axis, long tap) { return tap * axis->dilation - axis->before; }

// The positions first..<last at which element `tap` of the window lies on the axis and not on padding.
static inline void kg_span(const kg_axis *axis, long tap, long *first, long *last) {
  const long shift = kg_shift(axis, tap), end = axis->extent - shift;
  *first = least(shift < 0 ? (axis->stride - 1 - shift) / axis->stride : 0, axis->positions);
  *last = least(end > 0 ? (end - 1) / axis->stride + 1 : 0, axis->positions);
  if (*last < *first) *last = *first;
}

static inline long kg_within(long x, long low, long high) { return x < low ? low : x > high ? high : x; }

// memcpy of a few dozens of bytes, whole elements of 4 or 8: a call would take longer than the copy.
static inline void kg_move(char *to, const char *from, long bytes) {
  if (bytes >= 32) {
    for (long k = 0; k + 32 <= bytes; k += 32) memcpy(to + k, from + k, 32);
    memcpy(to + bytes - 32, from + bytes - 32, 32);
  } else if (bytes >= 16) {
    memcpy(to, from, 16);
    memcpy(to + bytes - 16, from + bytes - 16, 16);
  } else
    for (long k = 0; k < bytes; k += 4) memcpy(to + k, from + k, 4);
}

// A few zeros, without a call.
static inline void kg_few_zeros(char *to, long bytes) {
  static const char zeros[256] = {0};
  if (bytes <= (long)sizeof zeros) kg_move(to, zeros, bytes);
  else memset(to, 0, (size_t)bytes);
}

// The same for `count` pieces, `step` and `pitch` bytes apart.
static inline void kg_move_all(long count, char *to, long pitch, const char *from, long step, long bytes) {
  const long last = bytes < 32 ? bytes - 16 : bytes - 32;
  if (bytes >= 32 && bytes <= 64)
    for (; count > 0; count--, to += pitch, from += step) {
      memcpy(to, from, 32);
      memcpy(to + last, from + last, 32);
    }
  else if (bytes >= 16 && bytes < 32)
    for (; count > 0; count--, to += pitch, from += step) {
      memcpy(to, from, 16);
      memcpy(to + last, from + last, 16);
    }
  else
    for (; count > 0; count--, to += pitch, from += step) kg_move(to, from, bytes);
}
