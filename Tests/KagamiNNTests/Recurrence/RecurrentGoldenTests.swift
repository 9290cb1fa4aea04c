import Kagami
import KagamiNN
import TestSupport
import Testing

/// Recurrent layers and cells draw PyTorch's first parameters, print as they do, and compute their values and
/// gradients.
@Suite struct RecurrentGoldenTests {
  struct Numbers: Decodable, Sendable {
    let shape: [Int]
    let values: [Golden]
  }

  struct Entry: Decodable, Sendable {
    let name: String
    let shape: [Int]
    let values: [Golden]
  }

  struct Options: Decodable, Sendable {
    var numLayers, projSize: Int?
    var bias, batchFirst, bidirectional: Bool?
    var dropout: Double?
    var nonlinearity: String?
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let kind, dtype, printed: String
    let options: Options
    let training: Bool
    let seed: Int
    let initial: [Entry]?
    let inputs, results: [Numbers]
    let gradients, parameterGradients: [[Golden]]

    var testDescription: String { "\(printed) of \(inputs.map(\.shape)) \(dtype)" }
    var type: DType { dtype == "float64" ? .float64 : .float32 }

    func make() -> Module? {
      let (bias, layers) = (options.bias ?? true, options.numLayers ?? 1)
      let (batchFirst, both) = (options.batchFirst ?? false, options.bidirectional ?? false)
      let (dropout, nonlinearity) = (
        options.dropout ?? 0, options.nonlinearity.flatMap { RNN.Nonlinearity(rawValue: $0) }
      )
      return switch kind {
      case "RNN":
        RNN(
          2, 3, numLayers: layers, nonlinearity: nonlinearity ?? .tanh, bias: bias,
          batchFirst: batchFirst, dropout: dropout, bidirectional: both, dtype: type)
      case "LSTM":
        LSTM(
          2, 3, numLayers: layers, bias: bias, batchFirst: batchFirst, dropout: dropout,
          bidirectional: both, projSize: options.projSize ?? 0, dtype: type)
      case "GRU":
        GRU(
          2, 3, numLayers: layers, bias: bias, batchFirst: batchFirst, dropout: dropout,
          bidirectional: both, dtype: type)
      case "RNNCell":
        RNNCell(2, 3, bias: bias, nonlinearity: nonlinearity ?? .tanh, dtype: type)
      case "LSTMCell": LSTMCell(2, 3, bias: bias, dtype: type)
      case "GRUCell": GRUCell(2, 3, bias: bias, dtype: type)
      default: nil
      }
    }
  }

  struct File: Decodable { let cases: [Case] }

  static let file = try? Goldens.load("recurrence", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 53) }

  @Test(arguments: file?.cases ?? [], [Device.cpu, .reference])
  func valuesAndGradientsArePyTorchs(_ golden: Case, _ device: Device) throws {
    let generator = RandomGenerator(seed: UInt64(golden.seed))
    let layer = try #require(withGenerator(generator) { golden.make() })
    let bound = golden.type == .float64 ? 1e-12 : 3e-6
    func compare(_ found: Tensor?, _ expected: [Golden], _ what: String) {
      let difference = Near.difference(
        found?.array(of: Double.self) ?? [], expected.values, absolute: bound, relative: bound)
      #expect(difference == nil, "\(what)")
    }
    #expect("\(layer)" == golden.printed)
    if let initial = golden.initial {
      #expect(layer.stateDict().map(\.name) == initial.map(\.name))
    }
    for (found, entry) in zip(layer.stateDict(), golden.initial ?? []) {
      #expect(found.tensor.shape == Shape(entry.shape))
      // Written with as many digits as tell a number from its neighbours.
      let drawn = Tensor(entry.values.values, shape: found.tensor.shape, dtype: golden.type)
      #expect(found.tensor.allClose(drawn, rtol: 0, atol: 0), "\(entry.name)")
    }

    layer.to(device).train(golden.training)
    generator.manualSeed(UInt64(golden.seed))
    let leaves = golden.inputs.map {
      Tensor(
        $0.values.values, shape: Shape($0.shape), dtype: golden.type, device: device,
        requiresGrad: true)
    }
    let results = withGenerator(generator) { layer(leaves) }
    #expect(results.map(\.shape) == golden.results.map { Shape($0.shape) })
    var total = Tensor.zeros([], dtype: golden.type, device: device)
    for (index, (found, expected)) in zip(results, golden.results).enumerated() {
      #expect(found.device == device && found.dtype == golden.type)
      compare(found, expected.values, "result \(index)")
      let weights = (0..<found.count).map { 0.25 * Double($0) - 1 }
      total += (found * Tensor(weights, shape: found.shape, dtype: found.dtype, device: device))
        .sum()
    }
    total.backward()
    for (index, (leaf, expected)) in zip(leaves, golden.gradients).enumerated() {
      compare(leaf.grad, expected, "gradient of input \(index)")
    }
    for (found, expected) in zip(layer.namedParameters(), golden.parameterGradients) {
      compare(found.parameter.grad, expected, "gradient of \(found.name)")
    }
  }
}
