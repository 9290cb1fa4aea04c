// Several tensors made to fit each other.
extension Tensor {
  /// Grids of coordinates: for each list a tensor with one axis for every list, along whose own it varies.
  ///
  /// ```swift
  /// let grid = Tensor.meshgrid([Tensor.arange(2), Tensor.arange(3)])    // twice [2, 3]
  /// ```
  /// Views. Source: <https://docs.pytorch.org/docs/stable/generated/torch.meshgrid.html>.
  ///
  /// - Parameters:
  ///   - lists: Tensors of one axis or none.
  ///   - indexing: Whether the first list varies along the first axis, as rows do, or along the second, as x does.
  public static func meshgrid(_ lists: [Tensor], indexing: GridIndexing = .ij) -> [Tensor] {
    if let odd = lists.first(where: { $0.rank > 1 }) {
      return lists.map {
        $0.standIn(after: MisuseError("meshgrid", "a tensor of \(odd.shape) is no list"))
      }
    }
    let turned = indexing == .xy && lists.count > 1
    var order = Array(lists.indices)
    if turned { order.swapAt(0, 1) }
    let shape = Shape(order.map { lists[$0].count })
    return lists.indices.map { list in
      var own = Shape(repeating: 1, count: lists.count)
      if let axis = order.firstIndex(of: list) { own[axis] = lists[list].count }
      return lists[list].reshape(own).expand(shape)
    }
  }

  /// Tensors repeated to the shape that they have in common; views.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.broadcast_tensors.html>.
  ///
  /// - Parameter tensors: Tensors whose shapes broadcast.
  public static func broadcast(_ tensors: [Tensor]) -> [Tensor] {
    var common: Shape = []
    for tensor in tensors {
      guard let shape = Broadcast.shape(common, tensor.shape) else {
        let error = MisuseError(
          "broadcast", "shapes \(common) and \(tensor.shape) do not broadcast", hint: Broadcast.hint
        )
        return tensors.map { $0.standIn(after: error) }
      }
      common = shape
    }
    return tensors.map { $0.expand(common) }
  }

  /// Numbers at equal distances, `[count]`.
  ///
  /// ```swift
  /// Tensor.linspace(0, 1, count: 5)                         // 0, 0.25, 0.5, 0.75, 1
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linspace.html>.
  ///
  /// - Parameters:
  ///   - start: The first number.
  ///   - end: The last number, or where it would follow.
  ///   - count: How many, not negative.
  ///   - endpoint: Whether `end` is among them.
  ///   - dtype: The type of the elements, of fractions or integers, which truncate.
  ///   - device: Where the tensor is.
  public static func linspace(
    _ start: Double, _ end: Double, count: Int, endpoint: Bool = true, dtype: DType = .float32,
    device: Device = .cpu
  ) -> Tensor {
    checkExtents("linspace", [count])
    let steps = Double(endpoint ? Swift.max(count - 1, 1) : Swift.max(count, 1))
    let step = (end - start) / steps
    let numbers = Tensor([count], device: device, of: Double.self) { memory in
      // From both ends, so that both are met exactly.
      for i in 0..<count {
        memory[i] =
          endpoint && 2 * i >= count && count > 1
          ? end - step * Double(count - 1 - i) : start + step * Double(i)
      }
    }
    return numbers.to(dtype)
  }
}

/// The order of axes in ``Tensor/meshgrid(_:indexing:)``.
public enum GridIndexing: Sendable {
  /// The first list varies along the first axis.
  case ij
  /// The first list varies along the second axis, and the second along the first.
  case xy
}
