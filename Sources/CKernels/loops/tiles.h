// Tiles of a product: sums[i][j] = sum over p of a(i, p) times row p, a's strides given. Included once for each way in
// which rows lie, with TILED(NAME), KG_ROWS, the parameters that say where they are, and KG_ROW_VECTOR(p, j, NV),
// the vector j of row p.

#define KG_TILE(MR, NV)                                                                           \
  KG_WIDE static void TILED(tile_##MR##_##NV)(long k, const float *a, long rs, long cs, KG_ROWS,  \
                                              float *c, long sc, long width, int accumulate) {    \
    kg_vector s[MR][NV];                                                                          \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) s[i][j] = (kg_vector){0};   \
    for (long p = 0; p < k; p++) {                                                                \
      kg_vector row[NV];                                                                          \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++)                             \
        row[j] = KG_ROW_VECTOR(p, j, NV);                                                         \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++) {                           \
        float one = a[i * rs + p * cs];                                                           \
        kg_vector all = KG_ALL_LANES(one);                                                        \
        _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) s[i][j] += all * row[j];  \
      }                                                                                           \
    }                                                                                             \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < MR; i++)                               \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < NV; j++) {                           \
        float *to = c + i * sc + j * KG_LANES;                                                    \
        long left = width - j * KG_LANES;                                                         \
        if (left >= KG_LANES) {                                                                   \
          kg_vector old = accumulate ? *(kg_loose_vector *)to : (kg_vector){0};                   \
          *(kg_loose_vector *)to = accumulate ? s[i][j] + old : s[i][j];                          \
        } else if (left > 0) {                                                                    \
          kg_vector old = {0};                                                                    \
          if (accumulate) memcpy(&old, to, (size_t)left * sizeof(float));                         \
          old += s[i][j];                                                                         \
          memcpy(to, &old, (size_t)left * sizeof(float));                                         \
        }                                                                                         \
      }                                                                                           \
  }
#define KG_TILES_TO_6(NV) \
  KG_TILE(1, NV) KG_TILE(2, NV) KG_TILE(3, NV) KG_TILE(4, NV) KG_TILE(5, NV) KG_TILE(6, NV)
#define KG_TO_6(NV) \
  TILED(tile_1_##NV), TILED(tile_2_##NV), TILED(tile_3_##NV), TILED(tile_4_##NV), TILED(tile_5_##NV), \
      TILED(tile_6_##NV)
#define KG_TO_8(NV) KG_TO_6(NV), TILED(tile_7_##NV), TILED(tile_8_##NV)
#define KG_TO_12(NV) \
  KG_TO_8(NV), TILED(tile_9_##NV), TILED(tile_10_##NV), TILED(tile_11_##NV), TILED(tile_12_##NV)
typedef void (*TILED(tile_function))(long, const float *, long, long, KG_ROWS, float *, long, long, int);

KG_TILES_TO_6(1) KG_TILES_TO_6(2)
KG_TILE(7, 1) KG_TILE(8, 1) KG_TILE(9, 1) KG_TILE(10, 1) KG_TILE(11, 1) KG_TILE(12, 1)
#if KG_PANEL_VECTORS == 4
KG_TILES_TO_6(3) KG_TILES_TO_6(4)
KG_TILE(13, 1) KG_TILE(14, 1)
KG_TILE(7, 2) KG_TILE(8, 2) KG_TILE(9, 2) KG_TILE(10, 2) KG_TILE(11, 2) KG_TILE(12, 2)
KG_TILE(7, 3) KG_TILE(8, 3)

static const TILED(tile_function) TILED(tiles)[KG_PANEL_VECTORS][MOST_ROWS] = {
    {KG_TO_12(1), TILED(tile_13_1), TILED(tile_14_1)}, {KG_TO_12(2)}, {KG_TO_8(3)}, {KG_TO_6(4)}};
#else
static const TILED(tile_function) TILED(tiles)[KG_PANEL_VECTORS][MOST_ROWS] = {{KG_TO_12(1)}, {KG_TO_6(2)}};
#endif

#undef TILED
#undef KG_ROWS
#undef KG_ROW_VECTOR
#undef KG_TILE
#undef KG_TILES_TO_6
#undef KG_TO_6
#undef KG_TO_8
#undef KG_TO_12
