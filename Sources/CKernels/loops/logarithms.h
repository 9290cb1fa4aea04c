// Logarithms to the bases 2 and 10.

// log2 x, in double; the logarithms of 0, of negative numbers and of infinity come after.
KG_INLINE double kg_wide_log2_of_any(float x) {
  int is_subnormal = x < 0x1p-126f;
  return kg_wide_log2(is_subnormal ? x * 0x1p23f : x) - (is_subnormal ? 23 : 0);
}
KG_INLINE float kg_logarithm(float x, double y) {
  float value = x == 0 ? -__builtin_inff() : (float)y;
  value = x < 0 || x != x ? __builtin_nanf("") : value;
  return x == __builtin_inff() ? x : value;
}

KG_INLINE float kg_log2(float x) { return kg_logarithm(x, kg_wide_log2_of_any(x)); }
KG_INLINE float kg_log10(float x) { return kg_logarithm(x, kg_wide_log2_of_any(x) * 0.30102999566398119521); }

KG_INLINE double kg_log2(double x) { return log2(x); }
KG_INLINE double kg_log10(double x) { return log10(x); }
