// Uniform numbers scaled, and turned into normal ones by Box and Muller's transform.
#include "check.h"

static void check_scale(void) {
  double x[LONGEST];
  begin(LOOP_kg_scale_f32, KG_FLOAT32, 0);
  for (int round = 0; round < 40; round++)
    for (long n = 0; n <= LONGEST; n++) {
      float factor = (float)(4 * draw_signed()), summand = (float)draw_signed(), *to = output(KG_FLOAT32, n);
      for (long i = 0; i < n; i++) {
        x[i] = draw_below(9) ? draw() : specials[draw_below(SPECIAL_COUNT)];
        to[i] = (float)x[i];
      }
      at(n, 0, 0);
      kg_scale_f32(n, factor, summand, to);
      // Rounded once, so there is no other answer.
      for (long i = 0; i < n; i++) expect_exactly(i, to[i], fmaf((float)x[i], factor, summand));
      expect_fences(KG_FLOAT32, n);
    }
}

static void check_box_muller(void) {
  enum { BLOCK = 16, MOST_BLOCKS = 9 };
  double u[BLOCK * MOST_BLOCKS];
  begin(LOOP_kg_box_muller_f32, KG_FLOAT32, 0);
  for (int round = 0; round < 60; round++)
    for (long blocks = 0; blocks <= MOST_BLOCKS; blocks++) {
      long n = BLOCK * blocks;
      float mean = round % 2 ? (float)draw_signed() : 0, std = round % 2 ? (float)(3 * draw()) : 1;
      float *to = output(KG_FLOAT32, n);
      for (long i = 0; i < n; i++) {
        // 0 and the largest below 1 among them, and the quarters of a turn.
        u[i] = draw_below(20) ? draw() : draw_below(5) ? (double)draw_below(4) / 4 : 1 - 0x1p-24;
        to[i] = (float)u[i];
      }
      at(n, 0, 0);
      kg_box_muller_f32(blocks, mean, std, to);
      for (long i = 0; i < n; i++) {
        long first = i / BLOCK * BLOCK + i % 8;
        double radius = sqrt(-2 * log(1 - u[first])) * std, angle = 2 * M_PI * u[first + 8];
        // Two units each of the logarithm, whose root halves them, and of the sine, and a few roundings; a sine
        // near a multiple of a half turn is off by a unit of the angle from the nearest quarter, which is small.
        double slack = epsilon_of(KG_FLOAT32) * (4 * radius + fabs(mean));
        expect(i, to[i], radius * (i % BLOCK < 8 ? cos(angle) : sin(angle)) + mean, 0, slack);
      }
      expect_fences(KG_FLOAT32, n);
    }
}

void check_normals(void) {
  check_scale();
  check_box_muller();
}
