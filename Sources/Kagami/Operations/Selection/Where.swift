/// `condition ? a : b`, elementwise, with broadcasting.
struct Where: Operation {
  let name = "where"
  let keeps: Kept = .input0

  func forward(_ inputs: [Tensor]) -> Tensor {
    let (condition, a, b) = (inputs[0], inputs[1], inputs[2])
    guard let pair = Broadcast.shape(a.shape, b.shape),
      let shape = Broadcast.shape(condition.shape, pair)
    else {
      misuse(
        name, "shapes \(condition.shape), \(a.shape) and \(b.shape) do not broadcast",
        hint: "from the last axis backwards, extents must be equal or 1")
    }
    let result = Tensor(uninitialized: shape, dtype: a.dtype, device: a.device)
    condition.withOperand { c in
      a.withOperand { a in
        b.withOperand { b in
          result.device.backend.select(
            c.broadcast(to: shape), a.broadcast(to: shape), b.broadcast(to: shape),
            into: result.operand)
        }
      }
    }
    return result
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
    if condition.device != a.device {
      misuse(
        "where", "the condition is on \(condition.device), the elements are on \(a.device)",
        hint: "move one with to(_:)")
    }
    return record(Where(), condition, a, b)
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
