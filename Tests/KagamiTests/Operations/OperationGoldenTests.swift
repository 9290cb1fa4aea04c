import Foundation
import Kagami
import TestSupport
import Testing

/// Values and gradients of operations are PyTorch's, at kinks and at infinities too.
@Suite struct OperationGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let dtype: String
    let shapes: [[Int]]
    let inputs: [[Golden]]
    let shape: [Int]
    let output: [Golden]
    let gradients: [[Golden]]

    var testDescription: String { "\(name), \(dtype), \(shapes)" }
  }

  struct File: Decodable {
    let cases: [Case]
  }

  static let cases = (try? Goldens.load("operations", from: .module, as: File.self).cases) ?? []

  @Test func goldensAreThere() { #expect(Self.cases.count == 376) }

  @Test(arguments: cases) func agreesWithPyTorch(_ golden: Case) throws {
    let dtype = try #require(DType(rawValue: golden.dtype))
    let inputs = zip(golden.inputs, golden.shapes).map {
      Tensor($0.values, shape: Shape($1), dtype: dtype, requiresGrad: true)
    }
    let output = try #require(Self.apply(golden.name, inputs))
    #expect(Array(output.shape) == golden.shape)
    let relative = dtype == .float32 ? 2e-6 : 2e-15
    #expect(
      Near.difference(
        output.array(of: Double.self), golden.output.values, absolute: relative * 0.1,
        relative: relative) == nil)
    let weights = (0..<output.count).map { 0.25 * Double($0) + 0.5 }
    (output * Tensor(weights, shape: output.shape, dtype: dtype)).sum().backward()
    for (input, gradient) in zip(inputs, golden.gradients) {
      let found = try #require(input.grad).array(of: Double.self)
      #expect(
        Near.difference(
          found, gradient.values, absolute: relative, relative: 2 * relative) == nil)
    }
  }

  private static func apply(_ name: String, _ inputs: [Tensor]) -> Tensor? {
    inputs.count == 1 ? single(name, inputs[0]) : double(name, inputs[0], inputs[1])
  }

  private static func single(_ name: String, _ x: Tensor) -> Tensor? {
    switch name {
    case "exp": x.exp()
    case "log": x.log()
    case "log1p": x.log1p()
    case "sqrt": x.sqrt()
    case "abs": x.abs()
    case "tanh": x.tanh()
    case "sigmoid": x.sigmoid()
    case "relu": x.relu()
    case "softplus": x.softplus()
    case "leakyReLU": x.leakyReLU(negativeSlope: 0.2)
    case "elu": x.elu(alpha: 0.75)
    case "selu": x.selu()
    case "clamp": x.clamp(min: -1, max: 1)
    case "negate": -x
    case "sign": x.sign()
    case "cube": x.pow(3)
    case "root": x.pow(0.5)
    case "inverse": x.pow(-1)
    case "sum": x.sum()
    case "sum0": x.sum(axis: 0)
    case "mean1": x.mean(axis: -1, keepDims: true)
    case "prod": x.prod()
    case "prod0": x.prod(axis: 0)
    case "amax": x.amax()
    case "amin0": x.amin(axes: [0])
    case "tan": x.tan()
    case "asin": x.asin()
    case "acos": x.acos()
    case "atan": x.atan()
    case "sinh": x.sinh()
    case "cosh": x.cosh()
    case "asinh": x.asinh()
    case "acosh": x.acosh()
    case "atanh": x.atanh()
    case "log2": x.log2()
    case "log10": x.log10()
    case "exp2": x.exp2()
    case "rsqrt": x.rsqrt()
    case "reciprocal": x.reciprocal()
    case "square": x.square()
    case "floor": x.floor()
    case "ceil": x.ceil()
    case "trunc": x.trunc()
    case "round": x.round()
    case "cumSum": x.cumSum()
    case "cumProd": x.cumProd()
    case "sort": x.sort().values
    case "sortDown": x.sort(isDescending: true).values
    case "topK": x.topK(2).values
    case "diff": x.diff()
    case "round1": x.round(decimals: 1)
    case "round-1": x.round(decimals: -1)
    default: nil
    }
  }

  private static func double(_ name: String, _ a: Tensor, _ b: Tensor) -> Tensor? {
    switch name {
    case "add": a + b
    case "subtract": a - b
    case "multiply": a * b
    case "divide": a / b
    case "maximum": a.maximum(b)
    case "minimum": a.minimum(b)
    case "where": Tensor.where(a .> 0.25, a, b)
    case "matmul": a.matmul(b.reshape([3, 1]))
    case "remainder": a.remainder(b)
    case "fmod": a.fmod(b)
    case "atan2": a.atan2(b)
    case "hypot": a.hypot(b)
    case "logAddExp": a.logAddExp(b)
    case "copySign": a.copySign(b)
    default: nil
    }
  }
}
