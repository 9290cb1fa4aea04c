import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Losses whose input and target are alike are PyTorch's, and so are both gradients and the names.
@Suite struct RegressionLossGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, reduction, dtype, printed: String
    let options: [String: Double]
    let input, target, value, gradient, targetGradient: [Golden]

    var testDescription: String { "\(name) \(options), \(reduction), \(dtype), \(input[0].value)" }
  }

  struct File: Decodable, Sendable {
    let shape: [Int]
    let weight, positive: [Double]
    let cases: [Case]
  }

  static let file = try? Goldens.load("regression_losses", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 148) }

  @Test(arguments: file?.cases ?? [], [Device.cpu, .reference])
  func agreesWithPyTorch(_ golden: Case, _ device: Device) throws {
    let file = try #require(Self.file)
    let dtype = try #require(DType(rawValue: golden.dtype))
    let loss = try #require(Self.loss(golden, file, dtype, device))
    #expect(loss.description == golden.printed)
    let shape = Shape(file.shape)
    let input = Tensor(
      golden.input.values, shape: shape, dtype: dtype, device: device, requiresGrad: true)
    let target = Tensor(
      golden.target.values, shape: shape, dtype: dtype, device: device,
      requiresGrad: !golden.targetGradient.isEmpty)
    let value = loss(input, target)
    value.sum().backward()
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

  private static func loss(
    _ golden: Case, _ file: File, _ dtype: DType, _ device: Device
  ) -> Loss? {
    guard let reduction = Reduction(rawValue: golden.reduction) else { return nil }
    let options = golden.options
    let weight =
      options["weighted"] == nil
      ? nil : Tensor(file.weight, shape: Shape(file.shape), dtype: dtype, device: device)
    let positive =
      options["positive"] == nil ? nil : Tensor(file.positive, dtype: dtype, device: device)
    return switch golden.name {
    case "MSELoss": MSELoss(reduction: reduction)
    case "L1Loss": L1Loss(reduction: reduction)
    case "SmoothL1Loss": options["beta"].map { SmoothL1Loss(reduction: reduction, beta: $0) }
    case "HuberLoss": options["delta"].map { HuberLoss(reduction: reduction, delta: $0) }
    case "KLDivLoss": KLDivLoss(reduction: reduction, logTarget: options["logTarget"] != nil)
    case "HingeEmbeddingLoss":
      options["margin"].map { HingeEmbeddingLoss(margin: $0, reduction: reduction) }
    case "BCELoss": BCELoss(weight: weight, reduction: reduction)
    case "BCEWithLogitsLoss":
      BCEWithLogitsLoss(weight: weight, posWeight: positive, reduction: reduction)
    default: nil
    }
  }

  /// As ``HuberLoss`` and PyTorch have it: 1 where the loss is a square, at no difference too.
  @Test func squaresHaveASecondDerivative() throws {
    let zeros = Tensor.zeros([4], dtype: .float64)
    for loss in [HuberLoss(reduction: .sum), SmoothL1Loss(reduction: .sum)] as [Loss] {
      let x = Tensor([0, 0.5, 2, -Double.infinity], dtype: .float64, requiresGrad: true)
      let slope = grad(of: loss(x, zeros), withRespectTo: [x], createGraph: true)[0]
      #expect(slope.array(of: Double.self) == [0, 0.5, 1, -1])
      slope.sum().backward()
      #expect(try #require(x.grad).array(of: Double.self) == [1, 1, 0, 0])
    }
  }

  @Test func nothingHasNoMean() {
    let empty = Tensor.zeros([0, 3])
    for loss in [L1Loss(), HuberLoss(), SmoothL1Loss(), KLDivLoss(), MSELoss()] as [Loss] {
      #expect(loss(empty, empty).item().isNaN)
    }
    #expect(KLDivLoss(reduction: .batchMean)(empty, empty).item().isNaN)
    #expect(L1Loss(reduction: .sum)(empty, empty).item() == 0)
    #expect(HingeEmbeddingLoss(reduction: .none)(empty, empty).shape == [0, 3])
  }
}
