import Kagami

extension OperationCase {
  private static func pool(
    _ name: String, _ walk: ReferenceWalk, torch: TorchCounterpart, _ samples: [Sample],
    kernelSamples: [Sample] = [], tolerance: Double,
    apply: @escaping @Sendable (Tensor) -> Tensor,
    combine: @escaping @Sendable ([Double?]) -> Double
  ) -> OperationCase {
    OperationCase(
      name, samples, tolerance: tolerance,
      operations: { $0[0].elementCount }, isScalable: false, kernelSamples: kernelSamples,
      torch: torch, apply: { apply($0[0]) },
      reference: { walk.pooled($0[0], combine) })
  }

  private static func largest(_ elements: [Double?]) -> Double {
    let inside = elements.compactMap(\.self)
    return inside.contains { $0.isNaN } ? .nan : inside.max() ?? -.infinity
  }

  private static let padded = ReferenceWalk(
    size: [3, 2], stride: [2, 1], before: [1, 1], after: [1, 1])

  static let pooling: [OperationCase] = [
    pool(
      "maxPool", ReferenceWalk(size: [2, 2], stride: [2, 2]), torch: .form("maxPool2d"),
      [
        .smooth(.spread([2, 2, 4, 5], -2...2)), .special(.spread([0, 2, 4, 4], -1...1)),
        .special(Input(shape: [1, 1, 2, 4], values: [.nan, 1, -.infinity, 0, 2, 3, 0, 0])),
      ],
      kernelSamples: [.smooth(.spread([3, 5, 34, 33], -2...2))], tolerance: 0,
      apply: { $0.maxPool2d(2) }, combine: largest),
    pool(
      "maxPool, padded and dilated",
      ReferenceWalk(
        size: [2, 3], stride: [1, 2], before: [1, 1], after: [1, 1], dilation: [2, 1]),
      torch: .form("maxPool2d"), [.smooth(.spread([1, 2, 3, 5], -2...2))],
      kernelSamples: [.smooth(.spread([2, 2, 40, 37], -2...2))], tolerance: 0,
      apply: { $0.maxPool2d([2, 3], stride: [1, 2], padding: 1, dilation: [2, 1]) },
      combine: largest),
    pool(
      "sumPool, the mean of a window", ReferenceWalk(size: [2, 3], stride: [2, 3]),
      torch: .form("avgPool2d"),
      [.smooth(.spread([2, 2, 4, 7], -2...2)), .special(.spread([0, 2, 4, 4], -1...1))],
      kernelSamples: [.smooth(.spread([3, 5, 34, 33], -2...2))], tolerance: 2e-6,
      apply: { $0.avgPool2d([2, 3]) },
      combine: { $0.reduce(0) { $0 + ($1 ?? 0) } / Double($0.count) }),
    pool(
      "sumPool, the mean without padding", padded, torch: .form("avgPool2d"),
      [.smooth(.spread([1, 2, 5, 3], -2...2))],
      kernelSamples: [.smooth(.spread([2, 2, 40, 37], -2...2))], tolerance: 2e-6,
      apply: { $0.avgPool2d([3, 2], stride: [2, 1], padding: 1, countIncludePad: false) },
      combine: { elements in
        let inside = elements.compactMap(\.self)
        return inside.reduce(0, +) / Double(inside.count)
      }),
    OperationCase(
      "sumPoolTranspose", [.smooth(.spread([1, 2, 3, 4], -2...2))], tolerance: 2e-6,
      operations: { $0[0].elementCount }, isScalable: false,
      torch: .none(reason: "only the gradient of avgPool2d records it"),
      apply: { inputs in
        let x = Tensor.zeros(
          [1, 2, 5, 3], dtype: inputs[0].dtype, device: inputs[0].device, requiresGrad: true)
        return enableGrad {
          let y = x.avgPool2d([3, 2], stride: [2, 1], padding: 1, divisorOverride: 1)
          return grad(of: y, withRespectTo: [x], gradient: inputs[0], createGraph: true)[0]
        }
      },
      reference: { inputs in
        // As a convolution of each channel with ones.
        var walk = padded
        walk.groups = 2
        return walk.adjoint(
          shape: [1, 2, 5, 3], images: [1, 2, 5, 3], weight: [2, 1, 3, 2], results: [1, 2, 3, 4]
        ) { ($0, inputs[0][$2]) }
      }),
  ]
}
