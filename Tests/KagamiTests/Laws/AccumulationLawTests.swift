import Kagami
import KagamiCases
import Testing

/// Eighth law: gradients add up, whatever a leaf holds already and by however many routes they come.
@Suite struct AccumulationLawTests {
  /// Other ways from a tensor to one number, by how the gradient that they bring lies in memory.
  enum Route: CaseIterable {
    case contiguous
    /// Axes in the opposite order.
    case transposed
    /// One number, repeated.
    case expanded

    func number(of x: Tensor) -> Tensor {
      switch self {
      case .contiguous: Laws.weighted(x)
      case .transposed: Laws.weighted(x.permute(Array((0..<x.rank).reversed())))
      case .expanded: x.mean()
      }
    }

    /// The gradient of the number, as it comes.
    func gradient(like x: Tensor) -> Tensor {
      var leaf = x.detach()
      leaf.requiresGrad = true
      return grad(of: number(of: leaf), withRespectTo: [leaf])[0]
    }
  }

  @Test(arguments: OperationCase.all) func heldGradientsStay(_ row: OperationCase) {
    forEachSample(row) { row, make, tolerance in
      guard let fresh = slopes(row, make()) else { return }
      for route in Route.allCases {
        let old = make().map { route.gradient(like: $0) }
        for isSet in [true, false] {
          let leaves = make()
          for (leaf, old) in zip(leaves, old) {
            if isSet { leaf.grad = old } else { route.number(of: leaf).backward() }
          }
          let seen = leaves.map(\.grad)
          Laws.weighted(row.apply(leaves)).backward()
          for ((leaf, seen), (new, old)) in zip(zip(leaves, seen), zip(fresh, old)) {
            compare(leaf.grad, old + new, tolerance, "\(row): onto \(route), set: \(isSet)")
            compare(seen, old, 0, "\(row): \(route), read before the pass")
          }
        }
      }
      let leaves = make()
      for _ in 0..<3 { Laws.weighted(row.apply(leaves)).backward() }
      for (leaf, new) in zip(leaves, fresh) {
        compare(leaf.grad, new * 3, tolerance, "\(row): three passes")
      }
    }
  }

  @Test(arguments: OperationCase.all) func routesAddUp(_ row: OperationCase) {
    forEachSample(row) { row, make, tolerance in
      guard let fresh = slopes(row, make()) else { return }
      for route in Route.allCases {
        let sums = zip(make(), fresh).map { route.gradient(like: $0) + $1 }
        for isFirst in [true, false] {
          // The routes part at the leaves themselves, or behind them.
          for isBehind in [true, false] {
            let leaves = make()
            func loss() -> Tensor {
              let x = isBehind ? leaves.map { $0 * 1 } : leaves
              func others() -> Tensor {
                x.dropFirst().reduce(route.number(of: x[0])) { $0 + route.number(of: $1) }
              }
              // What is recorded last is walked first.
              if isFirst {
                let other = others()
                return Laws.weighted(row.apply(x)) + other
              }
              let own = Laws.weighted(row.apply(x))
              return others() + own
            }
            let what = "\(row): \(route), recorded first: \(isFirst), behind: \(isBehind)"
            for (found, sum) in zip(grad(of: loss(), withRespectTo: leaves), sums) {
              compare(found, sum, tolerance, what)
            }
            loss().backward()
            for (leaf, sum) in zip(leaves, sums) { compare(leaf.grad, sum, tolerance, what) }
          }
        }
      }
    }
  }

  /// The gradients of one pass; nil where the operation has none.
  private func slopes(_ row: OperationCase, _ leaves: [Tensor]) -> [Tensor]? {
    let output = row.apply(leaves)
    return output.requiresGrad
      ? grad(of: Laws.weighted(output), withRespectTo: leaves) : nil
  }

  /// Calls `body` with leaves to be made of a sample, and the error allowed, for each kind of kernel.
  private func forEachSample(
    _ row: OperationCase, _ body: (OperationCase, () -> [Tensor], Double) -> Void
  ) {
    let smooth = row.samples.filter(\.isSmooth).prefix(2)
    let empty = row.samples.filter { $0.inputs.contains { $0.values.isEmpty } }.prefix(1)
    let single = 4 * max(row.tolerance, 2e-6)
    for sample in smooth + empty {
      body(row, { Laws.leaves(sample, .float32) }, single)
      body(row, { Laws.leaves(sample, .float64, device: .reference) }, 1e-13)
      body(row, { Laws.leaves(sample, .float64, device: SealedDevice.device) }, 1e-13)
    }
    // Products of these extents are left at the leaf as they are, and formed later.
    for sample in row.kernelSamples.prefix(3) {
      body(row, { Laws.leaves(sample, .float32) }, single)
    }
  }

  private func compare(
    _ found: Tensor?, _ expected: Tensor, _ tolerance: Double, _ what: String
  ) {
    guard let found else {
      Issue.record("no gradient: \(what)")
      return
    }
    let difference = Laws.difference(
      found.detach().to(.cpu), expected.detach().to(.cpu), tolerance: tolerance)
    #expect(difference == nil, "\(what), \(found.dtype) on \(expected.device)")
  }
}
