import Kagami

extension OperationCase {
  /// What takes the gradient of `function`'s result to that of its input, as an operation of its own.
  private static func adjoint(
    of shape: Shape, _ values: [Double]? = nil, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) -> @Sendable ([Tensor]) -> Tensor {
    { inputs in
      let gradient = inputs[0]
      let x = Tensor(
        values ?? Array(repeating: 0, count: shape.elementCount), shape: shape,
        dtype: gradient.dtype, device: gradient.device, requiresGrad: true)
      // Recorded, so that its own gradient can be compared.
      return enableGrad {
        grad(of: function(x), withRespectTo: [x], gradient: gradient, createGraph: true)[0]
      }
    }
  }

  private static func passing(
    _ name: String, _ shape: Shape, of operation: String,
    apply: @escaping @Sendable ([Tensor]) -> Tensor,
    _ reference: @escaping @Sendable (ReferenceArray) -> ReferenceArray
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread(shape, -2...2))], tolerance: 1e-6, operations: { _ in 0 },
      isScalable: false, torch: .none(reason: "only the gradient of \(operation) records it"),
      apply: apply, reference: { reference($0[0]) })
  }

  private static func slope(
    _ name: String, below slope: Double, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) -> OperationCase {
    let x: [Double] = [-2, 1, 0.5, -0.1, 3, -1]
    return passing(
      "derivative of an activation: \(name)", [2, 3], of: name,
      apply: adjoint(of: [2, 3], x, function)
    ) { g in
      ReferenceArray(
        shape: [2, 3], values: zip(g.values, x).map { $1 > 0 ? $0 : slope * $0 })
    }
  }

  /// Operations that are recorded where a gradient is differentiated again.
  static let adjoints: [OperationCase] = [
    passing(
      "sumTo a shape", [2, 3, 4], of: "expand", apply: { $0[0].summed(to: [3, 1]) },
      { $0.reduced([0, 2]) { $0.reduce(0, +) }.reshaped([3, 1]) }),
    passing(
      "embed", [2, 2], of: "slice",
      apply: adjoint(of: [5, 4]) { $0[stride(from: 1, to: 5, by: 2), 1..<3] },
      { g in
        ReferenceArray(shape: [5, 4]) { place in
          let (row, column) = (place[0], place[1])
          return row % 2 == 1 && (1..<3).contains(column) ? g[[row / 2, column - 1]] : 0
        }
      }),
    passing(
      "scatterAdd", [3, 3], of: "indexSelect",
      apply: adjoint(of: [4, 3]) {
        $0.indexSelect(axis: 0, Tensor([2, 0, 2] as [Int], device: $0.device))
      },
      { g in
        ReferenceArray(shape: [4, 3]) { place in
          [2, 0, 2].enumerated().reduce(0) {
            $1.element == place[0] ? $0 + g[[$1.offset, place[1]]] : $0
          }
        }
      }),
    slope("relu", below: 0) { $0.relu() },
    slope("leakyReLU", below: 0.2) { $0.leakyReLU(negativeSlope: 0.2) },
  ]
}
