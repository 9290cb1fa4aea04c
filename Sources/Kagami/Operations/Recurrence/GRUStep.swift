/// What a step of a GRU does after its products: `[r, z]` of the sums of the gates' parts, `n` of the input's part
/// and r times the state's, and `h' = n + z·(h − n)`.
///
/// The values of the gates are a result, too, of which the gradients are made. Those of the values z and n are
/// `dh'·(h − n)` and `dh'·(1 − z)`; with that of n's argument, `a`, that of r is `a` times the state's part; and
/// that of h is `dh'·z`.
struct GRUStep: MultiOutputOperation {
  let name = "gruStep"
  let saves: SavedTensors = [.input1, .input2, .output(1)]
  let outputCount = 2

  /// - Parameter inputs: The gates' parts, both `[n, 3h]`, and h, `[n, h]`.
  /// - Returns: h' and the values of the gates.
  func forward(_ inputs: [Tensor]) -> [Tensor] {
    let laid = inputs.map(\.contiguousView)
    let (h, device) = (inputs[2], inputs[2].device)
    let made = device.backend.gruStep(
      input: laid[0].operand, hidden: laid[1].operand, h: laid[2].operand)
    if let made { return [made.h, made.gates].map { Tensor($0, device: device) } }
    let (input, hidden) = (inputs[0].gates(3), inputs[1].gates(3))
    let (r, z) = ((input[0] + hidden[0]).sigmoid(), (input[1] + hidden[1]).sigmoid())
    let n = (input[2] + r * hidden[2]).tanh()
    return [n + z * (h - n), .concatenate([r, z, n], axis: 1)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let values = context.output(1).gates(3)
    let (r, z, n) = (values[0], values[1], values[2])
    let (hidden, h) = (context.input(1).gates(3)[2], context.input(2))
    let g = context.gradient
    // Where a gradient of gradients comes back to the values.
    let others = context.hasGradient(of: 1) ? context.gradient(of: 1).gates(3) : nil
    func whole(_ gradient: Tensor, _ gate: Int) -> Tensor {
      others.map { gradient + $0[gate] } ?? gradient
    }
    let ofN = whole(g * (1 - z), 2) * (1 - n * n)
    let ofR = whole(ofN * hidden, 0) * (r * (1 - r))
    let ofZ = whole(g * (h - n), 1) * (z * (1 - z))
    return [
      .concatenate([ofR, ofZ, ofN], axis: 1), .concatenate([ofR, ofZ, ofN * r], axis: 1), g * z,
    ]
  }

  /// All gates in one pass.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    if context.hasGradient(of: 1) { return nil }
    let laid = [context.output(1), context.input(1), context.input(2), context.gradient]
      .map(\.contiguousView)
    let device = laid[0].device
    let made = device.backend.gruStepBackward(
      gates: laid[0].operand, hidden: laid[1].operand, h: laid[2].operand,
      gradient: laid[3].operand)
    return made.map { made in
      [made.input, made.hidden, made.h].map { .dense(Tensor($0, device: device)) }
    }
  }
}

extension Tensor {
  /// A step of a GRU after its products.
  ///
  /// - Parameters:
  ///   - input: What the input adds to the gates r, z and n, `[n, 3h]`.
  ///   - hidden: What the state adds, to n times r, `[n, 3h]`.
  ///   - h: The state, `[n, h]`.
  /// - Returns: The state after the step, `[n, h]`.
  /// - Precondition: shapes, types and devices agree, and the type is of floating point.
  package static func gruStep(input: Tensor, hidden: Tensor, h: Tensor) -> Tensor {
    record(GRUStep(), input, hidden, h)[0]
  }
}
