import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Spectral normalization is PyTorch's, and what it promises.
@Suite struct SpectralNormTests {
  private struct Content: Decodable {
    struct Case: Decodable {
      var name: String
      var `in`: Int
      var out: Int
      var iterations: Int
      var axis: Int
      var keys: [String]
      var u, v, first, second, evaluated, weightGradient, inputGradient: [Double]
      var printed: String
    }

    var cases: [Case]
  }

  @Test func asPyTorchHasIt() throws {
    let golden: Content = try Goldens.load("spectral_norm", from: .module)
    for entry in golden.cases {
      try withGenerator(RandomGenerator(seed: 4)) {
        let layer = SpectralNorm(
          Linear(entry.in, entry.out), powerIterations: entry.iterations, axis: entry.axis)
        func expect(_ found: Tensor, _ expected: [Double], _ what: String) {
          let difference = Near.difference(
            found.array(of: Double.self), expected, absolute: 2e-6, relative: 1e-5)
          #expect(difference == nil, "\(entry.name), \(what): \(difference ?? "")")
        }
        #expect(layer.stateDict().map(\.name) == entry.keys)
        expect(layer.left.value, entry.u, "u")
        expect(layer.right.value, entry.v, "v")
        var x = Tensor(
          (0..<4 * entry.in).map { -1 + 2 * Double($0) / Double(4 * entry.in - 1) },
          shape: [4, entry.in])
        x.requiresGrad = true
        let (first, second) = (layer(x), layer(x))
        (first * second).sum().backward()
        expect(first, entry.first, "first call")
        expect(second, entry.second, "second call")
        expect(try #require(layer.original.grad), entry.weightGradient, "weight gradient")
        expect(try #require(x.grad), entry.inputGradient, "input gradient")
        layer.eval()
        expect(layer(x), entry.evaluated, "in evaluation")
        #expect("\(layer)" == entry.printed)
      }
    }
  }

  /// The module keeps its own weight, and its gradient accumulates in the trained parameter.
  @Test func theWeightStandsInOnlyWhileRunning() throws {
    let linear = Linear(6, 4)
    let before = linear.weight.value.array(of: Float.self)
    let layer = SpectralNorm(linear)
    layer(Tensor.ones([2, 6])).sum().backward()
    #expect(linear.weight.value.array(of: Float.self) == before)
    #expect(linear.weight === layer.original)
    #expect(layer.original.grad?.shape == [4, 6])
    #expect(layer.namedParameters().map(\.name) == ["bias", "parametrizations.weight.original"])
  }

  /// Once the vectors have settled, the largest singular value is 1, as LAPACK finds it.
  @Test(arguments: [0, 1]) func asLAPACKHasIt(_ axis: Int) throws {
    try withGenerator(RandomGenerator(seed: 9)) {
      let layer = SpectralNorm(Linear(40, 30, dtype: .float64), axis: axis)
      for _ in 0..<2000 { _ = layer(Tensor.zeros([1, 40], dtype: .float64)) }
      let largest = try layer.original.value.detach().svdvals()[0].item()
      let weight = layer.weight.detach()
      #expect(abs(try weight.svdvals()[0].item() - 1) < 1e-9)
      #expect((weight * largest - layer.original.value.detach()).abs().amax().item() < 1e-9)
    }
  }

  @Test func aLayerWithoutWeightIsMisuse() async {
    await #expect(processExitsWith: .failure) { _ = SpectralNorm(ReLU()) }
  }

  /// The singular vectors are iterated in training only.
  @Test func evaluationMovesNothing() {
    let layer = SpectralNorm(Linear(40, 30))
    layer.eval()
    let vectors = [layer.left, layer.right].map { $0.value.array(of: Float.self) }
    _ = layer(Tensor.ones([2, 40]))
    #expect([layer.left, layer.right].map { $0.value.array(of: Float.self) } == vectors)
    layer.train()
    _ = layer(Tensor.ones([2, 40]))
    #expect([layer.left, layer.right].map { $0.value.array(of: Float.self) } != vectors)
  }
}
