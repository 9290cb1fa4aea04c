internal import KagamiKernels

/// `−x`, elementwise.
struct Negate: ElementwiseOperation {
  let function = UnaryFunction.negate
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { -g }
}

extension Tensor {
  /// Each element as it is.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.positive.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public static prefix func + (x: Tensor) -> Tensor { x.numbers("positive") }

  /// Each element with its sign turned.
  ///
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.neg.html>.
  public static prefix func - (x: Tensor) -> Tensor {
    if x.dtype == .bool {
      misuse("negate", "truth values have no sign", hint: "use .! for the logical not")
    }
    return record(Negate(), x)
  }
}
