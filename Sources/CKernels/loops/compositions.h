// Scalar functions of element type T that are made of those in functions.h.
KG_INLINE T kg_above(T x, T low) { return x < low ? low : x; }
KG_INLINE T kg_sign(T x) { return x > 0 ? 1 : (x < 0 ? -1 : 0); }
KG_INLINE T kg_rsqrt(T x) { return 1 / kg_sqrt(x); }
KG_INLINE T kg_sigmoid(T x) { return 1 / (1 + kg_exp(-x)); }
KG_INLINE T kg_softplus(T x) {
  return (x > 0 ? x : (x != x ? x : 0)) + kg_log1p(kg_exp(-kg_abs(x)));
}
// ln(eᵃ + eᵇ): equal infinities have no difference.
KG_INLINE T kg_log_add_exp(T a, T b) {
  T larger = a > b ? a : b, smaller = a > b ? b : a;
  return larger + kg_log1p(kg_exp(a == b ? 0 : smaller - larger));
}
