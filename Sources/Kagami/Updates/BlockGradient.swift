internal import KagamiKernels

/// Where the gradient of a block of elements is.
enum BlockGradient {
  /// In memory.
  case formed(UnsafeRawPointer)
  /// To be formed in `float32`, as often as it is read.
  case formable(GradientSweep.Block)

  /// The few samples of which the gradient is the sum, where it can be formed in registers, and which
  /// elements of the parameter it is of.
  var samples: (sum: SampleSum, elements: Range<Int>)? {
    guard case .formable(let block) = self, let sum = block.samples else { return nil }
    return (sum, block.range)
  }

  /// Calls `body` with the memory.
  func withMemory(_ body: (UnsafeRawPointer) -> Void) {
    switch self {
    case .formed(let memory): body(memory)
    case .formable(let block): block.withFormed { body(UnsafeRawPointer($0)) }
    }
  }
}
