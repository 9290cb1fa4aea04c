// Uniform floats, and PyTorch's block form of Box and Muller's transform on float uniforms.

// cos and sin of 2 pi u for u in [0, 1): reduced to the nearest quarter turn, then Taylor series.
KG_INLINE void sine_cosine_of_turn(float u, float *sine, float *cosine) {
  float turns = u * 4.0f, quarter = __builtin_rintf(turns);
  float r = (turns - quarter) * 1.57079632679489662f, s = r * r;
  float sn = r + r * s * (-1.6666654611e-1f + s * (8.3321608736e-3f - s * 1.9515295891e-4f));
  float cs = 1.0f - 0.5f * s
             + s * s * (4.166664568298827e-2f + s * (-1.388731625493765e-3f + s * 2.443315711809948e-5f));
  int q = (int)quarter & 3;
  float a = q & 1 ? cs : sn, b = q & 1 ? sn : cs;
  *sine = q & 2 ? -a : a;
  *cosine = (q == 1 || q == 2) ? -b : b;
}

static void KG_LOOP(kg_scale_f32)(long n, float factor, float summand, float *x) {
  for (long i = 0; i < n; i++) x[i] = __builtin_fmaf(x[i], factor, summand);
}

static void KG_LOOP(kg_box_muller_f32)(long blocks, float mean, float std, float *x) {
  for (long i = 0; i < blocks; i++, x += 16)
    for (int j = 0; j < 8; j++) {
      float u1 = 1.0f - x[j], u2 = x[j + 8], sine, cosine;
      float radius = kg_sqrt(-2.0f * kg_log(u1)) * std;
      sine_cosine_of_turn(u2, &sine, &cosine);
      x[j] = radius * cosine + mean;
      x[j + 8] = radius * sine + mean;
    }
}
