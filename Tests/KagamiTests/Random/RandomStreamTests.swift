import Foundation
import Kagami
import TestSupport
import Testing

/// Random streams are PyTorch's, number for number.
@Suite struct RandomStreamTests {
  struct Ends: Decodable, Sendable {
    let count: Int
    let first: [Double]
    let last: [Double]
    let sum: Double
  }

  struct Integers: Decodable, Sendable {
    let low: Int
    let high: Int
    let values: [Int]
  }

  struct Permutation: Decodable, Sendable {
    let count: Int
    let first: [Int]
    let last: [Int]
    let hash: Int
  }

  struct Stream: Decodable, Sendable, CustomTestStringConvertible {
    let seed: Int
    let rand_float32, rand_float64, randn_float32, randn_float64: [Ends]
    let uniform, normal: Ends
    let randint: [Integers]
    let randperm: [Permutation]
    let bernoulli_float32, bernoulli_float64, bernoulli_p: [Double]
    let mixed: [[Double]]
    let state: String
    let after: [Double]
    let seed_draw: String

    var testDescription: String { "seed \(seed)" }
  }

  struct File: Decodable {
    let streams: [Stream]
  }

  static let streams = (try? Goldens.load("random", from: .module, as: File.self).streams) ?? []

  private func generator(_ stream: Stream) -> RandomGenerator {
    RandomGenerator(seed: UInt64(stream.seed))
  }

  private func compare(
    _ found: Tensor, _ expected: Ends, relative: Double = 0, _ name: String
  ) {
    let values = found.array(of: Double.self)
    #expect(values.count == expected.count)
    let ends = Array(values.prefix(8)) + values.suffix(8)
    #expect(
      Near.difference(
        ends, expected.first + expected.last, absolute: relative, relative: relative) == nil,
      "\(name) of \(expected.count)")
    let sum = values.reduce(0, +)
    #expect(
      (sum - expected.sum).magnitude <= 1e-9 + relative * Double(values.count),
      "\(name) of \(expected.count)")
  }

  @Test func goldensAreThere() { #expect(Self.streams.count == 5) }

  @Test(arguments: streams) func uniforms(_ stream: Stream) {
    for (dtype, goldens) in [
      (DType.float32, stream.rand_float32), (.float64, stream.rand_float64),
    ] {
      for golden in goldens {
        let found = Tensor.rand([golden.count], dtype: dtype, generator: generator(stream))
        compare(found, golden, "rand \(dtype)")
      }
    }
    compare(
      Tensor.uniform([100], -3, 5, generator: generator(stream)), stream.uniform, "uniform")
  }

  /// Fewer than 16 numbers are computed by the C library; from 16 on floats by vector functions.
  @Test(arguments: streams) func normals(_ stream: Stream) {
    for golden in stream.randn_float32 {
      compare(
        Tensor.randn([golden.count], generator: generator(stream)), golden,
        relative: golden.count < 16 ? 0 : 1e-6, "randn float32")
    }
    for golden in stream.randn_float64 {
      compare(
        Tensor.randn([golden.count], dtype: .float64, generator: generator(stream)), golden,
        relative: 4e-16, "randn float64")
    }
    compare(
      Tensor.normal([100], mean: 2, std: 3, generator: generator(stream)), stream.normal,
      relative: 2e-6, "normal")
  }

  @Test(arguments: streams) func integers(_ stream: Stream) {
    for golden in stream.randint {
      let found = Tensor.randint(
        golden.low, golden.high, [golden.values.count], generator: generator(stream))
      #expect(found.array(of: Int.self) == golden.values, "\(golden.low)..<\(golden.high)")
    }
  }

  @Test(arguments: streams) func permutations(_ stream: Stream) {
    for golden in stream.randperm {
      let found = Tensor.randperm(golden.count, generator: generator(stream)).array(of: Int.self)
      #expect(Array(found.prefix(20)) == golden.first)
      #expect(Array(found.suffix(20)) == golden.last)
      let hash = found.enumerated().reduce(0) { $0 + $1.element * $1.offset % 1_000_003 }
      #expect(hash == golden.hash)
      #expect(found.sorted() == Array(0..<golden.count))
    }
  }

  @Test(arguments: streams) func truths(_ stream: Stream) {
    // torch.linspace(0, 1, 50) in float32, mirrored about its middle.
    let probabilities = (0..<50).map { index -> Float in
      let step = Float(1) / 49
      return index < 25 ? Float(index) * step : 1 - step * Float(49 - index)
    }
    let tensor = Tensor(probabilities)
    #expect(
      Tensor.bernoulli(tensor, generator: generator(stream)).array(of: Double.self)
        == stream.bernoulli_float32)
    #expect(
      Tensor.bernoulli(tensor.to(.float64), generator: generator(stream)).array(of: Double.self)
        == stream.bernoulli_float64)
    #expect(
      Tensor.bernoulli([50], probability: 0.3, generator: generator(stream))
        .array(of: Double.self) == stream.bernoulli_p)
  }

  /// One stream through several calls: pairs of normals are kept from call to call.
  @Test(arguments: streams) func mixedCalls(_ stream: Stream) throws {
    try withGenerator(RandomGenerator()) {
      manualSeed(stream.seed)
      let found = [
        Tensor.randn([3]), Tensor.rand([2]), Tensor.randn([3]),
        Tensor.randn([20]).narrow(axis: 0, start: 16, length: 4), Tensor.randn([1]),
      ]
      for (tensor, golden) in zip(found, stream.mixed) {
        #expect(Near.difference(tensor.array(of: Double.self), golden, absolute: 1e-6) == nil)
      }
      if !stream.state.isEmpty {
        let state = RandomGenerator.current.state
        let text = state.map { String(format: "%02x", $0) }.joined()
        #expect(text == stream.state)
        let copy = RandomGenerator()
        try copy.setState(state)
        #expect(copy.state == state)
        #expect(Tensor.rand([3], generator: copy).array(of: Double.self) == stream.after)
      }
      #expect(Tensor.rand([3]).array(of: Double.self) == stream.after)
    }
  }
}
