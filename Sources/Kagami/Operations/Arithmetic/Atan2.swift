internal import KagamiKernels

/// The angle of `(b, a)`, elementwise, with broadcasting.
struct Atan2: DifferentiableOperation {
  let name = "atan2"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.atan2, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, y, x) = (context.gradient, context.input(0), context.input(1))
    // At the origin the angle has no slope, and torch's is 0.
    let square = x * x + y * y
    let isOrigin = square.detach() .== 0
    let scaled = (g / square.maskedFill(isOrigin, 1)).maskedFill(isOrigin, 0)
    return [
      context.needs[0] ? (scaled * x).summed(to: context.shape(0)) : nil,
      context.needs[1] ? (scaled * -y).summed(to: context.shape(1)) : nil,
    ]
  }
}

extension Tensor {
  /// The angle of the point `(other, self)` from the positive first axis, between −π and π.
  ///
  /// ```swift
  /// Tensor([1.0, -1]).atan2(Tensor([-1.0, -1]))             // 3π/4, −3π/4
  /// ```
  /// Signs of zeros count: `atan2(±0, −0)` is ±π. The gradient is `other/(other² + self²)` for this tensor and
  /// `−self/(other² + self²)` for the other, 0 where both are 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.atan2.html>.
  ///
  /// - Parameter other: A tensor that broadcasts with this one; integers become `float32`.
  public func atan2(_ other: Tensor) -> Tensor { recordMatched(Atan2(), self, other, isReal: true) }
}
