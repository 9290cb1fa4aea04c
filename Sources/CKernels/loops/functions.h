// Scalar functions of float and double, overloaded. Those of float are written so that a loop over them
// vectorises: no branches, no calls.
#define KG_INLINE static inline __attribute__((always_inline, overloadable))

KG_INLINE float kg_bits_to_float(int32_t i) { float f; memcpy(&f, &i, 4); return f; }
KG_INLINE int32_t kg_float_to_bits(float f) { int32_t i; memcpy(&i, &f, 4); return i; }

// exp: x = n ln 2 + r, |r| <= ln 2 / 2, polynomial of Cephes' expf; 2^n in two factors so that
// subnormal results and the largest finite ones come out whole. Below 1 ulp; inf and NaN as libm.
KG_INLINE float kg_exp(float x) {
  float c = x < -104.0f ? -104.0f : (x > 89.0f ? 89.0f : x);
  float n = __builtin_rintf(c * 1.44269504088896341f);
  float r = c - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  int32_t i = (int32_t)n, half = i >> 1;
  float y = p * kg_bits_to_float((half + 127) << 23) * kg_bits_to_float((i - half + 127) << 23);
  return x != x ? x : y;
}

// log: x = m 2^e with m in [sqrt(1/2), sqrt(2)), polynomial of Cephes' logf.
KG_INLINE float kg_log(float x) {
  float scaled = x < 1.17549435e-38f ? x * 8388608.0f : x;
  float shift = x < 1.17549435e-38f ? -23.0f : 0.0f;
  int32_t bits = kg_float_to_bits(scaled);
  int32_t e = ((bits >> 23) & 255) - 126;
  float m = kg_bits_to_float((bits & 0x007fffff) | 0x3f000000);
  int small = m < 0.707106781186547524f;
  float exponent = (float)(e - small) + shift;
  m = small ? m + m - 1.0f : m - 1.0f;
  float z = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  float y = p * m * z;
  y = y + exponent * -2.12194440e-4f;
  y = y - 0.5f * z;
  y = m + y;
  y = y + exponent * 0.693359375f;
  y = x == 0.0f ? -__builtin_inff() : y;
  y = x < 0.0f || x != x ? __builtin_nanf("") : y;
  return x == __builtin_inff() ? x : y;
}

// tanh: an odd rational function of degree 13 over 6 (Eigen's coefficients) up to 7.905 and ±1 beyond,
// so that the slope 1 - y² of what is saturated is 0 whatever contractions the compiler makes.
KG_INLINE float kg_tanh(float x) {
  float s = x * x;
  float p = -2.76076847742355e-16f;
  p = p * s + 2.00018790482477e-13f;
  p = p * s - 8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  float q = 1.19825839466702e-06f;
  q = q * s + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  float y = x * p / q;
  float magnitude = x < 0 ? -x : x;
  y = magnitude > 7.90531110763549805f ? (x < 0 ? -1.0f : 1.0f) : y;
  return magnitude < 0.0004f || x != x ? x : y;
}

KG_INLINE float kg_log1p(float x) {
  // Kahan's correction: exact in the last bits where 1 + x rounds.
  float u = 1.0f + x, y = kg_log(u) * (x / (u - 1.0f));
  return u == 1.0f ? x : (u == __builtin_inff() ? u : y);
}
KG_INLINE float kg_expm1(float x) {
  // Kahan's correction again, the other way round.
  float u = kg_exp(x), d = u - 1.0f, y = d * (x / kg_log(u));
  return u == 1.0f ? x : (d == -1.0f || u == __builtin_inff() ? d : y);
}

// erf: near 0 an odd polynomial, further out 1 - exp(polynomial of |x|), each below 1 ulp
// (N. Juffa's coefficients).
KG_INLINE float kg_erf(float x) {
  float t = kg_bits_to_float(kg_float_to_bits(x) & 0x7fffffff), s = x * x;
  float r = -1.72853470e-5f * t + 3.83197126e-4f;
  float u = -3.88396438e-3f * t + 2.42546219e-2f;
  r = r * s + u;
  r = r * t - 1.06777877e-1f;
  r = r * t - 6.34846687e-1f;
  r = r * t - 1.28717512e-1f;
  r = r * t - t;
  float far = 1.0f - kg_exp(r);
  float p = -5.96761703e-4f;
  p = p * s + 4.99119423e-3f;
  p = p * s - 2.67681349e-2f;
  p = p * s + 1.12819925e-1f;
  p = p * s - 3.76125336e-1f;
  p = p * s + 1.28379166e-1f;
  float near = p * x + x;
  far = t > 10.0f ? 1.0f : far;
  return t > 0.927734375f ? (x < 0 ? -far : far) : near;
}
KG_INLINE float kg_sqrt(float x) { return __builtin_elementwise_sqrt(x); }
KG_INLINE float kg_abs(float x) { return __builtin_fabsf(x); }

KG_INLINE double kg_exp(double x) { return exp(x); }
KG_INLINE double kg_log(double x) { return log(x); }
KG_INLINE double kg_log1p(double x) { return log1p(x); }
KG_INLINE double kg_expm1(double x) { return expm1(x); }
KG_INLINE double kg_erf(double x) { return erf(x); }
KG_INLINE double kg_tanh(double x) { return tanh(x); }
KG_INLINE double kg_sqrt(double x) { return __builtin_elementwise_sqrt(x); }
KG_INLINE double kg_abs(double x) { return __builtin_fabs(x); }
