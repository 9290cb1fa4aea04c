// x to the power y.

// For positive normal x and finite y: 2 to the power y·log2(x) in double precision, whose 2^-38 or so leaves the
// float within 0.51 units in the last place; 0 and infinity where it is out of range. With x = m 2^e, m in
// [sqrt(1/2), sqrt(2)), ln m = 2 artanh t for t = (m - 1)/(m + 1), |t| < 0.172: its series to t^17.
KG_INLINE float kg_pow(float x, float y) {
  int32_t bits = kg_float_to_bits(x), e = (bits - 0x3f3504f3) >> 23;
  double m = kg_bits_to_float((int32_t)((uint32_t)bits - ((uint32_t)e << 23)));
  double t = (m - 1) / (m + 1), s = t * t, p = 1.0 / 17;
  p = p * s + 1.0 / 15;
  p = p * s + 1.0 / 13;
  p = p * s + 1.0 / 11;
  p = p * s + 1.0 / 9;
  p = p * s + 1.0 / 7;
  p = p * s + 1.0 / 5;
  p = p * s + 1.0 / 3;
  p = p * s + 1;
  double z = y * (e + 2.8853900817779268 * (t * p));
  z = z < -300 ? -300 : z > 300 ? 300 : z;
  // The nearest integer n stands in the low bits of the sum; 2^(z - n) by its series to the ninth power.
  double sum = z + 0x1.8p52, f = (z - (sum - 0x1.8p52)) * 0.69314718055994531;
  double r = 1.0 / 362880;
  r = r * f + 1.0 / 40320;
  r = r * f + 1.0 / 5040;
  r = r * f + 1.0 / 720;
  r = r * f + 1.0 / 120;
  r = r * f + 1.0 / 24;
  r = r * f + 1.0 / 6;
  r = r * f + 0.5;
  r = r * f + 1;
  r = r * f + 1;
  uint64_t n, value;
  memcpy(&n, &sum, 8);
  memcpy(&value, &r, 8);
  value += n << 52;
  memcpy(&r, &value, 8);
  return (float)r;
}

KG_INLINE int kg_is_near_pair(float x, float y) {
  return (x >= 0x1p-126f) & (x < __builtin_inff()) & (kg_abs(y) < __builtin_inff());
}

// For every x and y; the near form's bits where it holds.
KG_INLINE float kg_pow_far(float x, float y) { return kg_is_near_pair(x, y) ? kg_pow(x, y) : powf(x, y); }

// Whether the near form holds for n pairs.
KG_INLINE int kg_all_near_pairs(long n, const float *x, long sx, const float *y, long sy) {
  int far = 0;
  for (long i = 0; i < n; i++) far |= !kg_is_near_pair(x[i * sx], y[i * sy]);
  return !far;
}

KG_INLINE double kg_pow(double x, double y) { return pow(x, y); }
KG_INLINE double kg_pow_far(double x, double y) { return pow(x, y); }
KG_INLINE int kg_all_near_pairs(long n, const double *x, long sx, const double *y, long sy) { return 1; }
