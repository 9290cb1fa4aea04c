import Kagami

extension OperationCase {
  /// A sum of products of elements; `value` is one element of the result.
  private static func contraction(
    _ name: String, _ a: Shape, _ b: Shape, _ shape: [Int], torch: TorchCounterpart,
    _ apply: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ value: @escaping @Sendable (ReferenceArray, ReferenceArray, [Int]) -> Double
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread(a, -2...2), .spread(b, -1.5...1.7, seed: 2))], tolerance: 4e-6,
      isScalable: false, torch: torch, apply: { apply($0[0], $0[1]) },
      reference: { inputs in ReferenceArray(shape: shape) { value(inputs[0], inputs[1], $0) } })
  }

  private static let beside: TorchCounterpart = .none(
    reason: "extents belong together; Scripts/goldens/contractions.py has it beside torch")

  static let contractions: [OperationCase] = [
    contraction(
      "outer", [3], [4], [3, 4], torch: beside, { $0.outer($1) },
      { a, b, i in
        a[[i[0]]] * b[[i[1]]]
      }),
    contraction(
      "vecdot", [2, 3], [3], [2], torch: beside, { $0.vecdot($1) },
      { a, b, i in
        (0..<3).reduce(0) { $0 + a[[i[0], $1]] * b[[$1]] }
      }),
    contraction(
      "tensordot", [2, 3, 2], [3, 2, 4], [2, 4], torch: beside, { $0.tensordot($1) },
      { a, b, i in
        (0..<6).reduce(0) { $0 + a[[i[0], $1 / 2, $1 % 2]] * b[[$1 / 2, $1 % 2, i[1]]] }
      }),
    contraction(
      "tensordot over named axes", [2, 3, 4], [4, 2, 5], [3, 5], torch: beside,
      { $0.tensordot($1, axes: [0, 2], [1, 0]) },
      { a, b, i in
        (0..<8).reduce(0) { $0 + a[[$1 / 4, i[0], $1 % 4]] * b[[$1 % 4, $1 / 4, i[1]]] }
      }),
    contraction(
      "kron", [2, 2], [1, 3], [2, 6], torch: beside, { $0.kron($1) },
      { a, b, i in
        a[[i[0], i[1] / 3]] * b[[0, i[1] % 3]]
      }),
    contraction(
      "cross", [2, 3], [3], [2, 3], torch: beside, { $0.cross($1) },
      { a, b, i in
        let (j, k) = ((i[1] + 1) % 3, (i[1] + 2) % 3)
        return a[[i[0], j]] * b[[k]] - a[[i[0], k]] * b[[j]]
      }),
    contraction(
      "einsum of batches", [2, 3, 4], [2, 4, 2], [2, 2, 3], torch: beside,
      { .einsum("bik,bkj->bji", $0, $1) },
      { a, b, i in
        (0..<4).reduce(0) { $0 + a[[i[0], i[2], $1]] * b[[i[0], $1, i[1]]] }
      }),
    contraction(
      "einsum with a diagonal and a sum", [3, 3], [3, 2], [3], torch: beside,
      { .einsum("ii,ij->i", $0, $1) },
      { a, b, i in
        a[[i[0], i[0]]] * (b[[i[0], 0]] + b[[i[0], 1]])
      }),
    contraction(
      "einsum with an ellipsis", [2, 1, 3], [4, 3], [2, 4], torch: beside,
      { .einsum("...k,...k", $0, $1) },
      { a, b, i in
        (0..<3).reduce(0) { $0 + a[[i[0], 0, $1]] * b[[i[1], $1]] }
      }),
    contraction(
      "addMatmul", [2, 2], [2, 2], [2, 2], torch: beside,
      { $0.addMatmul($1, $0, beta: 0.5, alpha: 2) },
      { a, b, i in
        0.5 * a[i] + 2 * (b[[i[0], 0]] * a[[0, i[1]]] + b[[i[0], 1]] * a[[1, i[1]]])
      }),
    contraction(
      "multiDot", [2, 3], [3, 3], [2, 3], torch: beside, { .multiDot([$0, $1, $1]) },
      { a, b, i in
        (0..<9).reduce(0) { $0 + a[[i[0], $1 / 3]] * b[[$1 / 3, $1 % 3]] * b[[$1 % 3, i[1]]] }
      }),
  ]
}
