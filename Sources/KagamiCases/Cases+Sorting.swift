import Kagami

extension OperationCase {
  /// The order of elements, equal ones by place and NaN last.
  private static func order(_ line: [Double], isDescending: Bool = false) -> [Int] {
    func isBelow(_ a: Double, _ b: Double) -> Bool { !a.isNaN && (b.isNaN || a < b) }
    return line.indices.sorted {
      let (a, b) = isDescending ? (line[$1], line[$0]) : (line[$0], line[$1])
      return isBelow(a, b) || !isBelow(b, a) && $0 < $1
    }
  }

  /// A function of the lines along the last axis.
  private static func lines(
    _ name: String, _ samples: [Sample], isScalable: Bool = true, tolerance: Double = 0,
    torch: TorchCounterpart, _ apply: @escaping @Sendable (Tensor) -> Tensor,
    _ reference: @escaping @Sendable ([Double]) -> [Double]
  ) -> OperationCase {
    OperationCase(
      name, samples, tolerance: tolerance, isScalable: isScalable, torch: torch,
      apply: { apply($0[0]) },
      reference: { inputs in
        let x = inputs[0]
        let length = x.shape.last ?? 1
        let rows = stride(from: 0, to: x.values.count, by: max(length, 1)).map {
          reference(Array(x.values[$0..<$0 + length]))
        }
        let extent = rows.first?.count ?? length
        return ReferenceArray(
          shape: x.shape.isEmpty ? [] : x.shape.dropLast() + [extent], values: rows.flatMap(\.self))
      })
  }

  private static let ordered: [Sample] = [
    .smooth(.spread([3, 5], -2...2)), .smooth(.spread([2, 2, 61], -2...2)),
    .smooth(.spread([], -1...2)),
    .special(.values(3, -1, .nan, -.infinity, 3, 0, -0.0, .infinity, -1)),
    .special(.spread([0], -1...1)), .special(.spread([2, 0], -1...1)),
  ]

  static let sorting: [OperationCase] = [
    lines(
      "sort", ordered, torch: "torch.sort(a, dim=-1, stable=True).values", { $0.sort().values },
      { line in order(line).map { line[$0] } }),
    lines(
      "sort, the largest first", ordered,
      torch: "torch.sort(a, dim=-1, descending=True, stable=True).values",
      { $0.sort(isDescending: true).values },
      { line in order(line, isDescending: true).map { line[$0] } }),
    lines(
      "argsort", ordered.map(\.withoutSlope),
      torch: "torch.argsort(a, dim=-1, stable=True).to(a.dtype)",
      { $0.argsort().to($0.dtype) }, { line in order(line).map(Double.init) }),
    lines(
      "topK", Array(ordered.prefix(2)), isScalable: false, torch: .form("topK"),
      { $0.topK(3).values },
      { line in order(line, isDescending: true).prefix(3).map { line[$0] } }),
    lines(
      "topK of the smallest", Array(ordered.prefix(2)), isScalable: false, torch: .form("topK"),
      { $0.topK(2, isLargest: false).values },
      { line in order(line).prefix(2).map { line[$0] } }),
  ]

  private static func running(
    _ line: [Double], _ start: Double, _ combine: (Double, Double) -> Double
  ) -> [Double] {
    var total = start
    return line.map { x in
      total = combine(total, x)
      return total
    }
  }

  private static let running: [Sample] = [
    .smooth(.spread([3, 5], -2...2)), .smooth(.spread([2, 2, 19], -1.4...1.5)),
    .smooth(.spread([], -1...2)),
    .smooth(Input(shape: [2, 4], values: [2, 0, 3, 0, 0, 1, -2, 4])),
    .special(.values(3, -1, .infinity, 2, .nan, 1)), .special(.spread([0], -1...1)),
    .special(.spread([2, 0], -1...1)),
  ]

  static let cumulation: [OperationCase] = [
    lines(
      "cumSum", running, tolerance: 2e-6, torch: "torch.cumsum(a, -1)", { $0.cumSum() },
      { running($0, 0, +) }),
    lines(
      "cumProd", running, tolerance: 2e-6, torch: "torch.cumprod(a, -1)", { $0.cumProd() },
      { running($0, 1, *) }),
    OperationCase(
      "cumSum along the first axis", [.smooth(.spread([4, 3], -2...2))], tolerance: 2e-6,
      torch: "torch.cumsum(a, 0)", apply: { $0[0].cumSum(axis: 0) },
      reference: { inputs in
        ReferenceArray(shape: [4, 3]) { place in
          (0...place[0]).reduce(0) { $0 + inputs[0][[$1, place[1]]] }
        }
      }),
    lines(
      "cumSum from the start", Array(running.prefix(2)), isScalable: false, tolerance: 2e-6,
      torch: .none(reason: "torch has no start; the sums after it are cumSum's"),
      { $0.cumSum(includesStart: true) }, { [0] + running($0, 0, +) }),
  ]
}
