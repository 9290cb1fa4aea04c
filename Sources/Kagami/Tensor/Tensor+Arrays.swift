internal import KagamiKernels

extension Tensor {
  /// A tensor without axes that holds one number.
  ///
  /// A Swift `Double`, which is what a literal such as `0.5` is, becomes `float32` unless a type is
  /// given, as Python's floats do in `torch.tensor`: the number is rounded to about seven digits.
  /// Name `dtype: .float64` to keep it whole.
  ///
  /// - Precondition: an integer or truncated fraction is within the range of an integer `dtype`.
  public init<Value: TensorScalar>(
    _ value: Value, dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) {
    let dtype = dtype ?? (Value.dtype == .float64 ? .float32 : Value.dtype)
    if !dtype.isFloatingPoint, !value.fits(dtype) { Tensor.stop("Tensor", value, outside: dtype) }
    self = Tensor.filled([], value, dtype, device).requiring(requiresGrad)
  }

  /// A tensor of a list's numbers in row-major order.
  ///
  /// ```swift
  /// Tensor([1, 2, 3, 4], shape: [2, 2])         // int64
  /// Tensor([0.1, 0.2])                          // float32, though the list is of Double
  /// Tensor([0.1, 0.2], dtype: .float64)         // float64
  /// ```
  /// A list of `Double` becomes `float32` unless a type is given, as Python's floats do in
  /// `torch.tensor`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.tensor.html>.
  ///
  /// - Parameters:
  ///   - values: As many numbers as `shape` has elements.
  ///   - shape: The extents; `[values.count]` unless given.
  ///   - dtype: The type of the elements: `float32` for a list of `Float` or `Double`, the list's
  ///     own otherwise, unless given.
  ///   - device: Where the tensor is.
  ///   - requiresGrad: Whether gradients accumulate here.
  /// - Precondition: integers and truncated fractions are within the range of an integer `dtype`; a
  ///   negative integer down to −255 stands for a `uint8` by its low eight bits.
  public init<Value: TensorScalar>(
    _ values: [Value], shape: Shape? = nil, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) {
    let shape = shape ?? [values.count]
    Tensor.checkExtents("Tensor", shape)
    if shape.elementCount != values.count {
      misuse("Tensor", "\(values.count) numbers do not fill a shape of \(shape)")
    }
    let own: DType = Value.dtype == .float64 ? .float32 : Value.dtype
    let dtype = dtype ?? own
    if !dtype.isFloatingPoint, dtype != Value.dtype,
      let odd = values.first(where: { !$0.fits(dtype) })
    {
      Tensor.stop("Tensor", odd, outside: dtype)
    }
    func fill<T: TensorElement>(_: T.Type) -> Tensor {
      Tensor(shape, device: device, of: T.self) { memory in
        values.withUnsafeBufferPointer { Tensor.convert($0, into: memory) }
      }
    }
    self = fill(dtype.element).requiring(requiresGrad)
  }

  /// A matrix from its rows; rows of `Double` become `float32` unless a type is given.
  ///
  /// - Precondition: all rows have the same length.
  public init<Value: TensorScalar>(
    _ rows: [[Value]], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
  ) {
    let columns = rows.first?.count ?? 0
    if let odd = rows.firstIndex(where: { $0.count != columns }) {
      misuse("Tensor", "row \(odd) has \(rows[odd].count) numbers, row 0 has \(columns)")
    }
    self.init(
      Array(rows.joined()), shape: [rows.count, columns], dtype: dtype, device: device,
      requiresGrad: requiresGrad)
  }

  /// The elements in row-major order, converted.
  ///
  /// ```swift
  /// x.array(of: Float.self)
  /// ```
  public func array<Value: TensorScalar>(of _: Value.Type = Value.self) -> [Value] {
    func read<T: TensorElement>(_: T.Type) -> [Value] {
      withHostElements(of: T.self) { memory in
        [Value](unsafeUninitializedCapacity: memory.count) { values, count in
          Tensor.convert(memory, into: values)
          count = memory.count
        }
      }
    }
    return read(dtype.element)
  }

  /// Writes the numbers of one list into the memory of another of the same length.
  private static func convert<From: TensorScalar, To: TensorScalar>(
    _ values: UnsafeBufferPointer<From>, into memory: UnsafeMutableBufferPointer<To>
  ) {
    guard let from = values.baseAddress, let to = memory.baseAddress else { return }
    // Types that lie as the elements of their dtype do, such as Int, need not be converted one by one.
    if MemoryLayout<From>.stride == From.dtype.byteCount,
      MemoryLayout<To>.stride == To.dtype.byteCount
    {
      switch (From.dtype, To.dtype) {
      case (let a, let b) where a == b:
        return UnsafeMutableRawPointer(to).copyMemory(
          from: from, byteCount: values.count * a.byteCount)
      case (.float64, .float32), (.float32, .float64):
        return Elements.convert(
          count: values.count, from, of: From.dtype.stored, stride: 1, into: to,
          of: To.dtype.stored, stride: 1)
      default: break
      }
    }
    for index in values.indices {
      (to + index).initialize(to: To(converting: values[index]))
    }
  }

  /// The only element, as a `Double`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html>.
  /// - Precondition: the tensor has one element.
  public func item() -> Double { item(as: Double.self) }

  /// The only element.
  ///
  /// - Precondition: the tensor has one element.
  public func item<Value: TensorScalar>(as _: Value.Type) -> Value {
    if count != 1 {
      return misuse(
        "item", "a tensor of \(shape) has \(count) elements, not one",
        hint: "reduce it, or read array(of:)", standIn: Value(converting: 0))
    }
    // Not by way of array(of:): an array for one number would cost more than a small batch's loss.
    func read<T: TensorElement>(_: T.Type) -> Value {
      withHostElements(of: T.self) { Value(converting: $0[0]) }
    }
    return read(dtype.element)
  }
}
