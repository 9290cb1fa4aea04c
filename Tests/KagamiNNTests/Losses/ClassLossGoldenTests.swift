import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Losses of classes are PyTorch's, with all their options, and so are both gradients.
@Suite struct ClassLossGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, reduction, dtype, printed: String
    let options: [String: Double]
    let shape, targetShape, valueShape: [Int]
    let input, target, value, gradient, targetGradient: [Golden]

    var testDescription: String { "\(name) \(options), \(reduction), \(shape), \(targetShape)" }
    /// Whether the target holds probabilities.
    var isOfProbabilities: Bool { shape == targetShape }
  }

  struct File: Decodable, Sendable {
    let weight: [Double]
    let cases: [Case]
  }

  static let file = try? Goldens.load("class_losses", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 174) }

  @Test(arguments: file?.cases ?? [], [Device.cpu, .reference])
  func agreesWithPyTorch(_ golden: Case, _ device: Device) throws {
    let file = try #require(Self.file)
    let dtype = try #require(DType(rawValue: golden.dtype))
    // A weight of another type and device is converted.
    let weight = golden.options["weighted"].map { _ in Tensor(file.weight) }
    let loss = try #require(Self.loss(golden, weight))
    #expect(loss.description == golden.printed)
    let input = Tensor(
      golden.input.values, shape: Shape(golden.shape), dtype: dtype, device: device,
      requiresGrad: true)
    let target = Tensor(
      golden.target.values, shape: Shape(golden.targetShape),
      dtype: golden.isOfProbabilities ? dtype : .int64, device: device,
      requiresGrad: golden.isOfProbabilities)
    let value = loss(input, target)
    #expect(Array(value.shape) == golden.valueShape)
    let factors = (0..<value.count).map { 0.25 * Double($0) + 0.5 }
    (value * Tensor(factors, shape: value.shape, dtype: dtype, device: device)).sum().backward()
    let tolerance = dtype == .float32 ? 1e-6 : 1e-14
    for (name, found, expected) in [
      ("value", value, golden.value), ("gradient", input.grad, golden.gradient),
      ("gradient of the target", target.grad, golden.targetGradient),
    ] where !expected.isEmpty {
      #expect(
        Near.difference(
          try #require(found).array(of: Double.self), expected.values, absolute: tolerance,
          relative: 2 * tolerance) == nil, "\(name)")
    }
  }

  private static func loss(_ golden: Case, _ weight: Tensor?) -> Loss? {
    guard let reduction = Reduction(rawValue: golden.reduction) else { return nil }
    let ignoreIndex = golden.options["ignoreIndex"].map { Int($0) } ?? -100
    return switch golden.name {
    case "NLLLoss": NLLLoss(weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
    case "CrossEntropyLoss":
      CrossEntropyLoss(
        weight: weight, ignoreIndex: ignoreIndex, reduction: reduction,
        labelSmoothing: golden.options["labelSmoothing"] ?? 0)
    default: nil
    }
  }

  @Test func bytesAreLabelsToo() {
    let logits = Tensor([0.5, -1, 2, 0, 1, -2], shape: [2, 3])
    let loss = CrossEntropyLoss()
    #expect(
      loss(logits, Tensor([2, 1] as [UInt8])).item()
        == loss(logits, Tensor([2, 1] as [Int])).item())
  }

  /// What is ignored neither costs nor moves anything, whatever stands there.
  @Test func ignoredPositionsDoNotCount() throws {
    let logs = Tensor([-Double.infinity, 0, -1, -2], shape: [2, 2], requiresGrad: true)
    let loss = NLLLoss(weight: Tensor([2.0, 1.0]))(logs, Tensor([-100, 1] as [Int]))
    #expect(loss.item() == 2)
    loss.backward()
    #expect(try #require(logs.grad).array(of: Double.self) == [0, 0, 0, -1])
  }

  @Test func crossEntropyCanBeDifferentiatedTwice() throws {
    let x = Tensor([0.3, 0.8], shape: [1, 2], dtype: .float64, requiresGrad: true)
    let slope = grad(
      of: CrossEntropyLoss()(x, Tensor([0] as [Int])), withRespectTo: [x], createGraph: true)[0]
    slope[0, 0].backward()
    // With two classes, ∂p₀/∂x = ±p₀p₁.
    let p = 1 / (1 + exp(0.5))
    let second = try #require(x.grad).array(of: Double.self)
    #expect(Near.difference(second, [p * (1 - p), -p * (1 - p)], absolute: 1e-15) == nil)
  }
}
