// Transposition of blocks of KG_LANES by KG_LANES floats in registers.
//
// Each stage interleaves halves of pairs of vectors: pairs of numbers, then pairs of pairs, and so on.
#define KG_SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

#if KG_LANES == 4
KG_WIDE_INLINE void transpose_lanes(kg_vector x[4]) {
  kg_vector a = KG_SHUFFLE(x[0], x[1], 0, 4, 1, 5), b = KG_SHUFFLE(x[0], x[1], 2, 6, 3, 7);
  kg_vector c = KG_SHUFFLE(x[2], x[3], 0, 4, 1, 5), d = KG_SHUFFLE(x[2], x[3], 2, 6, 3, 7);
  x[0] = KG_SHUFFLE(a, c, 0, 1, 4, 5);
  x[1] = KG_SHUFFLE(a, c, 2, 3, 6, 7);
  x[2] = KG_SHUFFLE(b, d, 0, 1, 4, 5);
  x[3] = KG_SHUFFLE(b, d, 2, 3, 6, 7);
}
#elif KG_LANES == 8
KG_WIDE_INLINE void transpose_lanes(kg_vector x[8]) {
  kg_vector t[8];
  for (int i = 0; i < 8; i += 2) {
    t[i] = KG_SHUFFLE(x[i], x[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    t[i + 1] = KG_SHUFFLE(x[i], x[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (int i = 0; i < 8; i += 4) {
    for (int h = 0; h < 2; h++) {
      kg_vector a = t[i + h], b = t[i + 2 + h];
      x[i + 2 * h] = KG_SHUFFLE(a, b, 0, 1, 8, 9, 4, 5, 12, 13);
      x[i + 2 * h + 1] = KG_SHUFFLE(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int h = 0; h < 4; h++) {
    kg_vector a = x[h], b = x[h + 4];
    x[h] = KG_SHUFFLE(a, b, 0, 1, 2, 3, 8, 9, 10, 11);
    x[h + 4] = KG_SHUFFLE(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
  }
}
#else
KG_WIDE_INLINE void transpose_lanes(kg_vector x[16]) {
  kg_vector t[16];
  for (int i = 0; i < 16; i += 2) {
    t[i] = KG_SHUFFLE(x[i], x[i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    t[i + 1] = KG_SHUFFLE(x[i], x[i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int h = 0; h < 2; h++) {
      kg_vector a = t[i + h], b = t[i + 2 + h];
      x[i + 2 * h] = KG_SHUFFLE(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
      x[i + 2 * h + 1] = KG_SHUFFLE(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
  }
  for (int i = 0; i < 16; i += 8) {
    for (int h = 0; h < 4; h++) {
      kg_vector a = x[i + h], b = x[i + 4 + h];
      t[i + h] = KG_SHUFFLE(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
      t[i + 4 + h] = KG_SHUFFLE(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    }
  }
  for (int h = 0; h < 8; h++) {
    kg_vector a = t[h], b = t[8 + h];
    x[h] = KG_SHUFFLE(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    x[8 + h] = KG_SHUFFLE(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  }
}
#endif

// out[j][i] = x[i][j] for a block of up to KG_LANES by KG_LANES, rows sx and so apart. Rows of `out` beyond
// `columns` are left alone; within rows, KG_LANES are written with zeros for absent ones if `padded`.
KG_WIDE_INLINE void transpose_block(long rows, long columns, const float *x, long sx, float *out,
                                    long so, int padded) {
  kg_vector t[KG_LANES];
  // Nearly all blocks are whole: without a test for each row their vectors stay in registers.
  if (rows >= KG_LANES && columns >= KG_LANES) {
    for (int i = 0; i < KG_LANES; i++) t[i] = *(const kg_loose_vector *)(x + i * sx);
    transpose_lanes(t);
    for (int j = 0; j < KG_LANES; j++) *(kg_loose_vector *)(out + j * so) = t[j];
    return;
  }
  for (int i = 0; i < KG_LANES; i++) {
    t[i] = (kg_vector){0};
    if (i >= rows) continue;
    if (columns >= KG_LANES) t[i] = *(const kg_loose_vector *)(x + i * sx);
    else memcpy(&t[i], x + i * sx, (size_t)columns * sizeof(float));
  }
  transpose_lanes(t);
  for (int j = 0; j < KG_LANES; j++) {
    if (j >= columns) break;
    if (padded || rows >= KG_LANES) *(kg_loose_vector *)(out + j * so) = t[j];
    else memcpy(out + j * so, &t[j], (size_t)rows * sizeof(float));
  }
}

#undef KG_SHUFFLE
