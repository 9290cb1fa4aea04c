import Kagami

extension OperationCase {
  private static func turning(
    _ name: String, _ shape: Shape, tolerance: Double = 0, isScalable: Bool = true,
    torch: TorchCounterpart,
    _ apply: @escaping @Sendable (Tensor) -> Tensor,
    _ reference: @escaping @Sendable (ReferenceArray) -> ReferenceArray
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread(shape, -2...2))], tolerance: tolerance, operations: { _ in 0 },
      isScalable: isScalable, torch: torch, apply: { apply($0[0]) }, reference: { reference($0[0]) }
    )
  }

  /// The same elements in other places.
  static let rearrangement: [OperationCase] = [
    turning(
      "flip", [3, 4], torch: "torch.flip(a, tuple(range(a.dim())))", { $0.flip() },
      { x in
        ReferenceArray(shape: x.shape) { place in
          x[zip(place, x.shape).map { $1 - 1 - $0 }]
        }
      }),
    turning(
      "slice of negative step", [5, 4], isScalable: false, torch: .form("flip"),
      { $0[stride(from: 4, to: 0, by: -2), .reversed] },
      { x in ReferenceArray(shape: [2, 4]) { x[[4 - 2 * $0[0], 3 - $0[1]]] } }),
    turning(
      "roll", [3, 4], isScalable: false, torch: .form("roll"), { $0.roll(-5, axis: 1) },
      { x in ReferenceArray(shape: [3, 4]) { x[[$0[0], ($0[1] + 1) % 4]] } }),
    turning(
      "tile", [2, 3], isScalable: false, torch: .form("tile"), { $0.tile([2, 1, 2]) },
      { x in ReferenceArray(shape: [2, 2, 6]) { x[[$0[1], $0[2] % 3]] } }),
    turning(
      "repeatInterleave", [2, 3], isScalable: false, torch: .form("repeatInterleave"),
      { $0.repeatInterleave(2, axis: 1) },
      { x in ReferenceArray(shape: [2, 6]) { x[[$0[0], $0[1] / 2]] } }),
    turning(
      "repeatInterleave by numbers", [3, 2], isScalable: false,
      torch: .none(reason: "the numbers belong to the extent; tests have them"),
      { $0.repeatInterleave(Tensor([2, 0, 1]), axis: 0) },
      { x in ReferenceArray(shape: [3, 2]) { x[[[0, 0, 2][$0[0]], $0[1]]] } }),
    turning(
      "moveAxis", [2, 3, 4], torch: .form("moveAxis"), { $0.moveAxis(0, to: -1) },
      { $0.permuted([1, 2, 0]) }),
    turning(
      "diff", [3, 4], tolerance: 1e-6, isScalable: false, torch: .form("diff"),
      { $0.diff(n: 2, axis: 1) },
      { x in
        ReferenceArray(shape: [3, 2]) {
          x[[$0[0], $0[1] + 2]] - x[[$0[0], $0[1] + 1]] - (x[[$0[0], $0[1] + 1]] - x[$0])
        }
      }),
    turning(
      "tril", [2, 3, 4], torch: .form("tril"), { $0.tril(diagonal: 1) },
      { x in ReferenceArray(shape: x.shape) { $0[2] <= $0[1] + 1 ? x[$0] : 0 } }),
    turning(
      "triu", [2, 3, 4], torch: .form("triu"), { $0.triu(diagonal: -1) },
      { x in ReferenceArray(shape: x.shape) { $0[2] >= $0[1] - 1 ? x[$0] : 0 } }),
    turning(
      "diagonal", [3, 4], isScalable: false, torch: .form("diagonal"),
      { $0.diagonal(offset: 1) },
      { x in ReferenceArray(shape: [3]) { x[[$0[0], $0[0] + 1]] } }),
    turning(
      "diagonal of the first and last axis", [3, 2, 2], isScalable: false, torch: .form("diagonal"),
      { $0.diagonal(offset: -1, axis1: 0, axis2: 2) },
      { x in ReferenceArray(shape: [2, 2]) { x[[$0[1] + 1, $0[0], $0[1]]] } }),
    turning(
      "embed diagonal", [2, 3], isScalable: false, torch: .form("diagEmbed"),
      { $0.diagEmbed(offset: -1) },
      { x in
        ReferenceArray(shape: [2, 4, 4]) { $0[1] == $0[2] + 1 ? x[[$0[0], $0[2]]] : 0 }
      }),
  ]
}
