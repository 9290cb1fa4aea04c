extension Tensor {
  /// A tensor without axes that holds one number; fractions become `float32` unless a type is given.
  public init(
    _ value: some TensorScalar, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) {
    self = Tensor.full([], value, dtype: dtype, device: device)
    if requiresGrad { self.requiresGrad = true }
  }

  /// A tensor of a list's numbers in row-major order.
  ///
  /// ```swift
  /// Tensor([1, 2, 3, 4], shape: [2, 2])
  /// ```
  /// - Parameters:
  ///   - values: As many numbers as `shape` has elements.
  ///   - shape: The extents; `[values.count]` unless given.
  ///   - dtype: The type of the elements: `float32` for a list of `Float` or `Double`, the list's
  ///     own otherwise, unless given.
  ///   - device: Where the tensor is.
  ///   - requiresGrad: Whether gradients gather here.
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
    let result = Tensor(uninitialized: shape, dtype: dtype ?? own, device: device)
    func fill<T: TensorElement>(_: T.Type) {
      let memory = result.operand.typed(T.self)
      if let same = values as? [T] {
        memory.update(from: same, count: same.count)
      } else {
        for (index, value) in values.enumerated() { memory[index] = T(converting: value) }
      }
    }
    fill(result.dtype.element)
    self = result
    if requiresGrad { self.requiresGrad = true }
  }

  /// A matrix from its rows.
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
    let dense = contiguousView
    func read<T: TensorElement>(_: T.Type) -> [Value] {
      dense.withOperand { operand in
        let memory = UnsafeBufferPointer(start: operand.typed(T.self), count: count)
        return (Array(memory) as? [Value]) ?? memory.map { Value(converting: $0) }
      }
    }
    return read(dtype.element)
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
      withOperand { Value(converting: $0.typed(T.self).pointee) }
    }
    return read(dtype.element)
  }
}
