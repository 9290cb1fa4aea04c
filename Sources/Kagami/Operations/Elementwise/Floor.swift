internal import KagamiKernels

/// `⌊x⌋`, elementwise.
struct Floor: ElementwiseOperation {
  let function = UnaryFunction.floor
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { Tensor.zeros(like: g) }
}

extension Tensor {
  /// The largest whole number that is not above each element.
  ///
  /// Integers stay as they are; the gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.floor.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func floor() -> Tensor { record(Floor(), numbers("floor")) }
}
