import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Losses and their gradients are PyTorch's, saturated inputs included.
@Suite struct LossGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, reduction: String
    let input: [Double]
    let value, gradient: [Golden]

    var testDescription: String { "\(name), \(reduction)" }
  }

  struct File: Decodable, Sendable {
    let targets, weight: [Double]
    let posWeight: Double
    let cases: [Case]
  }

  static let file = try? Goldens.load("losses", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 18) }

  @Test(arguments: file?.cases ?? []) func agreesWithPyTorch(_ golden: Case) throws {
    let file = try #require(Self.file)
    let reduction = try #require(Reduction(rawValue: golden.reduction))
    let loss = try #require(Self.loss(golden.name, file, reduction))
    let input = Tensor(golden.input, requiresGrad: true)
    let value = loss(input, Tensor(file.targets))
    value.sum().backward()
    #expect(
      Near.difference(
        value.array(of: Double.self), golden.value.values, absolute: 1e-7, relative: 2e-6) == nil)
    let gradient = try #require(input.grad).array(of: Double.self)
    #expect(
      Near.difference(gradient, golden.gradient.values, absolute: 1e-7, relative: 2e-6) == nil)
  }

  private static func loss(_ name: String, _ file: File, _ reduction: Reduction) -> Loss? {
    let weight = Tensor(file.weight)
    return switch name {
    case "BCELoss": BCELoss(reduction: reduction)
    case "BCELoss weighted": BCELoss(weight: weight, reduction: reduction)
    case "BCEWithLogitsLoss": BCEWithLogitsLoss(reduction: reduction)
    case "BCEWithLogitsLoss weighted": BCEWithLogitsLoss(weight: weight, reduction: reduction)
    case "BCEWithLogitsLoss posWeight":
      BCEWithLogitsLoss(posWeight: Tensor(file.posWeight), reduction: reduction)
    case "MSELoss": MSELoss(reduction: reduction)
    default: nil
    }
  }

  /// A gradient of a gradient reaches through every loss.
  @Test func lossesCanBeDifferentiatedTwice() {
    for loss in [BCELoss(), BCEWithLogitsLoss(), MSELoss()] as [Loss] {
      let x = Tensor([0.3, 0.8], dtype: .float64, requiresGrad: true)
      let slope = grad(
        of: loss(x, Tensor([1, 0], dtype: .float64)), withRespectTo: [x], createGraph: true)[0]
      slope.sum().backward()
      #expect(x.grad?.array(of: Double.self).allSatisfy { $0 > 0 } == true)
    }
  }
}
