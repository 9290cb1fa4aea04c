import Foundation
import Kagami
import TestSupport
import Testing

/// Softmax, its logarithm, its denominator, and `gather` are PyTorch's.
@Suite struct NormalizationGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, dtype: String
    let axis: Int
    let shape, outputShape: [Int]
    let input, output, gradient: [Golden]

    var testDescription: String { "\(name) along \(axis) of \(dtype) \(shape)" }
  }

  struct Gathering: Decodable, Sendable, CustomTestStringConvertible {
    let axis: Int
    let shape, indexShape, index: [Int]
    let input, output, gradient: [Double]

    var testDescription: String { "along \(axis) of \(shape), \(indexShape)" }
  }

  struct File: Decodable {
    let cases: [Case]
    let gathers: [Gathering]
  }

  static let file = try? Goldens.load("normalization", from: .module, as: File.self)

  @Test func goldensAreThere() {
    #expect(Self.file?.cases.count == 72)
    #expect(Self.file?.gathers.count == 7)
  }

  @Test(arguments: file?.cases ?? [], [Device.cpu, .reference])
  func agreesWithPyTorch(_ golden: Case, _ device: Device) throws {
    let dtype = try #require(DType(rawValue: golden.dtype))
    let x = Tensor(
      golden.input.values, shape: Shape(golden.shape), dtype: dtype, device: device,
      requiresGrad: true)
    let y = try #require(Self.apply(golden.name, x, golden.axis))
    #expect(Array(y.shape) == golden.outputShape)
    let weights = (0..<y.count).map { 0.25 * Double($0) - 0.5 }
    (y * Tensor(weights, shape: y.shape, dtype: dtype, device: device)).sum().backward()
    // A sum of a few numbers and two functions of it.
    let relative = dtype == .float32 ? 1e-6 : 1e-14
    #expect(
      Near.difference(
        y.array(of: Double.self), golden.output.values, absolute: relative, relative: relative)
        == nil)
    #expect(
      Near.difference(
        try #require(x.grad).array(of: Double.self), golden.gradient.values,
        absolute: 2 * relative, relative: relative) == nil)
  }

  @Test(arguments: file?.gathers ?? [], [Device.cpu, .reference])
  func gathersAsPyTorch(_ golden: Gathering, _ device: Device) throws {
    let x = Tensor(golden.input, shape: Shape(golden.shape), device: device, requiresGrad: true)
    let index = Tensor(golden.index, shape: Shape(golden.indexShape), device: device)
    let y = x.gather(axis: golden.axis, index)
    #expect(Array(y.shape) == golden.indexShape)
    #expect(y.array(of: Double.self) == golden.output)
    let weights = (0..<y.count).map { 0.25 * Double($0) - 0.5 }
    (y * Tensor(weights, shape: y.shape, device: device)).sum().backward()
    #expect(try #require(x.grad).array(of: Double.self) == golden.gradient)
  }

  private static func apply(_ name: String, _ x: Tensor, _ axis: Int) -> Tensor? {
    switch name {
    case "softmax": x.softmax(axis: axis)
    case "logSoftmax": x.logSoftmax(axis: axis)
    // A tensor without axes has none to sum over but all of them.
    case "logSumExp": x.logSumExp(axes: x.rank == 0 ? nil : [axis])
    default: nil
    }
  }
}
