import Kagami

extension OperationCase {
  static let selection: [OperationCase] = [
    OperationCase(
      "where",
      [
        .smooth(.spread([3, 4], -1...1), .spread([3, 1], -1...1, seed: 2)),
        .special(.values(-1, 1, .nan), .values(.nan, .infinity, 2)),
      ], tolerance: 0,
      torch: .form("where"), apply: { Tensor.where($0[0].detach() .> 0.0625, $0[0], $0[1]) },
      reference: { inputs in
        .zip3(inputs[0], inputs[1]) { a, b, _ in a > 0.0625 ? a : b }
      }),
    OperationCase(
      "indexSelect", [.smooth(.spread([4, 3], -1...1))], tolerance: 0, operations: { _ in 0 },
      isScalable: false, torch: .form("indexSelect"),
      apply: { $0[0].indexSelect(axis: 0, Tensor([2, 0, 2] as [Int], device: $0[0].device)) },
      reference: { inputs in
        ReferenceArray(shape: [3, 3]) { inputs[0][[[2, 0, 2][$0[0]], $0[1]]] }
      }),
    OperationCase(
      "indexSelect of columns", [.smooth(.spread([2, 4], -1...1))], tolerance: 0,
      operations: { _ in 0 }, isScalable: false, torch: .form("indexSelect"),
      apply: { $0[0].indexSelect(axis: 1, Tensor([3, 3, 1] as [Int], device: $0[0].device)) },
      reference: { inputs in
        ReferenceArray(shape: [2, 3]) { inputs[0][[$0[0], [3, 3, 1][$0[1]]]] }
      }),
    OperationCase(
      "gather",
      [.smooth(.spread([2, 4], -1...1)), .smooth(.spread([3, 4], -1...1))], tolerance: 0,
      operations: { _ in 0 }, isScalable: false, torch: .form("gather"),
      apply: {
        $0[0].gather(axis: 1, Tensor([3, 0, 3, 1] as [Int], shape: [2, 2], device: $0[0].device))
      },
      reference: { inputs in
        ReferenceArray(shape: [2, 2]) { inputs[0][[$0[0], [3, 0, 3, 1][2 * $0[0] + $0[1]]]] }
      }),
    OperationCase(
      "gather along the first axis of three", [.smooth(.spread([3, 2, 2], -1...1))], tolerance: 0,
      operations: { _ in 0 }, isScalable: false, torch: .form("gather"),
      apply: {
        let index = Tensor([2, 0, 1, 1] as [Int], shape: [1, 2, 2], device: $0[0].device)
        return $0[0].gather(axis: 0, index)
      },
      reference: { inputs in
        ReferenceArray(shape: [1, 2, 2]) {
          inputs[0][[[2, 0, 1, 1][2 * $0[1] + $0[2]], $0[1], $0[2]]]
        }
      }),
    OperationCase(
      "place: assignment at positions",
      [.smooth(.spread([4, 3], -2...2), .spread([2, 3], -2...2, seed: 2))], tolerance: 0,
      operations: { _ in 0 }, isScalable: false,
      torch: .none(reason: "the forms write to ranges; golden values have positions"),
      apply: { inputs in
        var x = inputs[0] * 1
        x[Tensor([2, 0] as [Int], device: x.device)] = inputs[1]
        return x
      },
      reference: { inputs in
        ReferenceArray(shape: [4, 3]) { position in
          switch position[0] {
          case 0: inputs[1][[1, position[1]]]
          case 2: inputs[1][[0, position[1]]]
          default: inputs[0][position]
          }
        }
      }),
    OperationCase(
      "comparisons as numbers",
      [.special(.values(1, 2, .nan, .infinity, -0.0), .values(1, 1, .nan, .infinity, 0))],
      tolerance: 0, torch: .form(".=="),
      apply: { inputs in
        let (a, b) = (inputs[0], inputs[1])
        let pairs = [a .== b, a .!= b, a .< b, a .<= b, a .> b, a .>= b]
        return Tensor.stack(pairs).to(a.dtype)
      },
      reference: { inputs in
        let (a, b) = (inputs[0].values, inputs[1].values)
        let rules: [(Double, Double) -> Bool] = [(==), (!=), (<), (<=), (>), (>=)]
        return ReferenceArray(
          shape: [6, a.count],
          values: rules.flatMap { rule in zip(a, b).map { rule($0, $1) ? 1 : 0 } })
      }),
    OperationCase(
      "argmax as a number",
      [.special(.spread([3, 4], -1...1)), .special(.values(1, 3, 3, 2))], tolerance: 0,
      torch: .form("argmax"), apply: { $0[0].argmax(axis: -1).to($0[0].dtype) },
      reference: { inputs in
        inputs[0].reduced([inputs[0].shape.count - 1]) { row in
          Double(row.firstIndex { $0 == row.max() } ?? 0)
        }
      }),
  ]
}
