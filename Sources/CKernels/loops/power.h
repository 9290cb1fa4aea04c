// x to the power y, and powers of 2.

// For positive normal x and finite y: 2 to the power y·log2(x) in double precision, whose 2^-38 or so leaves the
// float within 0.51 units in the last place; 0 and infinity where it is out of range.
KG_INLINE float kg_pow(float x, float y) {
  double z = y * kg_wide_log2(x);
  return (float)kg_wide_exp2(z < -300 ? -300 : z > 300 ? 300 : z);
}

KG_INLINE int kg_is_near_pair(float x, float y) {
  return (x >= 0x1p-126f) & (x < __builtin_inff()) & (kg_abs(y) < __builtin_inff());
}

// For every x and y; the near form's bits where it holds.
KG_INLINE float kg_pow_far(float x, float y) { return kg_is_near_pair(x, y) ? kg_pow(x, y) : powf(x, y); }

// Whether the near form holds for n pairs.
KG_INLINE int kg_all_near_power(long n, const float *x, long sx, const float *y, long sy) {
  int far = 0;
  for (long i = 0; i < n; i++) far |= !kg_is_near_pair(x[i * sx], y[i * sy]);
  return !far;
}

// 2 to the power x, x = n + f with |f| <= 1/2: the series of e^(f ln 2) to the seventh power in float, 2^n in two
// factors as in exp. Below 1 ulp.
KG_INLINE float kg_exp2(float x) {
  float c = x < -151.0f ? -151.0f : (x > 129.0f ? 129.0f : x);
  float n = __builtin_rintf(c), f = c - n;
  float p = 1.5252734e-5f;
  p = p * f + 1.5403530e-4f;
  p = p * f + 1.3333558e-3f;
  p = p * f + 9.6181291e-3f;
  p = p * f + 5.5504109e-2f;
  p = p * f + 2.4022651e-1f;
  p = p * f + 6.9314718e-1f;
  p = p * f + 1.0f;
  int32_t i = (int32_t)n, half = i >> 1;
  float y = p * kg_bits_to_float((half + 127) << 23) * kg_bits_to_float((i - half + 127) << 23);
  return x != x ? x : y;
}

KG_INLINE double kg_pow(double x, double y) { return pow(x, y); }
KG_INLINE double kg_pow_far(double x, double y) { return pow(x, y); }
KG_INLINE double kg_exp2(double x) { return exp2(x); }
KG_INLINE int kg_all_near_power(long n, const double *x, long sx, const double *y, long sy) { return 1; }
