import Kagami
import KagamiNN
import TestSupport
import Testing

/// Layers draw PyTorch's first parameters, compute its values and gradients, and end in its state.
@Suite struct LayerValueTests {
  struct Entry: Decodable, Sendable {
    let name: String
    let shape: [Int]
    let values: [Golden]
  }

  struct Input: Decodable, Sendable {
    let shape: [Int]
    let values: [Golden]
    let isFloat: Bool
  }

  struct Call: Decodable, Sendable {
    let training: Bool
    let shape: [Int]
    let output: [Golden]
    let gradients, parameterGradients: [[Golden]]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, dtype: String
    let seed: Int
    let transposed: Bool
    let inputs: [Input]
    let initial: [Entry]
    let before, after: [Entry]?
    let calls: [Call]

    var testDescription: String { "\(name) \(inputs.map(\.shape)) \(dtype)" }
    var type: DType { dtype == "float64" ? .float64 : .float32 }
  }

  struct File: Decodable { let cases: [Case] }

  static let file = try? Goldens.load("layer_values", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 165) }

  @Test(arguments: file?.cases ?? [], [Device.cpu, .reference])
  func valuesAndGradientsArePyTorchs(_ golden: Case, _ device: Device) throws {
    let generator = RandomGenerator(seed: UInt64(golden.seed))
    let layer = try #require(
      withGenerator(generator) { GoldenLayers.make(golden.name, golden.type) })
    let bound = golden.type == .float64 ? 1e-12 : 2e-6
    func compare(_ found: Tensor?, _ expected: [Golden], _ what: String) {
      let numbers = found?.array(of: Double.self) ?? []
      let difference = Near.difference(
        numbers, expected.values, absolute: bound, relative: bound)
      #expect(difference == nil, "\(what)")
    }
    func compare(_ state: StateDict, _ expected: [Entry], _ what: String) {
      #expect(state.map(\.name) == expected.map(\.name))
      for (found, entry) in zip(state, expected) {
        #expect(found.tensor.shape == Shape(entry.shape))
        compare(found.tensor, entry.values, "\(entry.name) \(what)")
      }
    }

    compare(layer.stateDict(), golden.initial, "at first")
    layer.to(device)
    if let before = golden.before {
      try layer.loadStateDict(
        before.map { ($0.name, Tensor($0.values.values, shape: Shape($0.shape), dtype: .float64)) })
    }
    generator.manualSeed(UInt64(golden.seed))
    for (index, call) in golden.calls.enumerated() {
      layer.train(call.training).zeroGrad()
      let leaves = golden.inputs.map { input in
        Tensor(
          input.values.values, shape: Shape(input.shape),
          dtype: input.isFloat ? golden.type : .int64, device: device,
          requiresGrad: input.isFloat)
      }
      let fed = golden.transposed ? leaves.map { $0.transpose(0, 1) } : leaves
      let y = withGenerator(generator) { GoldenLayers.run(layer, fed) }
      #expect(y.shape == Shape(call.shape))
      #expect(y.device == device && y.dtype == golden.type)
      compare(y, call.output, "output \(index)")
      if y.requiresGrad {
        let weights = (0..<y.count).map { 0.25 * Double($0) - 1 }
        (y * Tensor(weights, shape: y.shape, dtype: y.dtype, device: device)).sum().backward()
      }
      for (leaf, expected) in zip(leaves, call.gradients) {
        compare(leaf.grad, expected, "input gradient \(index)")
      }
      for (parameter, expected) in zip(layer.namedParameters(), call.parameterGradients) {
        compare(parameter.parameter.grad, expected, "gradient \(index) of \(parameter.name)")
      }
    }
    compare(layer.stateDict(), golden.after ?? golden.before ?? golden.initial, "at last")
  }
}
