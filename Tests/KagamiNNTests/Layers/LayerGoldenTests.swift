import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Layers start with PyTorch's parameters, and give its values and gradients.
@Suite struct LayerGoldenTests {
  struct Drawn: Decodable, Sendable, CustomTestStringConvertible {
    let seed, inputs, outputs: Int
    let first, last, bias: [Double]
    let sum: Double

    var testDescription: String { "seed \(seed), \(inputs)×\(outputs)" }
  }

  struct Value: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let input, output, gradient: [[Double]]
    let parameters, parameterGradients: [[Double]]

    var testDescription: String { name }
  }

  struct File: Decodable {
    let drawn: [Drawn]
    let values: [Value]
  }

  static let file = try? Goldens.load("layers", from: .module, as: File.self)

  @Test func goldensAreThere() {
    #expect(Self.file?.drawn.count == 20)
    #expect(Self.file?.values.count == 6)
  }

  /// Bit for bit: the uniform numbers and the bounds are exact.
  @Test(arguments: file?.drawn ?? []) func linearStartsAsPyTorchs(_ golden: Drawn) throws {
    let layer = withGenerator(RandomGenerator(seed: UInt64(golden.seed))) {
      Linear(golden.inputs, golden.outputs)
    }
    let weight = layer.weight.value.array(of: Double.self)
    #expect(layer.weight.shape == [golden.outputs, golden.inputs])
    #expect(Array(weight.prefix(6)) == golden.first)
    #expect(Array(weight.suffix(6)) == golden.last)
    #expect(abs(weight.reduce(0, +) - golden.sum) < 1e-9)
    let bias = try #require(layer.bias).value.array(of: Double.self)
    #expect(Array(bias.prefix(6)) == golden.bias)
  }

  @Test(arguments: file?.values ?? []) func valuesAndGradientsArePyTorchs(_ golden: Value) throws {
    let layer = try #require(Self.layer(golden.name))
    for (parameter, values) in zip(layer.parameters(), golden.parameters) {
      parameter.assign(Tensor(values, shape: parameter.shape))
    }
    let x = Tensor(golden.input, requiresGrad: true)
    let y = layer(x)
    let weights = (0..<y.count).map { 0.25 * Double($0) - 1 }
    (y * Tensor(weights, shape: y.shape)).sum().backward()
    func compare(_ found: Tensor?, _ expected: [Double], _ name: String) {
      let found = found?.array(of: Double.self) ?? []
      #expect(
        Near.difference(found, expected, absolute: 1e-6, relative: 2e-6) == nil, "\(name)")
    }
    compare(y, golden.output.flatMap { $0 }, "output")
    compare(x.grad, golden.gradient.flatMap { $0 }, "input gradient")
    for (parameter, expected) in zip(layer.parameters(), golden.parameterGradients) {
      compare(parameter.grad, expected, "gradient of a parameter of \(parameter.shape)")
    }
  }

  private static func layer(_ name: String) -> Module? {
    switch name {
    case "ReLU": ReLU(inplace: true)
    case "LeakyReLU": LeakyReLU(0.2, inplace: true)
    case "Tanh": Tanh()
    case "Sigmoid": Sigmoid()
    case "Linear": Linear(4, 3)
    case "Linear without bias": Linear(4, 2, bias: false)
    default: nil
    }
  }
}
