// Rounding to integers, what division leaves, and neighbours, overloaded for float and double.

KG_INLINE float kg_floor(float x) { return __builtin_elementwise_floor(x); }
KG_INLINE float kg_ceil(float x) { return __builtin_elementwise_ceil(x); }
KG_INLINE float kg_trunc(float x) { return __builtin_elementwise_trunc(x); }
// Ties to even.
KG_INLINE float kg_round(float x) { return __builtin_elementwise_rint(x); }
KG_INLINE float kg_copysign(float x, float sign) { return __builtin_elementwise_copysign(x, sign); }
KG_INLINE double kg_floor(double x) { return __builtin_elementwise_floor(x); }
KG_INLINE double kg_ceil(double x) { return __builtin_elementwise_ceil(x); }
KG_INLINE double kg_trunc(double x) { return __builtin_elementwise_trunc(x); }
KG_INLINE double kg_round(double x) { return __builtin_elementwise_rint(x); }
KG_INLINE double kg_copysign(double x, double sign) { return __builtin_elementwise_copysign(x, sign); }

// For a and b, finite, whose quotient is below 2^28: the truncated quotient q, for which a - q b is exact in double, and at
// most one off; what is left has a's sign.
KG_INLINE int kg_is_near_quotient(float a, float b) {
  return (int)(kg_abs((double)a / b) < 0x1p28) & (int)(kg_abs(b) < __builtin_inff());
}
KG_INLINE double kg_wide_fmod(double a, double b, double *quotient) {
  double size = kg_abs(b), q = __builtin_elementwise_trunc(kg_abs(a) / size), left = kg_abs(a) - q * size;
  // The quotient was rounded up to an integer.
  *quotient = left < 0 ? q - 1 : q;
  left = left < 0 ? left + size : left;
  return __builtin_elementwise_copysign(left, a);
}
KG_INLINE float kg_fmod(float a, float b) {
  double quotient;
  return (float)kg_wide_fmod(a, b, &quotient);
}
// What is left has b's sign.
KG_INLINE float kg_remainder(float a, float b) {
  double quotient, left = kg_wide_fmod(a, b, &quotient);
  double moved = (left < 0) != (b < 0) ? left + b : left;
  return left == 0 ? __builtin_copysignf(0, b) : (float)moved;
}
KG_INLINE float kg_floor_divide(float a, float b) {
  double quotient, left = kg_wide_fmod(a, b, &quotient);
  int is_below = (a < 0) != (b < 0);
  double floor = is_below ? -(quotient + (left != 0)) : quotient;
  return floor == 0 ? __builtin_copysignf(0, a / b) : (float)floor;
}

// For every a and b.
KG_INLINE double kg_fmod(double a, double b) { return fmod(a, b); }
KG_INLINE double kg_remainder(double a, double b) {
  double left = fmod(a, b);
  if (left == 0) return copysign(0, b);
  return (left < 0) != (b < 0) ? left + b : left;
}
KG_INLINE double kg_floor_divide(double a, double b) {
  if (b == 0) return a / b;
  double left = fmod(a, b), quotient = (a - left) / b;
  if (left != 0 && (left < 0) != (b < 0)) quotient -= 1;
  if (quotient == 0) return copysign(0, a / b);
  double floor = __builtin_floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
KG_INLINE float kg_fmod_far(float a, float b) { return kg_is_near_quotient(a, b) ? kg_fmod(a, b) : fmodf(a, b); }
KG_INLINE float kg_remainder_far(float a, float b) {
  return kg_is_near_quotient(a, b) ? kg_remainder(a, b) : (float)kg_remainder((double)a, (double)b);
}
KG_INLINE float kg_floor_divide_far(float a, float b) {
  return kg_is_near_quotient(a, b) ? kg_floor_divide(a, b) : (float)kg_floor_divide((double)a, (double)b);
}
KG_INLINE double kg_fmod_far(double a, double b) { return kg_fmod(a, b); }
KG_INLINE double kg_remainder_far(double a, double b) { return kg_remainder(a, b); }
KG_INLINE double kg_floor_divide_far(double a, double b) { return kg_floor_divide(a, b); }

// Whether the near forms hold for n pairs.
KG_INLINE int kg_all_near_quotients(long n, const float *x, long sx, const float *y, long sy) {
  int far = 0;
  for (long i = 0; i < n; i++) far |= !kg_is_near_quotient(x[i * sx], y[i * sy]);
  return !far;
}
KG_INLINE int kg_all_near_quotients(long n, const double *x, long sx, const double *y, long sy) { return 1; }

// The number next to a in b's direction; b where they are equal.
KG_INLINE float kg_nextafter(float a, float b) {
  int32_t bits = kg_float_to_bits(a), step = (a < b) == (a > 0) ? 1 : -1;
  float next = kg_bits_to_float(bits + step), least = __builtin_copysignf(0x1p-149f, b);
  float value = a == b ? b : (a == 0 ? least : next);
  return a != a || b != b ? __builtin_nanf("") : value;
}
KG_INLINE double kg_nextafter(double a, double b) { return nextafter(a, b); }
