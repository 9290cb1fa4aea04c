extension Tensor {
  /// A tensor whose elements all are `value`.
  ///
  /// ```swift
  /// Tensor.full([2, 3], 0.5)
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.full.html>.
  ///
  /// - Parameters:
  ///   - shape: The extents.
  ///   - value: The number.
  ///   - dtype: The type of the elements; the number's own unless given, `float32` for fractions.
  ///   - device: Where the tensor is.
  ///   - requiresGrad: Whether gradients accumulate here.
  /// - Precondition: the number is within the range of `dtype`. Fractions are truncated first, and
  ///   a negative integer down to −255 stands for a `uint8` by its low eight bits.
  public static func full<Number: TensorScalar>(
    _ shape: Shape, _ value: Number, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    checkExtents("full", shape)
    let dtype = dtype ?? (Number.dtype == .float64 ? .float32 : Number.dtype)
    if !value.fits(dtype) { stop("full", value, outside: dtype) }
    return filled(shape, value, dtype, device).requiring(requiresGrad)
  }

  /// A tensor of zeros.
  ///
  /// ```swift
  /// Tensor.zeros([2, 3])
  /// ```
  public static func zeros(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    full(shape, 0, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// A tensor of ones.
  ///
  /// ```swift
  /// Tensor.ones([64, 1])
  /// ```
  public static func ones(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    full(shape, 1, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// Zeros in the shape, type, layout and place of `other`.
  public static func zeros(like other: Tensor, requiresGrad: Bool = false) -> Tensor {
    filled(like: other, 0).requiring(requiresGrad)
  }

  /// Ones in the shape, type, layout and place of `other`.
  public static func ones(like other: Tensor, requiresGrad: Bool = false) -> Tensor {
    filled(like: other, 1).requiring(requiresGrad)
  }

  /// One number in the shape, type, layout and place of `other`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.full_like.html>.
  ///
  /// - Precondition: the number is within the range of the type.
  public static func full(like other: Tensor, _ value: some TensorScalar) -> Tensor {
    if !value.fits(other.dtype) { stop("full", value, outside: other.dtype) }
    return filled(like: other, value)
  }

  /// A tensor for elements that are written later; what they are until then is not said.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.empty.html>.
  public static func empty(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    checkExtents("empty", shape)
    // Memory is not cleared; truth values alone have bits that mean nothing.
    return dtype == .bool
      ? filled(shape, false, dtype, device)
      : Tensor(uninitialized: shape, dtype: dtype, device: device)
  }

  /// The same in the shape, type and place of `other`.
  public static func empty(like other: Tensor) -> Tensor {
    empty(other.shape, dtype: other.dtype, device: other.device)
  }

  /// Ones on a diagonal of `[rows, columns]`, and zeros elsewhere.
  ///
  /// Source: <https://numpy.org/doc/stable/reference/generated/numpy.eye.html>.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - diagonal: 0 is the main diagonal, positive ones are above it.
  ///   - dtype: The type of the elements.
  ///   - device: Where the tensor is.
  public static func eye(
    _ rows: Int, columns: Int, diagonal: Int = 0, dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    checkExtents("eye", [rows, columns])
    let shift = Swift.min(Swift.max(diagonal, -rows), columns)
    let across = Tensor.arange(columns, device: device)
    let down = Tensor.arange(shift, rows + shift, device: device).unsqueeze(axis: 1)
    return (down .== across).to(dtype)
  }

  /// The identity matrix, `[size, size]`.
  public static func eye(
    _ size: Int, dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    checkExtents("eye", [size])
    let rows = Tensor.arange(size, device: device)
    return (rows.unsqueeze(axis: 1) .== rows).to(dtype).requiring(requiresGrad)
  }

  /// The elements `value`, converted by the rules of ``TensorScalar/init(converting:)``.
  static func filled(
    _ shape: Shape, _ value: some TensorScalar, _ dtype: DType, _ device: Device
  ) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype, device: device)
    device.backend.fill(result.operand, with: value)
    return result
  }

  private static func filled(like other: Tensor, _ value: some TensorScalar) -> Tensor {
    let result = Tensor(
      uninitialized: other.shape, dtype: other.dtype, device: other.device, lyingAs: other)
    result.device.backend.fill(result.operand, with: value)
    return result
  }

  /// Itself, as a leaf at which gradients accumulate if `requiresGrad`.
  func requiring(_ requiresGrad: Bool) -> Tensor {
    var leaf = self
    if requiresGrad { leaf.requiresGrad = true }
    return leaf
  }

  static func stop(_ operation: String, _ value: some TensorScalar, outside dtype: DType) -> Never {
    misuse(
      operation, "\(value) is outside the range of \(dtype)",
      hint: "name a wider dtype, or convert with to(.\(dtype)), which wraps")
  }

  static func checkExtents(_ operation: String, _ shape: Shape) {
    if shape.contains(where: { $0 < 0 }) {
      misuse(operation, "shape \(shape) has a negative extent")
    }
  }
}
