// sin, cos and tan, overloaded for float and double.

// Up to here the vectorised forms of float hold.
#define KG_NEAR 0x1p20f

// x = n pi/2 + r with |r| <= pi/4, in double: the product of n and the first 33 bits of pi/2 is exact.
// Leaves n's last two bits in `quarter`.
KG_INLINE float kg_reduce(float x, int *quarter) {
  // Adding and subtracting 1.5 * 2^52 rounds to an integer in every instruction set.
  double n = (x * 0.63661977236758134308 + 0x1.8p52) - 0x1.8p52;
  *quarter = (int)n & 3;
  return (float)((x - n * 1.57079632673412561417) - n * 6.07710050650619224932e-11);
}

// Polynomials of Cephes' sinf and cosf on |r| <= pi/4.
KG_INLINE float kg_sine_near_zero(float r) {
  float s = r * r;
  return r + r * s * (-1.6666654611e-1f + s * (8.3321608736e-3f - s * 1.9515295891e-4f));
}
KG_INLINE float kg_cosine_near_zero(float r) {
  float s = r * r;
  return 1.0f - 0.5f * s
         + s * s * (4.166664568298827e-2f + s * (-1.388731625493765e-3f + s * 2.443315711809948e-5f));
}

// For |x| up to KG_NEAR, below 1.6 ulp.
KG_INLINE float kg_sin(float x) {
  int q;
  float r = kg_reduce(x, &q), sine = kg_sine_near_zero(r), cosine = kg_cosine_near_zero(r);
  float y = q & 1 ? cosine : sine;
  y = q & 2 ? -y : y;
  // Keeps the sign of zero.
  return kg_abs(x) < 0.0002f ? x : y;
}
KG_INLINE float kg_cos(float x) {
  int q;
  float r = kg_reduce(x, &q), sine = kg_sine_near_zero(r), cosine = kg_cosine_near_zero(r);
  float y = q & 1 ? sine : cosine;
  return q == 1 || q == 2 ? -y : y;
}

// tan of |r| <= pi/4 in double, as the quotient of both series; a quarter turn on, the other way round and negative.
KG_INLINE float kg_tan(float x) {
  double n = (x * 0.63661977236758134308 + 0x1.8p52) - 0x1.8p52;
  double r = (x - n * 1.57079632673412561417) - n * 6.07710050650619224932e-11, s = r * r;
  double sine = 1.0 / 6227020800;
  sine = sine * s - 1.0 / 39916800;
  sine = sine * s + 1.0 / 362880;
  sine = sine * s - 1.0 / 5040;
  sine = sine * s + 1.0 / 120;
  sine = sine * s - 1.0 / 6;
  sine = r + r * (s * sine);
  double cosine = 1.0 / 479001600;
  cosine = cosine * s - 1.0 / 3628800;
  cosine = cosine * s + 1.0 / 40320;
  cosine = cosine * s - 1.0 / 720;
  cosine = cosine * s + 1.0 / 24;
  cosine = cosine * s - 0.5;
  cosine = cosine * s + 1;
  int is_odd = (int)n & 1;
  return x == 0 ? x : (float)((is_odd ? -cosine : sine) / (is_odd ? sine : cosine));
}

// For every x; the near form's bits where it holds.
KG_INLINE float kg_sin_far(float x) { return kg_abs(x) > KG_NEAR ? sinf(x) : kg_sin(x); }
KG_INLINE float kg_cos_far(float x) { return kg_abs(x) > KG_NEAR ? cosf(x) : kg_cos(x); }
KG_INLINE float kg_tan_far(float x) { return kg_abs(x) > KG_NEAR ? tanf(x) : kg_tan(x); }

// Whether the near forms hold for n elements.
KG_INLINE int kg_all_near(long n, const float *x, long sx) {
  int far = 0;
  for (long i = 0; i < n; i++) far |= kg_abs(x[i * sx]) > KG_NEAR;
  return !far;
}

KG_INLINE double kg_sin(double x) { return sin(x); }
KG_INLINE double kg_cos(double x) { return cos(x); }
KG_INLINE double kg_sin_far(double x) { return sin(x); }
KG_INLINE double kg_cos_far(double x) { return cos(x); }
KG_INLINE double kg_tan(double x) { return tan(x); }
KG_INLINE double kg_tan_far(double x) { return tan(x); }
KG_INLINE int kg_all_near(long n, const double *x, long sx) { return 1; }
