import Foundation
import Kagami
import TestSupport
import Testing

/// Contractions, distances, selections and statistics give PyTorch's values and gradients.
@Suite struct ContractionGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[Int]]
    let inputs: [[Golden]]
    let shape: [Int]
    let output: [Golden]
    let gradients: [[Golden]]
    var testDescription: String { name }
  }

  struct File: Decodable {
    let cases: [Case]
    let histc, histcOfAll, bincount, bincountWeights: [Golden]
  }

  static let file = try? Goldens.load("contractions", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 53) }

  @Test(arguments: file?.cases ?? [], [Device.cpu, .reference])
  func agreesWithPyTorch(_ golden: Case, _ device: Device) throws {
    let inputs = zip(golden.inputs, golden.shapes).map {
      Tensor($0.values, shape: Shape($1), dtype: .float64, device: device, requiresGrad: true)
    }
    let output = try #require(Self.apply(golden.name, inputs))
    #expect(Array(output.shape) == golden.shape)
    #expect(
      Near.difference(
        output.array(of: Double.self), golden.output.values, absolute: 1e-13, relative: 1e-13)
        == nil)
    let weights = (0..<output.count).map { 0.25 * Double($0) + 0.5 }
    (output * Tensor(weights, shape: output.shape, dtype: .float64, device: device)).sum()
      .backward()
    for (input, gradient) in zip(inputs, golden.gradients) {
      let found = try #require(input.grad).array(of: Double.self)
      #expect(Near.difference(found, gradient.values, absolute: 1e-11, relative: 1e-11) == nil)
    }
  }

  private static let index = [[2, 0, 0, 1], [1, 1, 2, 0]]
  private static let mask = Tensor([true, false, true])

  private static func apply(_ name: String, _ x: [Tensor]) -> Tensor? {
    if name.hasPrefix("einsum ") { return .einsum(String(name.dropFirst(7)), x) }
    let device = x[0].device
    return switch name {
    case "outer": x[0].outer(x[1])
    case "vecdot": x[0].vecdot(x[1])
    case "tensordot": x[0].tensordot(x[1])
    case "tensordotNamed": x[0].tensordot(x[1], axes: [0, 2], [1, 0])
    case "kron", "kronOfRanks": x[0].kron(x[1])
    case "cross": x[0].cross(x[1])
    case "multiDot": .multiDot(x)
    case "baddbmm": x[0].addMatmul(x[1], x[2], beta: 0.5, alpha: 2)
    case "cdist", "cdistLarge": x[0].cdist(x[1])
    case "cdistOfOrder1": x[0].cdist(x[1], order: 1)
    case "cosineSimilarity": x[0].cosineSimilarity(x[1])
    case "normalize": x[0].normalized()
    case "vectorNorm": x[0].vectorNorm()
    case "vectorNorm3": x[0].vectorNorm(3, axis: 0, keepDims: true)
    case "vectorNormHalf": x[0].vectorNorm(0.5, axis: 1)
    case "vectorNormOfZero": (x[0] * 0).vectorNorm(axis: 1)
    case "lerp": x[0].lerp(x[1], 0.3)
    case "lerpByTensor": x[0].lerp(x[1], x[2])
    case "scatter": x[0].scatter(axis: 0, Tensor(index).to(device), x[1])
    case "scatterAdd": x[0].scatterAdd(axis: 0, Tensor(index).to(device), x[1])
    case "indexAdd": x[0].indexAdd(axis: 1, Tensor(index[0], device: device), x[1], alpha: -2)
    case "maskedFill": x[0].maskedFill(mask.to(device), 7)
    case "maskedSelect": x[0].maskedSelect(mask.to(device))
    case "padConstant": x[0].pad([(0, 1), (1, 2)], mode: .constant(0.5))
    case "padAway": x[0].pad([(1, -2), (-1, 2)])
    case "padReflect": x[0].pad([(0, 2), (3, 1)], mode: .reflect)
    case "padReplicate": x[0].pad([(5, 2), (3, 1)], mode: .replicate)
    case "padCircular": x[0].pad([(0, 2), (4, 1)], mode: .circular)
    case "nearest": x[0].interpolate(size: [7, 2])
    case "nearestByScale": x[0].interpolate(scale: [1.7])
    case "bilinear": x[0].interpolate(size: [5, 7], mode: .linear)
    case "bilinearSmaller": x[0].interpolate(size: [3, 2], mode: .linear)
    case "bilinearCorners": x[0].interpolate(size: [5, 7], mode: .linear, alignCorners: true)
    case "bilinearByScale": x[0].interpolate(scale: [2, 1.3], mode: .linear)
    case "linear": x[0].interpolate(size: [4], mode: .linear)
    case "median": x[0].median(axis: 1).values
    case "medianOfAll": x[0].median()
    case "quantile": x[0].quantile(0.3, axis: 1)
    case "quantileOfAll": x[0].quantile(0.9)
    default: nil
    }
  }

  @Test func countsArePyTorchs() throws {
    let file = try #require(Self.file)
    let x = Tensor([0.5, -1.5, 2.0, 2.0, 7.0])
    #expect(x.histc(bins: 4, min: -2, max: 2).array(of: Double.self) == file.histc.values)
    #expect(x.histc(bins: 3).array(of: Double.self) == file.histcOfAll.values)
    let counts = Tensor([0, 2, 2, 5]).bincount(minLength: 7)
    #expect(counts.array(of: Double.self) == file.bincount.values && counts.dtype == .int64)
    let weights = Tensor([0.5, 1.0, 2.0])
    #expect(
      Tensor([0, 2, 2]).bincount(weights: weights).array(of: Double.self)
        == file.bincountWeights.values)
  }

  @Test func listsOfClasses() {
    #expect(Tensor([0, 2]).oneHot(classes: 4).array(of: Int.self) == [1, 0, 0, 0, 0, 0, 1, 0])
    #expect(Tensor([[1], [0]]).oneHot().shape == [2, 1, 2])
    #expect(Tensor.zeros([0], dtype: .int64).oneHot(classes: 3).shape == [0, 3])
  }

  @Test func numbersThatAreNone() {
    let x = Tensor([1.0, .nan, .infinity, -.infinity])
    let largest = Double(Float.greatestFiniteMagnitude)
    #expect(x.nanToNum().array(of: Double.self) == [1, 0, largest, -largest])
    #expect(
      x.nanToNum(nan: 2, positiveInfinity: 3, negativeInfinity: 4).array(of: Double.self)
        == [1, 2, 3, 4])
    #expect(x.to(.float16).nanToNum().array(of: Double.self) == [1, 0, 65504, -65504])
    let y = Tensor([1 + 1e-6, .nan, .infinity, .infinity])
    #expect(x.isClose(y).array(of: Bool.self) == [true, false, true, false])
    #expect(x.isClose(y, equalNaN: true).array(of: Bool.self) == [true, true, true, false])
    #expect(Tensor([3, 5]).isClose(Tensor([3, 6])).array(of: Bool.self) == [true, false])
    let (value, index) = Tensor([3, .nan, 1]).median(axis: 0)
    #expect(value.item().isNaN && index.item(as: Int.self) == 1)
  }

  @Test(arguments: ["ij,jk", "ij->k", "ij->ii", "i1->i", "ij,kl->", "ij->i->j"])
  func equationsThatMeanNothing(_ equation: String) throws {
    let error = #expect(throws: MisuseError.self) {
      try MisuseScope.run { Tensor.einsum(equation, Tensor.ones([2, 3])) }
    }
    #expect(error?.operation == "einsum" && error?.hint?.contains("letters name axes") == true)
  }
}
