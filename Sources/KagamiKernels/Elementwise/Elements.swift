package import CKernels

/// The type of elements in memory, as CKernels names it.
package typealias StoredType = CKernels.StoredType

/// Loops over elements of any type.
package enum Elements {
  /// Computes `y[i] = x[i]`, converted where the types differ.
  ///
  /// A fraction becomes an integer by truncation; NaN and what `Int64` cannot hold become its least number, of
  /// which narrower integers keep the low bits. Whatever is not 0 becomes true.
  package static func convert(
    count: Int, _ x: UnsafeRawPointer, of source: StoredType, stride strideX: Int,
    into y: UnsafeMutableRawPointer, of target: StoredType, stride strideY: Int
  ) {
    kg_convert(source, count, x, strideX, target, y, strideY)
  }

  /// Computes `y[i] = condition[i] ? a[i] : b[i]` of elements of 1, 2, 4 or 8 bytes, whatever they mean.
  package static func select(
    byteCount: Int, count: Int, _ condition: UnsafePointer<UInt8>, stride strideC: Int,
    _ a: UnsafeRawPointer, stride strideA: Int, _ b: UnsafeRawPointer, stride strideB: Int,
    into y: UnsafeMutableRawPointer
  ) {
    kg_select(byteCount, count, condition, strideC, a, strideA, b, strideB, y)
  }

  /// Computes `y[i] = x[i·near + index[i]·far]` of elements of 1, 2, 4 or 8 bytes, whatever they mean.
  ///
  /// - Returns: Whether all positions are within `0..<extent`; elements from the first one that is not are
  ///   neither read nor written.
  package static func take(
    byteCount: Int, count: Int, index: UnsafePointer<Int64>, stride: Int, extent: Int,
    _ x: UnsafeRawPointer, near: Int, far: Int, into y: UnsafeMutableRawPointer
  ) -> Bool {
    kg_take(byteCount, count, index, stride, extent, x, near, far, y) == count
  }

  /// Computes `y[i] = function(a[i], b[i])` of integers or truth values, wrapping; false, with nothing done,
  /// for functions and types that have no such loop.
  package static func integers(
    _ function: BinaryFunction, of type: StoredType, count: Int, _ a: UnsafeRawPointer,
    stride strideA: Int, _ b: UnsafeRawPointer, stride strideB: Int,
    into y: UnsafeMutableRawPointer
  ) -> Bool {
    kg_integer_binary(function, type, count, a, strideA, b, strideB, y) != 0
  }

  /// Computes `y[i] = function(a[i], b[i])`, a function of the bits of integers or truth values; nothing for other
  /// types.
  package static func bitwise(
    _ function: BitwiseFunction, of type: StoredType, count: Int, _ a: UnsafeRawPointer,
    stride strideA: Int, _ b: UnsafeRawPointer, stride strideB: Int,
    into y: UnsafeMutableRawPointer
  ) {
    _ = kg_bitwise(function, type, count, a, strideA, b, strideB, y)
  }

  /// Computes `y[i] = a[i] ⋚ b[i]` of integers or truth values; false, with nothing done, for other types.
  package static func compareIntegers(
    _ comparison: Comparison, of type: StoredType, count: Int, _ a: UnsafeRawPointer,
    stride strideA: Int, _ b: UnsafeRawPointer, stride strideB: Int,
    into y: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    kg_integer_compare(comparison, type, count, a, strideA, b, strideB, y) != 0
  }

  /// Integers or truth values combined in `Int64`, wrapping, from `start` on.
  package static func reduceIntegers(
    _ reduction: ReductionFunction, of type: StoredType, count: Int, _ x: UnsafeRawPointer,
    stride: Int, from start: Int64
  ) -> Int64 {
    kg_integer_reduce(reduction, type, count, x, stride, start)
  }
}
