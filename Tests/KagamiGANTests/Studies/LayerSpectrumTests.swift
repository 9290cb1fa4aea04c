import Kagami
import KagamiNN
import Testing

@testable import KagamiGAN

/// How many directions outputs use, and the norms of gradients.
@Suite struct LayerSpectrumTests {
  @Test func effectiveRanks() throws {
    #expect(abs(LayerSpectrum.effectiveRank([2, 2, 2, 2]) - 4) < 1e-12)
    #expect(LayerSpectrum.effectiveRank([5, 0, 0]) == 1)
    #expect(LayerSpectrum.effectiveRank([0, 0]) == 0)
    // Two directions with the values 1 and 3: entropy of a quarter and three quarters.
    #expect(abs(LayerSpectrum.effectiveRank([3, 1]) - 1.7547654) < 1e-6)
  }

  /// The mean of the outputs is no direction.
  @Test func outputsAreCentred() throws {
    let x = Tensor([[1, 7], [3, 7], [5, 7]] as [[Double]], dtype: .float64)
    let spectrum = try LayerSpectrum(of: x)
    #expect(abs(spectrum.values[0] - 8.0.squareRoot()) < 1e-12)
    #expect(spectrum.relative == [1, 0])
  }

  @Test func everyLinearLayerIsSeen() throws {
    let generator = Generator(inputDim: 3, outputDim: 6, hidden: [4, 5])
    let layers = try LayerSpectrum.ofLinearLayers(in: generator, on: Tensor.randn([9, 3]))
    #expect(layers.map(\.name) == ["model.0", "model.2", "model.4"])
    #expect(layers.map(\.spectrum.values.count) == [4, 5, 6])
    // Three numbers of noise span no more than three directions before the first function.
    #expect(layers[0].spectrum.values[3] < 1e-5)
  }
}

/// Norms of the gradients of several passes together.
@Suite struct GradientNormsTests {
  @Test func passesAddUpAndHooksGo() {
    let module = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))
    let optimizer = SGD(module.parameters(), lr: 0)
    let x = Tensor.randn([4, 2])
    let norms = GradientNorms(of: module)
    module(x).sum().backward()
    module(2 * x).sum().backward()
    let found = norms.end()
    #expect(found.map(\.name) == ["0", "2"])
    let weights = module.modules().compactMap { ($0 as? Linear)?.weight }
    for (layer, weight) in zip(found, weights) {
      let expected = weight.grad.map { ($0 * $0).sum().sqrt().item() } ?? -1
      #expect(abs(layer.norm - expected) < 1e-5 * expected)
    }
    optimizer.zeroGrad()
    module(x).sum().backward()
    #expect(GradientNorms(of: module).end().map(\.norm) == [0, 0])
  }
}
