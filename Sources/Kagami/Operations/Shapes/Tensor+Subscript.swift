extension Tensor {
  /// The elements that the indices select; axes that are not named stay whole.
  ///
  /// ```swift
  /// x[0]                                  // first row
  /// x[.all, 1..<3]                        // two columns
  /// x[-2...]                              // the last two rows
  /// x[stride(from: 0, to: 10, by: 2), -1] // last column of even rows
  /// x[.ellipsis, .reversed]               // the last axis backwards
  /// x[x .> 0]                             // positive elements, [n]
  /// x[Tensor([2, 0])]                     // third and first row
  /// ```
  /// Numbers, ranges and strides give a view, tensors a copy; gradients pass through both. Tensors of
  /// positions broadcast with each other; their axes stand where the first of them stands, or in front if
  /// other indices stand between them, as in PyTorch. A mask uses as many axes as it has.
  ///
  /// Writing replaces the elements, with broadcasting and conversion; gradients then pass to what was written
  /// and not to what was there. Of elements named twice one of the values stays. Inside `noGrad` a leaf stays
  /// a leaf. Source: <https://docs.pytorch.org/docs/stable/tensor_view.html>.
  ///
  /// - Precondition: positions are within their axes; what is written while recording is not a leaf.
  public subscript(_ indices: any TensorIndex...) -> Tensor {
    get { selecting(indices) }
    set { replace(indices, with: newValue) }
  }

  /// The elements that a list of indices selects, for subscripts built at run time.
  ///
  /// ```swift
  /// var indices: [any TensorIndex] = Array(repeating: AllIndices(), count: x.rank)
  /// indices[axis] = 0
  /// x[indices: indices]
  /// ```
  public subscript(indices indices: [any TensorIndex]) -> Tensor {
    get { selecting(indices) }
    set { replace(indices, with: newValue) }
  }

  /// One number, or the same number for all elements that the indices select.
  ///
  /// ```swift
  /// x[0, 1] = 5
  /// x[mask] = -.infinity
  /// let value: Float = x[0, 1]
  /// ```
  /// - Precondition: for reading, the indices select one element.
  @_disfavoredOverload
  public subscript<Value: TensorScalar>(_ indices: any TensorIndex...) -> Value {
    get { selecting(indices).item(as: Value.self) }
    set { replace(indices, with: Tensor.full([], newValue, dtype: dtype, device: device)) }
  }

  private func selecting(_ indices: [any TensorIndex]) -> Tensor {
    checked { () throws(MisuseError) in
      let plan = try SubscriptPlan(indices, extents: shape)
      let part = record(Slice(window: plan.window), self).reshape(plan.shape)
      return plan.indices.isEmpty ? part : try part.selecting(plan)
    }
  }

  private mutating func replace(_ indices: [any TensorIndex], with value: Tensor) {
    do throws(MisuseError) {
      if value.device != device {
        throw MisuseError(
          "subscript", "a tensor on \(value.device) is written to one on \(device)",
          hint: "move one with to(_:)")
      }
      let isRecorded = try recordsChange(
        by: value, "subscript", otherwise: "write to a copy made by an operation")
      if let mask = indices.first as? Tensor, indices.count == 1, mask.dtype == .bool,
        mask.shape == shape, value.count == 1
      {
        let new = Tensor.where(mask.to(device), value.to(dtype).reshape([]), self)
        keepingHistory(unless: isRecorded) { $0 = new }
        return
      }
      let plan = try SubscriptPlan(indices, extents: shape)
      if plan.indices.isEmpty {
        let fitting = try value.fitting(plan.shape).to(dtype).reshape(plan.window.counts)
        if isRecorded {
          self = record(Replace(window: plan.window), self, fitting)
        } else {
          keepingHistory { $0.overwrite(plan.window, with: fitting.withoutHistory) }
        }
        return
      }
      // Where the selected elements stand, found by selecting from all places.
      let places = Tensor.arange(count).reshape(shape)[indices: indices]
      let fitting = try value.fitting(places.shape).to(dtype).reshape([places.count])
      let place = Place(places: places.reshape([places.count]).to(device))
      if isRecorded {
        self = record(place, self, fitting)
      } else {
        keepingHistory { $0 = place.forward([$0.withoutHistory, fitting.withoutHistory]) }
      }
    } catch {
      MisuseScope.note(error)
    }
  }

  /// Runs `body`, after which the history is what it was, unless it is to be recorded.
  private mutating func keepingHistory(
    unless isRecorded: Bool = false, _ body: (inout Tensor) -> Void
  ) {
    let history = history
    body(&self)
    if !isRecorded { self.history = history }
  }

  /// This value repeated to `shape`; outer axes of extent 1 that `shape` lacks are left out.
  private func fitting(_ shape: Shape) throws(MisuseError) -> Tensor {
    var own = self.shape
    while own.count > shape.count, own[0] == 1 { own.remove(at: 0) }
    guard Broadcast.shape(own, shape) == shape else {
      throw MisuseError("subscript", "a tensor of \(self.shape) does not fill \(shape)")
    }
    return reshape(own).expand(shape)
  }

  /// Writes `value` at a window's positions, in place where nothing else holds the memory.
  private mutating func overwrite(_ window: Window, with value: Tensor) {
    // Elements of a repeated tensor share memory, and only one is to change.
    makeContiguous()
    let backend = device.backend
    makeUnique()
    backend.copy(value.operand, into: operand.part(window))
  }
}
