// Functions of one double that leave a float within 0.51 units in the last place: no branches, no calls, so that
// loops over them vectorise. What they are given is finite and in the range that each names.

KG_INLINE uint64_t kg_double_to_bits(double x) { uint64_t i; memcpy(&i, &x, 8); return i; }
KG_INLINE double kg_bits_to_double(uint64_t i) { double x; memcpy(&x, &i, 8); return x; }

// An integer from 0 to 2^52 as a double; not every level has an instruction for it.
KG_INLINE double kg_wide_integer(uint64_t i) { return kg_bits_to_double(0x4330000000000000 | i) - 0x1p52; }

// artanh(t)/t from s = t², for |t| < 0.172, by its series to t^17: ln m = 2 artanh((m - 1)/(m + 1)).
KG_INLINE double kg_wide_artanh_ratio(double s) {
  double p = 1.0 / 17;
  p = p * s + 1.0 / 15;
  p = p * s + 1.0 / 13;
  p = p * s + 1.0 / 11;
  p = p * s + 1.0 / 9;
  p = p * s + 1.0 / 7;
  p = p * s + 1.0 / 5;
  p = p * s + 1.0 / 3;
  return p * s + 1;
}

// log2 of a positive normal float, x = m 2^e with m in [sqrt(1/2), sqrt(2)).
KG_INLINE double kg_wide_log2(float x) {
  int32_t bits = kg_float_to_bits(x), e = (bits - 0x3f3504f3) >> 23;
  double m = kg_bits_to_float((int32_t)((uint32_t)bits - ((uint32_t)e << 23)));
  double t = (m - 1) / (m + 1);
  return e + 2.8853900817779268 * (t * kg_wide_artanh_ratio(t * t));
}

// ln(1 + u) for u >= 0; where 1 + u < sqrt(2), of u itself and not of what 1 + u rounds to.
KG_INLINE double kg_wide_log1p(double u) {
  double w = 1 + u;
  uint64_t bits = kg_double_to_bits(w), e = (bits - 0x3fe6a09e667f3bcd) >> 52;
  double m = kg_bits_to_double(bits - (e << 52));
  double t = e == 0 ? u / (2 + u) : (m - 1) / (m + 1);
  return kg_wide_integer(e) * 0.69314718055994530942 + 2 * (t * kg_wide_artanh_ratio(t * t));
}

// 2^z for |z| up to 1000.
KG_INLINE double kg_wide_exp2(double z) {
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
  return kg_bits_to_double(kg_double_to_bits(r) + (kg_double_to_bits(sum) << 52));
}
