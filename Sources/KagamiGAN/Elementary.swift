#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Functions of single numbers, as the C library computes them.

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// The exponential.
func exponential(_ x: Double) -> Double { exp(x) }

/// A power.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
