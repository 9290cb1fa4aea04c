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

extension Tensor {
  /// Both tensors in the type that an operation on them computes in.
  ///
  /// A tensor without axes does not widen the other one's type within its kind. In a `MisuseScope` two
  /// tensors that do not meet give two stand-ins that do.
  static func matched(
    _ operation: String, _ a: Tensor, _ b: Tensor
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
    if a.dtype == b.dtype { return (a, b) }
    var dtype = DType.promoted(a.dtype, b.dtype)
    if a.dtype.isFloatingPoint == b.dtype.isFloatingPoint {
      if a.rank == 0, b.rank > 0, b.dtype != .bool { dtype = b.dtype }
      if b.rank == 0, a.rank > 0, a.dtype != .bool { dtype = a.dtype }
    }
    return (a.to(dtype), b.to(dtype))
  }

  /// A number as a tensor without axes that meets this one: it takes this one's type, unless it is
  /// a fraction and this one is not.
  func scalar(_ value: some TensorScalar) -> Tensor {
    let fits = dtype.isFloatingPoint || !type(of: value).dtype.isFloatingPoint
    let dtype =
      fits && !(dtype == .bool && type(of: value).dtype != .bool)
      ? dtype : (type(of: value).dtype.isFloatingPoint ? .float32 : type(of: value).dtype)
    return Tensor.full([], value, dtype: dtype, device: device)
  }

  /// The same in a floating-point type: integers and truth values become `float32`.
  var real: Tensor { dtype.isFloatingPoint ? self : to(.float32) }
}
