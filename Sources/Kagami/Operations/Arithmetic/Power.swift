internal import KagamiKernels

/// `a ^ b`, elementwise, with broadcasting.
struct Power: DifferentiableOperation {
  let name = "power"
  let saves: SavedTensors = [.input0, .input1, .output]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.power, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, a, b) = (context.gradient, context.input(0), context.input(1))
    var gradients: [Tensor?] = [nil, nil]
    if context.needs[0] {
      // At b = 0 the slope is 0 even where a^(b - 1) is infinite; 1 in place of b keeps the
      // derivative of the branch that is not taken finite too.
      let lower = Tensor.where(b .== 0, 1, b)
      let slope = Tensor.where(b .== 0, Tensor.zeros(like: g), b * a.pow(lower - 1))
      gradients[0] = (g * slope).summed(to: context.shape(0))
    }
    if context.needs[1] {
      // At a = 0, b >= 0 the slope is 0 although log a is not finite.
      let isFlat = (a .== 0) .&& (b .>= 0)
      let slope = Tensor.where(isFlat, Tensor.zeros(like: g), context.output * a.log())
      gradients[1] = (g * slope).summed(to: context.shape(1))
    }
    return gradients
  }
}

/// `x⁰`: 1 for every element, and flat.
///
/// Written as a power its second derivative would be 0·x⁻², NaN at 0.
struct PowerZero: DifferentiableOperation {
  let name = "power zero"
  let saves: SavedTensors = .nothing

  func forward(_ inputs: [Tensor]) -> Tensor { .ones(like: inputs[0]) }

  func backward(_ context: BackwardContext) -> [Tensor?] { [.zeros(like: context.gradient)] }
}

extension Tensor {
  /// Each element raised to the element of `exponent` that meets it.
  ///
  /// The gradient is `b·aᵇ⁻¹` for the base and `aᵇ·log a` for the exponent, both 0 where PyTorch
  /// has them 0. Source: <https://docs.pytorch.org/docs/stable/generated/torch.pow.html>.
  ///
  /// - Parameter exponent: A tensor that broadcasts with this one.
  /// - Precondition: not both hold truth values.
  public func pow(_ exponent: Tensor) -> Tensor {
    let (a, b) = Tensor.matched("power", self, exponent)
    return record(Power(), a.numbers("power"), b)
  }

  /// Each element raised to the same power.
  ///
  /// The powers 0.5, 1, 2, 3 and −1 are a root, products and a quotient, as in PyTorch; to the power 0
  /// every element is 1, NaN too, and its gradient 0. Integers to
  /// integer powers stay integers and wrap.
  ///
  /// - Precondition: an integer power of integers is not negative and within the range of their type.
  public func pow(_ exponent: some TensorScalar) -> Tensor {
    let common = commonDType(with: type(of: exponent).dtype)
    if !common.isFloatingPoint {
      if exponent.asInt64 < 0 {
        misuse(
          "pow", "integers of \(dtype) are raised to the negative power \(exponent)",
          hint: "convert with to(.float32) first")
      }
      if !exponent.fits(common) { Tensor.stop("pow", exponent, outside: common) }
      return pow(scalar(exponent))
    }
    if !dtype.isFloatingPoint { return real.pow(exponent) }
    return power(exponent)
  }

  private func power(_ exponent: some TensorScalar) -> Tensor {
    switch exponent.asDouble {
    case 0: record(PowerZero(), self)
    case 0.5: sqrt()
    // A result of its own: what is done to it in place is not done to a leaf.
    case 1: self * 1
    case 2: self * self
    case 3: self * self * self
    case -1: 1 / self
    default: pow(scalar(exponent))
    }
  }
}
