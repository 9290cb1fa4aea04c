package import CKernels

// The table of elementwise functions in CKernels defines what each computes; these are its names in Swift.
// CKernels is a target of this package, so that no owner can add the same conformances later.

/// A function of one element that every backend offers; `p` and `q` are the parameters of those that
/// take any.
package typealias UnaryFunction = CKernels.UnaryFunction

/// A function of two elements that every backend offers; `p` is the parameter of those that take one.
package typealias BinaryFunction = CKernels.BinaryFunction

/// A comparison of two elements; its result is a truth value.
package typealias Comparison = CKernels.Comparison

/// A function of the bits of two integers or truth values.
package typealias BitwiseFunction = CKernels.BitwiseFunction

/// What a function's derivative is computed from: the function's input, its output, or nothing.
package typealias DerivativeInput = CKernels.DerivativeInput

// swift-format-ignore: AvoidRetroactiveConformances
extension UnaryFunction: @retroactive CaseIterable, @retroactive CustomStringConvertible {
  package static var allCases: [UnaryFunction] {
    (0..<UInt32(KG_UNARY_COUNT)).compactMap(UnaryFunction.init)
  }

  /// The name in the table.
  package var description: String { String(cString: kg_unary_name(self)) }

  /// What the derivative is computed from.
  package var derivativeReads: DerivativeInput { kg_unary_reads(self) }

  /// The value at one element, in double precision.
  package func value(_ x: Double, p: Double, q: Double) -> Double { kg_unary_value(self, x, p, q) }

  /// The gradient of the input in double precision, from that of the value and what the derivative
  /// reads.
  package func gradient(_ g: Double, saved: Double, p: Double, q: Double) -> Double {
    kg_unary_gradient(self, g, saved, p, q)
  }
}

// swift-format-ignore: AvoidRetroactiveConformances
extension BinaryFunction: @retroactive CaseIterable, @retroactive CustomStringConvertible {
  package static var allCases: [BinaryFunction] {
    (0..<UInt32(KG_BINARY_COUNT)).compactMap(BinaryFunction.init)
  }

  /// The name in the table.
  package var description: String { String(cString: kg_binary_name(self)) }

  /// The value at two elements, in double precision.
  package func value(_ a: Double, _ b: Double, p: Double) -> Double {
    kg_binary_value(self, a, b, p)
  }
}

// swift-format-ignore: AvoidRetroactiveConformances
extension Comparison: @retroactive CaseIterable, @retroactive CustomStringConvertible {
  package static var allCases: [Comparison] {
    (0..<UInt32(KG_COMPARISON_COUNT)).compactMap(Comparison.init)
  }

  /// The name in the table.
  package var description: String { String(cString: kg_comparison_name(self)) }
}

// swift-format-ignore: AvoidRetroactiveConformances
extension BitwiseFunction: @retroactive CustomStringConvertible {
  /// The name in the table.
  package var description: String { String(cString: kg_bitwise_name(self)) }
}
