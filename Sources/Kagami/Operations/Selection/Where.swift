/// `condition ? a : b`, elementwise, with broadcasting.
struct Where: DifferentiableOperation {
  let name = "where"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor {
    let (condition, a, b) = (inputs[0], inputs[1], inputs[2])
    let shape = Self.shape(condition, a, b) ?? []
    var result = Tensor(uninitialized: shape, dtype: a.dtype, device: a.device)
    if !result.lie(as: a), !result.lie(as: b) { result.lie(as: condition) }
    result.device.backend.select(
      condition.operand.broadcast(to: shape), a.operand.broadcast(to: shape),
      b.operand.broadcast(to: shape), into: result.operand)
    return result
  }

  /// The common shape of all three, or nil.
  fileprivate static func shape(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Shape? {
    Broadcast.shape(a.shape, b.shape).flatMap { Broadcast.shape(condition.shape, $0) }
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (condition, g) = (context.input(0), context.gradient)
    return [
      nil,
      context.needs[1] ? Tensor.where(condition, g, 0).summed(to: context.shape(1)) : nil,
      context.needs[2] ? Tensor.where(condition, 0, g).summed(to: context.shape(2)) : nil,
    ]
  }
}

extension Tensor {
  /// The elements of `a` where `condition` holds, those of `b` elsewhere.
  ///
  /// The gradient goes to the side that was taken. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.where.html>.
  ///
  /// - Parameters:
  ///   - condition: Truth values; other types count as true unless 0.
  ///   - a: The elements where the condition holds.
  ///   - b: The elements elsewhere; all three broadcast.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    let (a, b) = matched("where", a, b)
    let condition = condition.detach().to(.bool)
    return a.checked { () throws(MisuseError) in
      if condition.device != a.device {
        throw MisuseError(
          "where", "the condition is on \(condition.device), the elements are on \(a.device)",
          hint: "move one with to(_:)")
      }
      if Where.shape(condition, a, b) == nil {
        throw MisuseError(
          "where", "shapes \(condition.shape), \(a.shape) and \(b.shape) do not broadcast",
          hint: Broadcast.hint)
      }
      return record(Where(), condition, a, b)
    }
  }

  /// The elements of `a` where `condition` holds, the number `b` elsewhere.
  public static func `where`(
    _ condition: Tensor, _ a: Tensor, _ b: some TensorScalar
  ) -> Tensor {
    self.where(condition, a, a.scalar(b))
  }

  /// The number `a` where `condition` holds, the elements of `b` elsewhere.
  public static func `where`(
    _ condition: Tensor, _ a: some TensorScalar, _ b: Tensor
  ) -> Tensor {
    self.where(condition, b.scalar(a), b)
  }
}
