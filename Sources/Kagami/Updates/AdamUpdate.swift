internal import KagamiKernels

/// One Adam step over several parameters, in one pass over their memory.
///
/// Parameters are put in one by one, and given back changed.
package struct AdamUpdate {
  /// One parameter with what has been gathered for it; all tensors have one shape, type and device.
  package struct Entry {
    package var weight: Tensor
    package var mean: Tensor
    package var square: Tensor
    package var maximum: Tensor?
    private let gradient: Gathered
    private let constants: AdamConstants

    /// The entry for step number `step` of this parameter, counted from 1.
    package init(
      gradient: Gathered, weight: consuming Tensor, mean: consuming Tensor,
      square: consuming Tensor, maximum: consuming Tensor?, step: Int, lr: Double,
      betas: (Double, Double), epsilon: Double, decay: Double, maximize: Bool
    ) {
      self.gradient = gradient
      (self.weight, self.mean, self.square, self.maximum) = (weight, mean, square, maximum)
      let (first, second) = (1 - power(betas.0, step), 1 - power(betas.1, step))
      constants = AdamConstants(
        beta1: betas.0, beta2: betas.1, decay: decay, step: lr / first, root: second.squareRoot(),
        epsilon: epsilon, sign: maximize ? -1 : 1)
    }

    private func check() {
      let check = UpdateCheck(optimizer: "Adam", weight: weight)
      check.gradient(gradient)
      check.tensor("mean", mean)
      check.tensor("mean square", square)
      check.tensor("largest mean square", maximum)
    }

    /// The entry's memory, to be written while the entry lives.
    fileprivate mutating func operands() -> AdamStep {
      check()
      weight.makeContiguous()
      mean.makeContiguous()
      square.makeContiguous()
      maximum?.makeContiguous()
      return AdamStep(
        gradient: gradient.operand, weight: weight.withMutableOperand { $0 },
        mean: mean.withMutableOperand { $0 }, square: square.withMutableOperand { $0 },
        maximum: maximum?.withMutableOperand { $0 }, constants: constants)
    }
  }

  /// Changes the weights and moments of all entries.
  ///
  /// Source: Kingma and Ba, "Adam", 2015, in the order of operations of PyTorch's.
  package static func apply(to entries: inout [Entry]) {
    for device in Device.allCases {
      let here = entries.indices.filter { entries[$0].weight.device == device }
      if here.isEmpty { continue }
      let steps = here.map { entries[$0].operands() }
      withExtendedLifetime(entries) { device.backend.adam(steps) }
    }
  }
}

/// `base` to a positive whole power; the C library's `pow` of whole exponents, without C.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

extension Tensor {
  /// Lays the elements out in row-major order, keeping the history.
  mutating func makeContiguous() {
    guard !isContiguous else { return }
    let history = history
    self = contiguousCopy()
    self.history = history
  }
}
