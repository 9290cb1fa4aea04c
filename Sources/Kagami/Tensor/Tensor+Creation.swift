extension Tensor {
  /// A tensor whose elements all are `value`.
  ///
  /// - Parameters:
  ///   - shape: The extents.
  ///   - value: The number.
  ///   - dtype: The type of the elements; the number's own unless given, `float32` for fractions.
  ///   - device: Where the tensor is.
  public static func full(
    _ shape: Shape, _ value: some TensorScalar, dtype: DType? = nil, device: Device = .cpu
  ) -> Tensor {
    checkExtents("full", shape)
    let own = type(of: value).dtype
    let dtype = dtype ?? (own == .float64 ? .float32 : own)
    let result = Tensor(uninitialized: shape, dtype: dtype, device: device)
    if dtype == .int64 {
      // By way of Double large integers would be rounded.
      for index in 0..<result.count { result.operand.typed(Int64.self)[index] = value.asInt64 }
    } else {
      device.backend.fill(result.operand, with: value.asDouble)
    }
    return result
  }

  /// A tensor of zeros.
  ///
  /// ```swift
  /// Tensor.zeros([2, 3])
  /// ```
  public static func zeros(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    full(shape, 0, dtype: dtype, device: device)
  }

  /// A tensor of ones.
  ///
  /// ```swift
  /// Tensor.ones([64, 1])
  /// ```
  public static func ones(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    full(shape, 1, dtype: dtype, device: device)
  }

  /// Zeros in the shape, type and place of `other`.
  public static func zeros(like other: Tensor) -> Tensor {
    zeros(other.shape, dtype: other.dtype, device: other.device)
  }

  /// Ones in the shape, type and place of `other`.
  public static func ones(like other: Tensor) -> Tensor {
    ones(other.shape, dtype: other.dtype, device: other.device)
  }

  /// The numbers `start`, `start + step`, … below `end`, as `[n]`.
  ///
  /// - Parameters:
  ///   - start: The first number.
  ///   - end: Where to stop; not included.
  ///   - step: The distance between neighbours, of either sign.
  ///   - dtype: The type of the elements; `int64` unless given.
  ///   - device: Where the tensor is.
  /// - Precondition: `step` is not 0 and leads from `start` towards `end`.
  public static func arange(
    _ start: Int, _ end: Int, step: Int = 1, dtype: DType = .int64, device: Device = .cpu
  ) -> Tensor {
    if step == 0 || (end - start).signum() * step.signum() < 0 {
      misuse("arange", "step \(step) does not lead from \(start) to \(end)")
    }
    return Tensor(Array(stride(from: start, to: end, by: step)), device: device).to(dtype)
  }

  /// The numbers from 0 below `end`, as `[end]`.
  public static func arange(_ end: Int, dtype: DType = .int64, device: Device = .cpu) -> Tensor {
    arange(0, end, dtype: dtype, device: device)
  }

  /// The identity matrix, `[size, size]`.
  public static func eye(
    _ size: Int, dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    let rows = Tensor.arange(size, device: device)
    return (rows.unsqueeze(1) .== rows).to(dtype)
  }

  static func checkExtents(_ operation: String, _ shape: Shape) {
    if shape.contains(where: { $0 < 0 }) {
      misuse(operation, "shape \(shape) has a negative extent")
    }
  }
}
