internal import KagamiKernels

/// The rules by which two tensors meet.
enum Broadcast {
  /// The common shape: trailing axes are equal, or one of them is 1 or absent.
  static func shape(_ operation: some Any, _ a: Tensor, _ b: Tensor) -> Shape {
    if a.shape == b.shape { return a.shape }
    guard let shape = shape(a.shape, b.shape) else {
      misuse("\(operation)", mismatch(a, b), hint: hint)
    }
    return shape
  }

  /// What is said of tensors that do not broadcast.
  static func mismatch(_ a: Tensor, _ b: Tensor) -> String {
    "shapes \(a.shape) and \(b.shape) do not broadcast"
  }

  static let hint = "from the last axis backwards, extents must be equal or 1"

  /// The common shape, or nil.
  static func shape(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.count, b.count)
    var common = Shape(repeating: 1, count: rank)
    for axis in 0..<rank {
      let (i, j) = (axis - rank + a.count, axis - rank + b.count)
      let (left, right) = (i < 0 ? 1 : a[i], j < 0 ? 1 : b[j])
      guard left == right || left == 1 || right == 1 else { return nil }
      common[axis] = left == 1 ? right : left
    }
    return common
  }

  /// The axes of `shape` along which a tensor of shape `from` repeats.
  static func axes(from: Shape, to shape: Shape) -> [Int] {
    let missing = shape.count - from.count
    return shape.indices.filter { $0 < missing || (from[$0 - missing] == 1 && shape[$0] != 1) }
  }
}

/// Computes and records an operation on two tensors as they meet; see ``Tensor/matched(_:_:_:isReal:)``.
func recordMatched(
  _ operation: some DifferentiableOperation, _ a: Tensor, _ b: Tensor, isReal: Bool = false
) -> Tensor {
  // Mostly they meet as they are. Copies of both would take a tenth of the time of adding eight numbers.
  if a.device == b.device, a.dtype == b.dtype, a.shape == b.shape,
    !isReal || a.dtype.isFloatingPoint
  {
    return record(operation, a, b)
  }
  let (a, b) = Tensor.matched(operation.name, a, b, isReal: isReal)
  return record(operation, a, b)
}

extension Tensor {
  /// Both tensors in the type that an operation on them computes in.
  ///
  /// A tensor without axes does not widen the other one's type within its kind. In a `MisuseScope` two
  /// tensors that do not meet give two stand-ins that do.
  ///
  /// - Parameter isReal: Whether the operation leaves the integers: they then become `float32`
  ///   without passing through a narrower integer type.
  static func matched(
    _ operation: String, _ a: Tensor, _ b: Tensor, isReal: Bool = false
  ) -> (Tensor, Tensor) {
    if a.device != b.device {
      let error = MisuseError(
        operation,
        "one tensor of \(a.shape) is on \(a.device), the other of \(b.shape) on \(b.device)",
        hint: "move one with to(_:)")
      let standIn = a.standIn(after: error)
      return (standIn, standIn)
    }
    if a.shape != b.shape, Broadcast.shape(a.shape, b.shape) == nil {
      let error = MisuseError(operation, Broadcast.mismatch(a, b), hint: Broadcast.hint)
      let standIn = a.standIn(after: error)
      return (standIn, standIn)
    }
    if a.dtype == b.dtype, !isReal || a.dtype.isFloatingPoint { return (a, b) }
    var dtype = commonDType(a, b)
    if isReal, !dtype.isFloatingPoint { dtype = .float32 }
    return (a.to(dtype), b.to(dtype))
  }

  /// The type in which two tensors meet.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc>.
  static func commonDType(_ a: Tensor, _ b: Tensor) -> DType {
    if a.dtype.isFloatingPoint == b.dtype.isFloatingPoint {
      if a.rank == 0, b.rank > 0, b.dtype != .bool { return b.dtype }
      if b.rank == 0, a.rank > 0, a.dtype != .bool { return a.dtype }
    }
    return .promoted(a.dtype, b.dtype)
  }

  /// The type of an operation's result on this tensor and a number of type `number`: this one's,
  /// unless the number is of a wider kind.
  func commonDType(with number: DType) -> DType {
    if dtype.isFloatingPoint || number == .bool { return dtype }
    if number.isFloatingPoint { return .float32 }
    return dtype == .bool ? number : dtype
  }

  /// A number as a tensor without axes that meets this one, in the type that ``commonDType(with:)`` gives.
  ///
  /// Integers wrap, as PyTorch's: −1 meets a `uint8` as 255. Where a number has to fit, `operation`
  /// is the name under which one that does not is misuse.
  func scalar<Number: TensorScalar>(_ value: Number, fitting operation: String? = nil) -> Tensor {
    let dtype = commonDType(with: Number.dtype)
    if let operation, !value.fits(dtype) { Tensor.stop(operation, value, outside: dtype) }
    return Tensor.filled([], value, dtype, device)
  }

  /// The same in a floating-point type: integers and truth values become `float32`.
  var real: Tensor { dtype.isFloatingPoint ? self : to(.float32) }
}
