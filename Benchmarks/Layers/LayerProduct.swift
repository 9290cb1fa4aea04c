import Kagami
import KagamiKernels

/// The extents of one of the GAN's Linear layers.
struct LayerSize {
  let inputs: Int
  let outputs: Int

  var name: String { "\(inputs)×\(outputs)" }

  /// The generator's layers, then the discriminator's.
  static let all: [LayerSize] = [
    (100, 256), (256, 512), (512, 1024), (1024, 784), (784, 1024), (1024, 512), (512, 256),
    (256, 1),
  ].map { LayerSize(inputs: $0.0, outputs: $0.1) }
}

/// One of a layer's three matrix products at some batch size, with operands to try it on.
struct LayerProduct {
  enum Kind: String, CaseIterable {
    case forward
    case inputGradient = "input gradient"
    case weightGradient = "weight gradient"
  }

  let layer: LayerSize
  let batch: Int
  let kind: Kind

  /// Rows, columns and inner extent.
  var extents: (m: Int, n: Int, k: Int) {
    switch kind {
    case .forward: (batch, layer.outputs, layer.inputs)
    case .inputGradient: (batch, layer.inputs, layer.outputs)
    case .weightGradient: (layer.outputs, layer.inputs, batch)
    }
  }

  var operations: Int { 2 * extents.m * extents.n * extents.k }

  /// Times several ways of computing the product, taking turns.
  func measure(rounds: Int, ways: [Way] = Way.allCases) throws -> LayerRow {
    let (m, n, k) = extents
    let stream = RandomGenerator(seed: 1)
    let left = Tensor.uniform([m * k], -1, 1, generator: stream)
    let right = Tensor.uniform([k * n], -1, 1, generator: stream)
    let outputs = ways.map { _ in Tensor.zeros([m * n]) }
    return try withExtendedLifetime((left, right, outputs)) {
      let (a, b) = views(left.operand.typed(Float.self), right.operand.typed(Float.self))
      let timings = Timing.interleaved(
        rounds: rounds, turn: 1, warmUp: 0.5,
        ways.enumerated().map { index, way in
          let target = outputs[index].operand.typed(Float.self)
          return { way.multiply(a, b, target) }
        })
      try check(zip(ways, outputs), a, b)
      return LayerRow(
        product: self, timings: Dictionary(uniqueKeysWithValues: zip(ways, timings)))
    }
  }

  /// The operands as they lie in a training step: X and dY in rows of samples, W in rows of outputs.
  private func views(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>
  ) -> (MatrixView<Float>, MatrixView<Float>) {
    let (m, n, k) = extents
    let isTransposedA = kind == .weightGradient
    let isTransposedB = kind == .forward
    return (
      MatrixView(
        left, rows: m, columns: k, rowStride: isTransposedA ? 1 : k,
        columnStride: isTransposedA ? m : 1),
      MatrixView(
        right, rows: k, columns: n, rowStride: isTransposedB ? 1 : n,
        columnStride: isTransposedB ? k : 1)
    )
  }

  /// Holds every result against double precision, by the bound `k·2⁻²⁴·Σ|a||b|` that any order of
  /// summation keeps.
  private func check(
    _ outputs: some Sequence<(Way, Tensor)>, _ a: MatrixView<Float>, _ b: MatrixView<Float>
  ) throws {
    let (m, n, k) = extents
    func matrix(_ view: MatrixView<Float>) -> Tensor {
      let values = (0..<view.rows).flatMap { row in
        (0..<view.columns).map {
          view.pointer[row * view.rowStride + $0 * view.columnStride]
        }
      }
      return Tensor(values, shape: [view.rows, view.columns]).to(.float64)
    }
    let (left, right) = (matrix(a), matrix(b))
    let truth = left.matmul(right)
    let bound = left.abs().matmul(right.abs()) * (Double(k) * 0x1p-24) + 1e-30
    for (way, output) in outputs {
      let error = (output.reshape([m, n]).to(.float64) - truth).abs()
      if (error .> bound).sum().item() > 0 {
        throw BenchmarkError(
          "\(layer.name), batch \(batch), \(kind.rawValue): \(way.rawValue) is wrong by up to "
            + "\(error.amax().item())")
      }
    }
  }
}

/// A way of computing a product.
enum Way: String, CaseIterable {
  case naive
  case vectorised
  case blas = "BLAS"
  /// What the engine does: BLAS, or a kernel of its own where that is faster.
  case engine = "Kagami"

  func multiply(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, _ c: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .naive: NaiveLoops.textbook(a, b, into: c)
    case .vectorised: NaiveLoops.vectorised(a, b, into: c)
    case .blas:
      SkinnyProduct.withEnabled(false) { BLAS.multiply(a, b, into: c, leading: b.columns) }
    case .engine: BLAS.multiply(a, b, into: c, leading: b.columns)
    }
  }
}
