// The functions of hyperbolas but tanh, and their inverses. Those of float are formed in double.

// e^a for a = |x| up to 100, where a float has long been infinite.
KG_INLINE double kg_wide_growth(double a) { return kg_wide_exp2((a < 100 ? a : 100) * 1.44269504088896340736); }

KG_INLINE float kg_sinh(float x) {
  double a = kg_abs(x), e = kg_wide_growth(a), s = a * a;
  double near = 1.0 / 156;
  near = near * s / 110 + 1.0 / 110;
  near = near * s / 72 + 1.0 / 72;
  near = near * s / 42 + 1.0 / 42;
  near = near * s / 20 + 1.0 / 20;
  near = near * s + 1;
  double y = a < 1 ? a + a * s / 6 * near : (e - 1 / e) / 2;
  return x != x ? x : __builtin_copysignf((float)y, x);
}

KG_INLINE float kg_cosh(float x) {
  double e = kg_wide_growth(kg_abs(x));
  return x != x ? x : (float)((e + 1 / e) / 2);
}

KG_INLINE float kg_asinh(float x) {
  // arsinh a = ln(a + sqrt(a² + 1)), and what is added to 1 is formed without the difference.
  double a = kg_abs(x), s = a * a;
  double y = kg_wide_log1p(a + s / (1 + __builtin_elementwise_sqrt(s + 1)));
  return a < __builtin_inf() ? __builtin_copysignf((float)y, x) : x;
}

KG_INLINE float kg_acosh(float x) {
  // arcosh x = ln(x + sqrt(x² - 1)).
  double d = (double)x - 1, y = kg_wide_log1p(d + __builtin_elementwise_sqrt(d * (d + 2)));
  float value = x < 1 || x != x ? __builtin_nanf("") : (float)y;
  return x == __builtin_inff() ? x : value;
}

KG_INLINE float kg_atanh(float x) {
  double a = kg_abs(x), y = kg_wide_log1p(2 * a / (1 - a)) / 2;
  float value = a == 1 ? __builtin_inff() : (float)y;
  return a > 1 || x != x ? __builtin_nanf("") : __builtin_copysignf(value, x);
}

KG_INLINE double kg_sinh(double x) { return sinh(x); }
KG_INLINE double kg_cosh(double x) { return cosh(x); }
KG_INLINE double kg_asinh(double x) { return asinh(x); }
KG_INLINE double kg_acosh(double x) { return acosh(x); }
KG_INLINE double kg_atanh(double x) { return atanh(x); }
