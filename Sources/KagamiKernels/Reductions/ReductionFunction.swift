package import CKernels

/// How elements along axes are combined; the table in CKernels defines each.
package typealias ReductionFunction = CKernels.ReductionFunction

// CKernels is a target of this package, so that no owner can add the same conformance later.
// swift-format-ignore: AvoidRetroactiveConformances
extension ReductionFunction: @retroactive CaseIterable {
  package static var allCases: [ReductionFunction] {
    (0..<UInt32(KG_REDUCTION_COUNT)).compactMap(ReductionFunction.init)
  }

  /// What is combined first, and the result of no elements.
  package var start: Double { kg_reduction_start(self) }

  /// The same among integers, where the last ones stand for the infinities.
  package var integerStart: Int64 {
    Int64(exactly: start) ?? (start < 0 ? .min : .max)
  }

  /// The function that combines two elements.
  package var combines: BinaryFunction { kg_reduction_combines(self) }
}
