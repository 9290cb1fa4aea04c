import Kagami
import TestSupport
import Testing

/// Indices and exponential numbers are drawn as PyTorch draws them.
@Suite struct MultinomialTests {
  struct Draw: Decodable, Sendable, CustomTestStringConvertible {
    let name, dtype: String
    let samples: Int
    let replacement: Bool
    let weights: [Double]
    let shape, indices, indexShape: [Int]
    let next: Double

    var testDescription: String { "\(name), \(dtype), \(samples), \(replacement)" }
  }

  struct Numbers: Decodable, Sendable {
    let dtype: String
    let rate: Double
    let values: [Double]
  }

  struct File: Decodable {
    let draws: [Draw]
    let numbers: [Numbers]
  }

  static let file = try? Goldens.load("multinomial", from: .module, as: File.self)

  @Test func goldensAreThere() {
    #expect(Self.file?.draws.count == 48)
    #expect(Self.file?.numbers.count == 6)
  }

  @Test(arguments: file?.draws ?? []) func indicesArePyTorchs(_ golden: Draw) throws {
    let generator = RandomGenerator(seed: 7)
    let dtype: DType = golden.dtype == "float32" ? .float32 : .float64
    let weights = Tensor(golden.weights, shape: Shape(golden.shape), dtype: dtype)
    let found = weights.multinomial(
      golden.samples, replacement: golden.replacement, generator: generator)
    #expect(found.dtype == .int64 && Array(found.shape) == golden.indexShape)
    #expect(found.array(of: Int.self) == golden.indices)
    // As many numbers of the stream are used.
    #expect(Tensor.rand([1], generator: generator).item() == golden.next)
  }

  @Test(arguments: file?.numbers ?? []) func exponentialNumbersArePyTorchs(_ golden: Numbers) {
    let dtype: DType = golden.dtype == "float32" ? .float32 : .float64
    let found = Tensor.exponential(
      [20], rate: golden.rate, dtype: dtype, generator: RandomGenerator(seed: 3))
    #expect(
      Near.difference(
        found.array(of: Double.self), golden.values, absolute: 0, relative: 1e-15) == nil)
  }

  @Test func sharesAreThoseOfTheWeights() {
    let drawn = Tensor([1.0, 0, 3]).multinomial(
      20_000, replacement: true, generator: RandomGenerator(seed: 0))
    let counts = drawn.bincount(minLength: 3).array(of: Int.self)
    #expect(abs(counts[0] - 5000) < 200 && counts[1] == 0)
  }

  @Test func rowsOfNoneAreDrawnFrom() {
    #expect(Tensor.ones([0, 3]).multinomial(2).shape == [0, 2])
    #expect(Tensor.ones([0, 3]).multinomial(2, replacement: true).shape == [0, 2])
  }

  @Test(arguments: [
    "many": "multinomial: 3 indices cannot be drawn from 2",
    "negative": "multinomial: weights of [2] are negative, not finite, or a row of zeros",
    "none": "multinomial: weights of [2, 2] are negative, not finite, or a row of zeros",
    "rank": "multinomial: weights of float32 and [] are no rows of floating-point numbers",
    "rate": "exponential: the rate 0.0 is not positive",
  ])
  func impossibleDrawsAreRefused(_ kind: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      switch kind {
      case "many": _ = Tensor.ones([2]).multinomial(3)
      case "negative": _ = Tensor([1.0, -1]).multinomial(1)
      case "none": _ = Tensor([[1.0, 1], [0, 0]]).multinomial(1)
      case "rank": _ = Tensor(1.0).multinomial(1)
      default: _ = Tensor.exponential([1], rate: 0)
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem))
  }
}
