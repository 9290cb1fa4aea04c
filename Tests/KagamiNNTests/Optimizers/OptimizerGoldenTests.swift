import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Twenty steps of every optimizer with every option are PyTorch's.
@Suite struct OptimizerGoldenTests {
  struct Options: Decodable, Sendable {
    var lr: Double?
    var momentum, dampening, weight_decay, eps: Double?
    var nesterov, maximize, amsgrad: Bool?
    var betas: [Double]?
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let options: Options
    let path: [[Double]]

    var testDescription: String { "\(name) \(options)" }
  }

  struct File: Decodable, Sendable {
    let start: [Double]
    let gradients: [[Double]]
    let cases: [Case]
  }

  static let file = try? Goldens.load("optimizers", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 13) }

  @Test(arguments: file?.cases ?? [], Device.all)
  func agreesWithPyTorch(_ golden: Case, _ device: Device) throws {
    let file = try #require(Self.file)
    let parameter = Parameter(Tensor(file.start, device: device))
    let optimizer = Self.optimizer(golden, [parameter])
    for (step, gradient) in file.gradients.enumerated() {
      optimizer.zeroGrad()
      parameter.grad = Tensor(gradient, device: device)
      optimizer.step()
      let difference = Near.difference(
        parameter.value.array(of: Double.self), golden.path[step], absolute: 5e-7, relative: 1e-6)
      #expect(difference == nil, "step \(step)")
    }
  }

  private static func optimizer(_ golden: Case, _ parameters: [Parameter]) -> Optimizer {
    let options = golden.options
    if golden.name == "SGD" {
      return SGD(
        parameters, lr: options.lr ?? 1e-3, momentum: options.momentum ?? 0,
        dampening: options.dampening ?? 0, weightDecay: options.weight_decay ?? 0,
        nesterov: options.nesterov ?? false, maximize: options.maximize ?? false)
    }
    let betas = options.betas ?? [0.9, 0.999]
    return Adam(
      parameters, lr: options.lr ?? 1e-3, betas: (betas[0], betas[1]), eps: options.eps ?? 1e-8,
      weightDecay: options.weight_decay ?? 0, amsgrad: options.amsgrad ?? false,
      maximize: options.maximize ?? false)
  }
}
