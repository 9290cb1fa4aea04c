#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Functions of single numbers, as the C library and so Python computes them.

/// The cosine of an angle.
func cosine(_ angle: Double) -> Double { cos(angle) }

/// A whole power.
func power(_ base: Double, _ exponent: Int) -> Double { pow(base, Double(exponent)) }

/// The share of a standard normal distribution below `x`.
func normalShare(below x: Double) -> Double { (1 + erf(x / 2.0.squareRoot())) / 2 }
