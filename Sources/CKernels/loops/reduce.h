// Sums and maxima of elements of type T. A sum is formed in lanes, whose number is the same for every width
// of vectors and never depends on threads.

static double TYPED(sum)(long n, const void *from, long sx) {
  const T *x = from;
  T total = 0;
  long i = 0;
  if (sx == 1 && n >= 2 * LANES) {
    // In lanes in every build: one after another, 4096 equal floats are off by 4e-5.
    T lane[LANES] = {0};
    for (; i + LANES <= n; i += LANES)
      for (int j = 0; j < LANES; j++) lane[j] += x[i + j];
    for (int width = LANES / 2; width > 0; width /= 2)
      for (int j = 0; j < width; j++) lane[j] += lane[j + width];
    total = lane[0];
  } else if (sx != 1) {
    // Fewer lanes, for each element may be a cache line of its own.
    T lane[STRIDED_LANES] = {0};
    for (; i + STRIDED_LANES <= n; i += STRIDED_LANES)
      for (int j = 0; j < STRIDED_LANES; j++) lane[j] += x[(i + j) * sx];
    for (int width = STRIDED_LANES / 2; width > 0; width /= 2)
      for (int j = 0; j < width; j++) lane[j] += lane[j + width];
    total = lane[0];
  }
  for (; i < n; i++) total += x[i * sx];
  return total;
}

static double TYPED(max)(long n, const void *from, long sx) {
  const T *x = from;
  T best = x[0];
  long i = 1;
  if (sx == 1 && n >= 2 * LANES) {
    // Each lane finds the largest of its own, NaN staying, and the lanes are compared last.
    T lane[LANES];
    for (int j = 0; j < LANES; j++) lane[j] = x[j];
    for (i = LANES; i + LANES <= n; i += LANES)
      for (int j = 0; j < LANES; j++) {
        T v = x[i + j];
        lane[j] = v > lane[j] || v != v ? v : lane[j];
      }
    for (int j = 0; j < LANES; j++) best = lane[j] > best || lane[j] != lane[j] ? lane[j] : best;
  }
  for (; i < n; i++) {
    T v = x[i * sx];
    best = v > best || v != v ? v : best;
  }
  return best;
}

static void TYPED(accumulate)(long n, const void *from, void *to) {
  const T *x = from;
  T *y = to;
  for (long i = 0; i < n; i++) y[i] += x[i];
}
