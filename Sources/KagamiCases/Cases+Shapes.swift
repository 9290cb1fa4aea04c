import Kagami

extension OperationCase {
  private static func moving(
    _ name: String, _ shape: Shape, form: String? = nil,
    _ apply: @escaping @Sendable (Tensor) -> Tensor,
    _ reference: @escaping @Sendable (ReferenceArray) -> ReferenceArray
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread(shape, -2...2))], tolerance: 0, operations: { _ in 0 },
      isScalable: false, torch: .form(form ?? name), apply: { apply($0[0]) },
      reference: { reference($0[0]) })
  }

  static let shapes: [OperationCase] = [
    moving("reshape", [3, 4], { $0.reshape([2, 6]) }, { $0.reshaped([2, 6]) }),
    moving(
      "reshape of the rest", [3, 4], form: "reshape", { $0.reshape([-1, 2]) },
      { $0.reshaped([6, 2]) }),
    moving("flatten", [2, 3, 2], { $0.flatten(from: 1) }, { $0.reshaped([2, 6]) }),
    moving("unsqueeze", [3, 2], { $0.unsqueeze(axis: -1) }, { $0.reshaped([3, 2, 1]) }),
    moving("squeeze", [3, 1, 2], { $0.squeeze(axis: 1) }, { $0.reshaped([3, 2]) }),
    moving("transpose", [3, 4], { $0.transpose() }, { $0.permuted([1, 0]) }),
    moving("permute", [2, 3, 4], { $0.permute([2, 0, 1]) }, { $0.permuted([2, 0, 1]) }),
    moving(
      "reshape of a permuted", [2, 3, 4], form: "reshape",
      { $0.permute([2, 0, 1]).reshape([8, 3]) },
      { $0.permuted([2, 0, 1]).reshaped([8, 3]) }),
    moving(
      "expand", [3, 1], { $0.expand([2, 3, 4]) },
      { x in ReferenceArray(shape: [2, 3, 4]) { x.broadcast(at: $0) } }),
    moving(
      "slice", [5, 4], { $0[stride(from: 1, to: 5, by: 2), 1..<3] },
      { x in ReferenceArray(shape: [2, 2]) { x[[1 + 2 * $0[0], 1 + $0[1]]] } }),
    moving("index", [3, 4], { $0[-1] }, { x in ReferenceArray(shape: [4]) { x[[2, $0[0]]] } }),
    moving(
      "index of a column", [3, 4], { $0[.all, .newAxis, 2] },
      { x in ReferenceArray(shape: [3, 1]) { x[[$0[0], 2]] } }),
    moving(
      "narrow", [3, 5], { $0.narrow(axis: 1, start: 1, length: 3) },
      { x in ReferenceArray(shape: [3, 3]) { x[[$0[0], 1 + $0[1]]] } }),
    moving("cast to float64 and back", [3], form: "to", { $0.to(.float64).to($0.dtype) }, { $0 }),
    OperationCase(
      "replace: assignment to a slice",
      [.smooth(.spread([4, 3], -2...2), .spread([2, 1], -2...2, seed: 2))], tolerance: 0,
      operations: { _ in 0 }, isScalable: false,
      torch: .form("assignment to a stride"),
      apply: { inputs in
        var x = inputs[0] * 1
        x[1..<3] = inputs[1]
        return x
      },
      reference: { inputs in
        ReferenceArray(shape: [4, 3]) { position in
          (1..<3).contains(position[0])
            ? inputs[1][[position[0] - 1, 0]] : inputs[0][position]
        }
      }),
    OperationCase(
      "concatenate",
      [.smooth(.spread([2, 3], -2...2), .spread([2, 1], -2...2, seed: 2))], tolerance: 0,
      operations: { _ in 0 }, torch: .form("concatenate"),
      apply: { Tensor.concatenate($0, axis: 1) },
      reference: { inputs in
        ReferenceArray(shape: [2, 4]) {
          $0[1] < 3 ? inputs[0][$0] : inputs[1][[$0[0], $0[1] - 3]]
        }
      }),
    OperationCase(
      "split", [.smooth(.spread([2, 5], -2...2))], tolerance: 0, operations: { _ in 0 },
      isScalable: false, torch: .form("split"),
      apply: { inputs in
        // The middle part is not used, so that no gradient comes to it.
        let parts = inputs[0].split([2, 1, 2], axis: 1)
        return Tensor.concatenate([parts[2], parts[0]], axis: 1)
      },
      reference: { inputs in
        ReferenceArray(shape: [2, 4]) { inputs[0][[$0[0], $0[1] < 2 ? $0[1] + 3 : $0[1] - 2]] }
      }),
    OperationCase(
      "stack", [.smooth(.spread([2, 3], -2...2), .spread([2, 3], -2...2, seed: 2))],
      tolerance: 0, operations: { _ in 0 }, torch: .form("stack"),
      apply: { Tensor.stack($0, axis: 1) },
      reference: { inputs in
        ReferenceArray(shape: [2, 2, 3]) { inputs[$0[1]][[$0[0], $0[2]]] }
      }),
  ]
}
