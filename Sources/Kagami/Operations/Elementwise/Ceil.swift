internal import KagamiKernels

/// `⌈x⌉`, elementwise.
struct Ceil: ElementwiseOperation {
  let function = UnaryFunction.ceil
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { Tensor.zeros(like: g) }
}

extension Tensor {
  /// The smallest whole number that is not below each element.
  ///
  /// Integers stay as they are; the gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.ceil.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func ceil() -> Tensor { record(Ceil(), numbers("ceil")) }
}
