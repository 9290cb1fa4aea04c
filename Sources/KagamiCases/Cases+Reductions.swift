import Kagami

extension OperationCase {
  private static let samples: [Sample] = [
    .smooth(.spread([3, 4, 2], -2...2)), .smooth(.spread([1, 5, 1], -2...2)),
  ]

  /// No zero, one and two along the middle axis.
  private static let zeros = Sample.smooth(
    Input(shape: [2, 3, 2], values: [1.5, 0, 2, 0, -0.5, 0, 1, 3, -2, 2.5, 0, 0.5]))

  /// Runs so long that they are halved, rows so many that they are added pairwise, or so wide that they are
  /// added in parts.
  ///
  /// The numbers are positive: an error is relative to the sum, which would otherwise be next to nothing.
  private static let longSamples: [Sample] =
    [[1, 2, 2051], [2, 67, 5], [67, 2, 3], [2, 1, 4099]].map { .smooth(.spread($0, 0.1...2)) }

  private static func along(
    _ name: String, _ axes: [Int], keepDims: Bool, special: [Sample] = [], form: String? = nil,
    _ apply: @escaping @Sendable (Tensor, [Int], Bool) -> Tensor,
    _ combine: @escaping @Sendable ([Double]) -> Double
  ) -> OperationCase {
    OperationCase(
      "\(name) along \(axes)\(keepDims ? ", axes kept" : "")", samples + special, tolerance: 2e-6,
      allowsEmpty: ["sum", "mean", "prod"].contains(name),
      kernelSamples: name == "sum" ? longSamples : [],
      torch: .form(form ?? name),
      apply: { apply($0[0], axes, keepDims) },
      reference: { $0[0].reduced(axes, keepDims: keepDims, combine) })
  }

  private static let sums: [OperationCase] = [
    ([0, 1, 2], false), ([0], false), ([2], true), ([0, 2], false), ([1], false),
    ([1, 2], true),
  ].flatMap { axes, keepDims in
    [
      along(
        "sum", axes, keepDims: keepDims, special: [.special(.spread([2, 0, 3], 0...1))],
        { $0.sum(axes: $1, keepDims: $2) }, { $0.reduce(0, +) }),
      along(
        "mean", axes, keepDims: keepDims, { $0.mean(axes: $1, keepDims: $2) },
        { $0.reduce(0, +) / Double($0.count) }),
      along(
        "var", axes, keepDims: keepDims, { $0.var(axes: $1, keepDims: $2) }, variance),
      along(
        "std", axes, keepDims: keepDims, { $0.std(axes: $1, keepDims: $2) },
        { variance($0).squareRoot() }),
      along(
        "prod", axes, keepDims: keepDims,
        special: [
          .special(.spread([2, 0, 3], 0...1)), zeros,
        ],
        { $0.prod(axes: $1, keepDims: $2) }, { $0.reduce(1, *) }),
      along(
        "amax", axes, keepDims: keepDims, { $0.amax(axes: $1, keepDims: $2) }, { $0.max() ?? 0 }),
      along(
        "amin", axes, keepDims: keepDims, { $0.amin(axes: $1, keepDims: $2) }, { $0.min() ?? 0 }),
    ]
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  private static func extrema(_ axis: Int) -> [OperationCase] {
    let keepDims = axis == 1
    let position: @Sendable ([Double]) -> Double = { values in
      let largest = values.max()
      return Double(values.firstIndex { $0 == largest } ?? 0)
    }
    return [
      along(
        "max", [axis], keepDims: keepDims, form: "max: values",
        { $0.max(axis: $1[0], keepDims: $2).values }, { $0.max() ?? 0 }),
      along(
        "min", [axis], keepDims: keepDims, form: "min: values",
        { $0.min(axis: $1[0], keepDims: $2).values }, { $0.min() ?? 0 }),
      OperationCase(
        "max: indices along [\(axis)]", samples.map { Sample(inputs: $0.inputs, isSmooth: false) },
        tolerance: 0, allowsEmpty: false, torch: .form("max: indices"),
        apply: { $0[0].max(axis: axis, keepDims: keepDims).indices.to($0[0].dtype) },
        reference: { $0[0].reduced([axis], keepDims: keepDims, position) }),
    ]
  }

  static let reductions: [OperationCase] =
    sums + (0..<3).flatMap(extrema) + [
      OperationCase(
        "sum of many", [.special(.spread([300, 40], -1...3)), .special(.spread([20_000], 0...1))],
        tolerance: 2e-6, torch: .form("sum"), apply: { $0[0].sum(axes: [0]) },
        reference: { $0[0].reduced([0]) { $0.reduce(0, +) } })
    ]
}
