// The inverse functions of trigonometry, and the length and the angle of a pair. Those of float are formed in
// double.

// arctan(t)/t from s = t², 0 <= t <= 1: a minimax polynomial, off by less than 2^-39.
KG_INLINE double kg_wide_arctan_ratio(double s) {
  double p = -0.00026660196719267425;
  p = p * s + 0.002162794422156479;
  p = p * s - 0.0082418998939968128;
  p = p * s + 0.019937442836256172;
  p = p * s - 0.035267720869422439;
  p = p * s + 0.050455577528416146;
  p = p * s - 0.063660922360968264;
  p = p * s + 0.076142501990031211;
  p = p * s - 0.09076798876650477;
  p = p * s + 0.11109428364330506;
  p = p * s - 0.14285592394282529;
  p = p * s + 0.19999995340385063;
  p = p * s - 0.33333333262479697;
  return p * s + 0.99999999999819666;
}

// arcsin(t) for |t| <= 1/2: the same, of (arcsin(t)/t - 1)/s.
KG_INLINE double kg_wide_arcsin(double t) {
  double s = t * t;
  double p = 0.02834674523183333;
  p = p * s + 0.0010675063150363119;
  p = p * s + 0.01686409027396012;
  p = p * s + 0.016902683886393575;
  p = p * s + 0.022412417726695433;
  p = p * s + 0.030379945210024933;
  p = p * s + 0.044642906474584965;
  p = p * s + 0.074999999534297118;
  p = p * s + 0.16666666666738633;
  return t + t * (s * p);
}

KG_INLINE float kg_asin(float x) {
  double a = kg_abs(x);
  // arcsin a = pi/2 - 2 arcsin(sqrt((1 - a)/2)); NaN beyond 1.
  int is_large = a > 0.5;
  double y = kg_wide_arcsin(is_large ? __builtin_elementwise_sqrt((1 - a) / 2) : a);
  float value = (float)(is_large ? 1.57079632679489661923 - 2 * y : y);
  return __builtin_copysignf(value, x);
}

KG_INLINE float kg_acos(float x) {
  double a = kg_abs(x);
  int is_large = a > 0.5;
  double y = kg_wide_arcsin(is_large ? __builtin_elementwise_sqrt((1 - a) / 2) : a);
  double far = x < 0 ? 3.14159265358979323846 - 2 * y : 2 * y;
  return (float)(is_large ? far : 1.57079632679489661923 - (x < 0 ? -y : y));
}

KG_INLINE float kg_atan(float x) {
  double a = kg_abs(x);
  double t = a > 1 ? 1 / a : a, y = t * kg_wide_arctan_ratio(t * t);
  return __builtin_copysignf((float)(a > 1 ? 1.57079632679489661923 - y : y), x);
}

// The angle of (x, y) from the positive x axis.
KG_INLINE float kg_atan2(float y, float x) {
  double a = kg_abs(x), b = kg_abs(y);
  double longer = a > b ? a : b, shorter = a > b ? b : a;
  // Two zeros lie on the x axis, two infinities on the diagonal.
  double t = longer == 0 ? 0 : (shorter == __builtin_inf() ? 1 : shorter / longer);
  double angle = t * kg_wide_arctan_ratio(t * t);
  angle = b > a ? 1.57079632679489661923 - angle : angle;
  angle = kg_float_to_bits(x) < 0 ? 3.14159265358979323846 - angle : angle;
  float value = __builtin_copysignf((float)angle, y);
  return x != x || y != y ? __builtin_nanf("") : value;
}

// The length; infinite with NaN too.
KG_INLINE float kg_hypot(float a, float b) {
  double x = kg_abs(a), y = kg_abs(b);
  float length = (float)__builtin_elementwise_sqrt(x * x + y * y);
  return x == __builtin_inf() || y == __builtin_inf() ? __builtin_inff() : length;
}

KG_INLINE double kg_asin(double x) { return asin(x); }
KG_INLINE double kg_acos(double x) { return acos(x); }
KG_INLINE double kg_atan(double x) { return atan(x); }
KG_INLINE double kg_atan2(double y, double x) { return atan2(y, x); }
KG_INLINE double kg_hypot(double a, double b) { return hypot(a, b); }
