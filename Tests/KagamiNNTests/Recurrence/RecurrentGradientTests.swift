import Kagami
import KagamiNN
import Testing

/// Gradients through all steps of a layer, and theirs, against central differences in float64.
@Suite struct RecurrentGradientTests {
  private static let layers: [@Sendable () -> RecurrentLayer] = [
    { LSTM(2, 3, dtype: .float64) }, { LSTM(2, 3, numLayers: 2, projSize: 2, dtype: .float64) },
    { GRU(2, 2, bidirectional: true, dtype: .float64) }, { RNN(2, 3, dtype: .float64) },
  ]

  private func weighted(_ x: Tensor) -> Tensor {
    (x * Tensor.arange(x.count).to(.float64).reshape(x.shape).cos()).sum()
  }

  private func loss(_ layer: RecurrentLayer, _ x: Tensor) -> Tensor {
    layer([x]).map { weighted($0 * $0 + $0) }.reduce(Tensor.zeros([], dtype: .float64), +)
  }

  /// The slopes of the input and of all parameters.
  private func slopes(
    _ layer: RecurrentLayer, _ x: Tensor, createGraph: Bool = false
  ) -> [Tensor] {
    grad(
      of: loss(layer, x), withRespectTo: [x] + layer.parameters().map(\.value),
      createGraph: createGraph)
  }

  /// What the second order is taken of.
  private func penalty(_ layer: RecurrentLayer, _ x: Tensor) -> Tensor {
    slopes(layer, x, createGraph: true).map { weighted($0 * $0) }
      .reduce(Tensor.zeros([], dtype: .float64), +)
  }

  /// The slope of `function` in each element of the input and of the parameters, by central differences.
  private func differences(
    _ layer: RecurrentLayer, _ x: Tensor, _ function: (Tensor) -> Tensor
  ) -> [[Double]] {
    let step = 1e-5
    func difference(_ value: (Double) -> Tensor) -> Double {
      (value(step).item() - value(-step).item()) / (2 * step)
    }
    func moved(_ values: [Double], _ place: Int, _ shift: Double, _ shape: Shape) -> Tensor {
      var values = values
      values[place] += shift
      return Tensor(values, shape: shape, dtype: .float64, requiresGrad: true)
    }
    let numbers = x.array(of: Double.self)
    let ofInput = numbers.indices.map { place in
      difference { function(moved(numbers, place, $0, x.shape)) }
    }
    return [ofInput]
      + layer.parameters().map { parameter in
        let values = parameter.value.array(of: Double.self)
        defer { parameter.assign(Tensor(values, shape: parameter.shape, dtype: .float64)) }
        return values.indices.map { place in
          difference {
            parameter.assign(moved(values, place, $0, parameter.shape).detach())
            return function(x)
          }
        }
      }
  }

  private func near(_ found: Tensor, _ expected: [Double]) -> Bool {
    found.allClose(
      Tensor(expected, shape: found.shape, dtype: .float64), rtol: 1e-6, atol: 1e-6)
  }

  @Test(arguments: layers.indices) func firstAndSecondOrder(_ index: Int) {
    let generator = RandomGenerator(seed: 3)
    let layer = withGenerator(generator) { Self.layers[index]() }
    var x = Tensor.randn([3, 2, 2], dtype: .float64, generator: generator)
    x.requiresGrad = true
    let first = slopes(layer, x)
    for (found, expected) in zip(first, differences(layer, x) { loss(layer, $0) }) {
      #expect(near(found, expected))
    }
    // The first order in differentiable operations, and not all gates in one pass.
    for (a, b) in zip(first, slopes(layer, x, createGraph: true)) {
      #expect(a.allClose(b, rtol: 1e-13, atol: 1e-13))
    }
    let second = grad(
      of: penalty(layer, x), withRespectTo: [x] + layer.parameters().map(\.value))
    for (found, expected) in zip(second, differences(layer, x) { penalty(layer, $0) }) {
      #expect(near(found, expected))
    }
  }
}
