/// The same numbers in another element type.
struct Cast: DifferentiableOperation {
  let name = "cast"
  let saves: SavedTensors = .nothing
  let dtype: DType

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = Tensor(uninitialized: x.shape, dtype: dtype, device: x.device, lyingAs: x)
    x.device.backend.copy(x.operand, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.to(context.dtype(0))]
  }
}

extension Tensor {
  /// The same numbers as elements of `dtype`.
  ///
  /// Fractions become integers by truncation; NaN and what is out of range become the least `int64`, of which
  /// narrower integers keep the low bits.
  /// Everything but 0 becomes `true`. Gradients pass between floating-point types. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html>.
  public func to(_ dtype: DType) -> Tensor {
    dtype == self.dtype ? self : record(Cast(dtype: dtype), self)
  }
}
