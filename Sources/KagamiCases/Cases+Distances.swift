import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  private static func norm(
    _ name: String, _ order: Double, torch: TorchCounterpart,
    _ reference: @escaping @Sendable ([Double]) -> Double
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread([3, 4], -2...1.7)), .smooth(.spread([2, 19], -2...1.7))],
      tolerance: 4e-6, allowsEmpty: order.isFinite, torch: torch,
      apply: { $0[0].vectorNorm(order, axis: -1) },
      reference: { $0[0].reduced([$0[0].shape.count - 1], reference) })
  }

  static let distances: [OperationCase] = [
    norm("vectorNorm", 2, torch: "torch.linalg.vector_norm(real(a), 2, -1)") {
      $0.reduce(0) { $0 + $1 * $1 }.squareRoot()
    },
    norm("vectorNorm of order 1", 1, torch: "torch.linalg.vector_norm(real(a), 1, -1)") {
      $0.reduce(0) { $0 + abs($1) }
    },
    norm("vectorNorm of order 3", 3, torch: "torch.linalg.vector_norm(real(a), 3, -1)") {
      cbrt($0.reduce(0) { $0 + pow(abs($1), 3) })
    },
    norm(
      "vectorNorm of order infinity", .infinity,
      torch: .none(reason: "ties share the gradient as in amax")
    ) { $0.map { abs($0) }.max() ?? 0 },
    OperationCase(
      "normalized", [.smooth(.spread([3, 4], -2...2))], tolerance: 4e-6,
      torch: "F.normalize(real(a), dim=-1)", apply: { $0[0].normalized(axis: -1) },
      reference: { inputs in
        ReferenceArray(shape: inputs[0].shape) { i in
          let row = (0..<inputs[0].shape[1]).map { inputs[0][[i[0], $0]] }
          return inputs[0][i] / row.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
      }),
    OperationCase(
      "cosineSimilarity",
      [.smooth(.spread([3, 4], -2...2), .spread([3, 4], -1.5...1.7, seed: 2))], tolerance: 4e-6,
      isScalable: false, torch: .none(reason: "goldens have it beside torch"),
      apply: { $0[0].cosineSimilarity($0[1]) },
      reference: { inputs in
        ReferenceArray(shape: [3]) { i in
          let rows = (0..<2).map { input in (0..<4).map { inputs[input][[i[0], $0]] } }
          func dot(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
          }
          return dot(rows[0], rows[1])
            / (dot(rows[0], rows[0]) * dot(rows[1], rows[1])).squareRoot()
        }
      }),
    OperationCase(
      "cdist", [.smooth(.spread([3, 2], -2...2), .spread([4, 2], -1.5...1.7, seed: 2))],
      tolerance: 4e-6, isScalable: false, torch: .none(reason: "goldens have it beside torch"),
      apply: { $0[0].cdist($0[1]) },
      reference: { inputs in
        ReferenceArray(shape: [3, 4]) { i in
          hypot(
            inputs[0][[i[0], 0]] - inputs[1][[i[1], 0]],
            inputs[0][[i[0], 1]] - inputs[1][[i[1], 1]])
        }
      }),
    OperationCase(
      "cdist by a product",
      [.smooth(.spread([26, 2], -2...2), .spread([3, 2], -9...(-5), seed: 2))],
      tolerance: 1e-5, isScalable: false, torch: .none(reason: "goldens have it beside torch"),
      apply: { $0[0].cdist($0[1]) },
      reference: { inputs in
        ReferenceArray(shape: [26, 3]) { i in
          hypot(
            inputs[0][[i[0], 0]] - inputs[1][[i[1], 0]],
            inputs[0][[i[0], 1]] - inputs[1][[i[1], 1]])
        }
      }),
    OperationCase(
      "lerp", [.smooth(.spread([3, 4], -2...2), .spread([4], -1.5...1.7, seed: 2))],
      tolerance: 2e-6, torch: "torch.lerp(real(a), real(b).to(real(a).dtype), 0.75)",
      apply: { $0[0].lerp($0[1], 0.75) },
      reference: { .zip3($0[0], $0[1]) { a, b, _ in a + 0.75 * (b - a) } }),
    OperationCase(
      "median", [.smooth(.spread([3, 5], -2...2)), .smooth(.spread([2, 4], -2...2))], tolerance: 0,
      allowsEmpty: false,
      torch: "torch.median(a, -1).values", apply: { $0[0].median(axis: -1).values },
      reference: { $0[0].reduced([$0[0].shape.count - 1]) { $0.sorted()[($0.count - 1) / 2] } }),
    OperationCase(
      "quantile", [.smooth(.spread([3, 5], -2...2))], tolerance: 2e-6, isScalable: false,
      torch: "torch.quantile(real(a), 0.3, -1)", apply: { $0[0].quantile(0.3, axis: -1) },
      reference: { inputs in
        inputs[0].reduced([1]) { line in
          let sorted = line.sorted()
          return sorted[1] + 0.2 * (sorted[2] - sorted[1])
        }
      }),
    OperationCase(
      "nanToNum",
      [.smooth(.spread([3, 4], -2...2)), .special(.values(1, .nan, 2, .nan))], tolerance: 0,
      torch: "torch.nan_to_num(a, nan=0.5)", apply: { $0[0].nanToNum(nan: 0.5) },
      reference: { $0[0].map { $0.isNaN ? 0.5 : $0 } }),
  ]

  private static let places: [Int] = [2, 0, 0, 1]

  /// Writing and adding where an index says.
  static let scattering: [OperationCase] = [
    OperationCase(
      "scatter", [.smooth(.spread([3, 2], -2...2), .spread([2, 2], -1...1, seed: 2))], tolerance: 0,
      isScalable: false, torch: .none(reason: "goldens have it beside torch"),
      apply: {
        let index = Tensor([2, 0, 1, 2], shape: [2, 2], device: $0[0].device)
        return $0[0].scatter(axis: 0, index, $0[1])
      },
      reference: { inputs in
        ReferenceArray(shape: [3, 2]) { i in
          let index = [[2, 0], [1, 2]]
          let rows = (0..<2).filter { index[$0][i[1]] == i[0] }
          return rows.last.map { inputs[1][[$0, i[1]]] } ?? inputs[0][i]
        }
      }),
    OperationCase(
      "scatterAdd along an axis",
      [.smooth(.spread([2, 3], -2...2), .spread([2, 4], -1...1, seed: 2))], tolerance: 2e-6,
      isScalable: false, torch: .none(reason: "goldens have it beside torch"),
      apply: {
        let index = Tensor(places, shape: [1, 4], device: $0[0].device)
        return $0[0].scatterAdd(axis: 1, index, $0[1])
      },
      reference: { inputs in
        ReferenceArray(shape: [2, 3]) { i in
          let added = i[0] > 0 ? [] : (0..<4).filter { places[$0] == i[1] }
          return added.reduce(inputs[0][i]) { $0 + inputs[1][[i[0], $1]] }
        }
      }),
    OperationCase(
      "indexAdd", [.smooth(.spread([2, 3], -2...2), .spread([2, 4], -1...1, seed: 2))],
      tolerance: 2e-6, isScalable: false, torch: .none(reason: "goldens have it beside torch"),
      apply: {
        $0[0].indexAdd(axis: 1, Tensor(places, device: $0[0].device), $0[1], alpha: -2)
      },
      reference: { inputs in
        ReferenceArray(shape: [2, 3]) { i in
          (0..<4).filter { places[$0] == i[1] }
            .reduce(inputs[0][i]) { $0 - 2 * inputs[1][[i[0], $1]] }
        }
      }),
    OperationCase(
      "maskedFill", [.smooth(.spread([2, 3], -2...2))], tolerance: 0, isScalable: false,
      torch: .none(reason: "goldens have it beside torch"),
      apply: {
        $0[0].maskedFill(Tensor([true, false, true], device: $0[0].device), 7)
      },
      reference: { inputs in
        ReferenceArray(shape: [2, 3]) { $0[1] == 1 ? inputs[0][$0] : 7 }
      }),
    OperationCase(
      "maskedSelect", [.smooth(.spread([2, 3], -2...2))], tolerance: 0, isScalable: false,
      torch: .none(reason: "goldens have it beside torch"),
      apply: {
        $0[0].maskedSelect(Tensor([true, false, true], device: $0[0].device))
      },
      reference: { inputs in
        ReferenceArray(shape: [4]) { inputs[0][[$0[0] / 2, $0[0] % 2 * 2]] }
      }),
  ]
}
