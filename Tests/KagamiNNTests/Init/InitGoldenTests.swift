import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Parameters are filled with PyTorch's numbers, and the stream stands where PyTorch's does after.
@Suite struct InitGoldenTests {
  struct Options: Decodable, Sendable {
    var a, b, mean, std, val, gain, sparsity: Double?
    var mode, nonlinearity: String?
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, dtype: String
    let options: Options
    let shape: [Int]
    let seed: Int
    let values: [Double]
    let after: Double

    var testDescription: String { "\(name) of \(shape) \(dtype)" }
  }

  struct File: Decodable, Sendable {
    let cases: [Case]
    let gains: [String: Double]
  }

  static let file = try? Goldens.load("initializers", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 58) }

  @Test(arguments: file?.cases ?? [], Device.all)
  func agreesWithPyTorch(_ golden: Case, _ device: Device) {
    let dtype: DType = golden.dtype == "float64" ? .float64 : .float32
    let parameter = Parameter(Tensor.full(Shape(golden.shape), 7, dtype: dtype, device: device))
    let after = withGenerator(RandomGenerator(seed: UInt64(golden.seed))) {
      Self.fill(parameter, golden)
      return Tensor.rand([1]).item()
    }
    #expect(parameter.dtype == dtype && parameter.device == device && parameter.requiresGrad)
    // Orthogonal factors are from another LAPACK build; normals from other vector functions.
    let isFactor = golden.name == "orthogonal_"
    let tolerance = dtype == .float32 ? (isFactor ? 2e-6 : 5e-7) : (isFactor ? 1e-14 : 1e-15)
    let difference = Near.difference(
      parameter.value.array(of: Double.self), golden.values, absolute: tolerance,
      relative: tolerance)
    #expect(difference == nil)
    #expect(after == golden.after)
  }

  @Test func gainsAgree() throws {
    let gains = try #require(Self.file).gains
    let found: [String: Double] = [
      "linear": Init.calculateGain(.linear), "sigmoid": Init.calculateGain(.sigmoid),
      "tanh": Init.calculateGain(.tanh), "relu": Init.calculateGain(.relu),
      "leaky_relu": Init.calculateGain(.leakyReLU), "selu": Init.calculateGain(.selu),
      "leaky_relu 0.2": Init.calculateGain(.leakyReLU, negativeSlope: 0.2),
      "leaky_relu root": Init.calculateGain(.leakyReLU, negativeSlope: Double(5).squareRoot()),
    ]
    #expect(found == gains)
  }

  private static func fill(_ parameter: Parameter, _ golden: Case) {
    let options = golden.options
    let mode: Init.FanMode = options.mode == "fan_out" ? .fanOut : .fanIn
    let nonlinearity: Init.Nonlinearity =
      switch options.nonlinearity {
      case "relu": .relu
      case "tanh": .tanh
      case "selu": .selu
      default: .leakyReLU
      }
    switch golden.name {
    case "uniform_": Init.uniform(parameter, a: options.a ?? 0, b: options.b ?? 1)
    case "normal_": Init.normal(parameter, mean: options.mean ?? 0, std: options.std ?? 1)
    case "trunc_normal_":
      Init.truncNormal(
        parameter, mean: options.mean ?? 0, std: options.std ?? 1, a: options.a ?? -2,
        b: options.b ?? 2)
    case "constant_": Init.constant(parameter, options.val ?? 0)
    case "ones_": Init.ones(parameter)
    case "zeros_": Init.zeros(parameter)
    case "eye_": Init.eye(parameter)
    case "xavier_uniform_": Init.xavierUniform(parameter, gain: options.gain ?? 1)
    case "xavier_normal_": Init.xavierNormal(parameter, gain: options.gain ?? 1)
    case "kaiming_uniform_":
      Init.kaimingUniform(parameter, a: options.a ?? 0, mode: mode, nonlinearity: nonlinearity)
    case "kaiming_normal_":
      Init.kaimingNormal(parameter, a: options.a ?? 0, mode: mode, nonlinearity: nonlinearity)
    case "orthogonal_": Init.orthogonal(parameter, gain: options.gain ?? 1)
    case "sparse_":
      Init.sparse(parameter, sparsity: options.sparsity ?? 0, std: options.std ?? 0.01)
    default: Issue.record("no initializer \(golden.name)")
    }
  }
}
