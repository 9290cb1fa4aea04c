internal import KagamiKernels

/// `|a|` with the sign of `b`, elementwise, with broadcasting.
struct CopySign: DifferentiableOperation {
  let name = "copySign"
  let saves: SavedTensors = [.input0, .output]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.copySign, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, a) = (context.gradient, context.input(0))
    let factor = Tensor.where(a .== 0, Tensor.zeros(like: g), context.output.detach() / a.detach())
    return [
      context.needs[0] ? (g * factor).summed(to: context.shape(0)) : nil,
      context.needs[1] ? Tensor.zeros(context.shape(1), dtype: g.dtype, device: g.device) : nil,
    ]
  }
}

extension Tensor {
  /// The magnitude of each element with the sign of the one in `sign` that meets it, be that a zero or NaN.
  ///
  /// The gradient is 1 or −1, and 0 at 0; that of `sign` is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.copysign.html>.
  ///
  /// - Parameter sign: A tensor that broadcasts with this one; integers become `float32`.
  public func copySign(_ sign: Tensor) -> Tensor {
    recordMatched(CopySign(), self, sign, isReal: true)
  }
}
