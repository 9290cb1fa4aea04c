import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// All options of all optimizers, alone and in groups, are PyTorch's over twenty steps.
@Suite struct OptimizerGroupGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let options: [String: Double]
    let own: [String: Double]?
    let dtype: String?
    let path: [[Double]]

    var testDescription: String { "\(name) \(options) \(own ?? [:]) \(dtype ?? "")" }
  }

  struct File: Decodable, Sendable {
    let start: [Double]
    let gradients: [[Double]]
    let kept: [Int]
    let cases, groups: [Case]
  }

  static let file = try? Goldens.load("optimizer_groups", from: .module, as: File.self)

  @Test func goldensAreThere() {
    #expect(Self.file?.cases.count == 23)
    #expect(Self.file?.groups.count == 7)
  }

  @Test(arguments: file?.cases ?? [], Device.all)
  func oneGroupAgrees(_ golden: Case, _ device: Device) throws {
    let file = try #require(Self.file)
    let dtype: DType = golden.dtype == "float64" ? .float64 : .float32
    let weight = Parameter(Tensor(file.start, dtype: dtype, device: device))
    let optimizer = Self.optimizer(golden, [ParameterGroup([weight])])
    try check(golden, optimizer, [weight], [0..<5])
  }

  @Test(arguments: file?.groups ?? [], Device.all)
  func groupsAgree(_ golden: Case, _ device: Device) throws {
    let file = try #require(Self.file)
    let weights = [file.start[..<3], file.start[3...]].map {
      Parameter(Tensor(Array($0), device: device))
    }
    var second = ParameterGroup([weights[1]])
    for (name, value) in golden.own ?? [:] {
      second.settings[OptimizerSetting(rawValue: name)] = value
    }
    let optimizer = Self.optimizer(golden, [ParameterGroup([weights[0]]), second])
    try check(golden, optimizer, weights, [0..<3, 3..<5])
  }

  /// The same when the second group is added after the optimizer is made, and settings are written then.
  @Test(arguments: file?.groups ?? [])
  func addedGroupsAgree(_ golden: Case) throws {
    let file = try #require(Self.file)
    let weights = [file.start[..<3], file.start[3...]].map { Parameter(Tensor(Array($0))) }
    let optimizer = Self.optimizer(golden, [ParameterGroup([weights[0]])])
    optimizer.addParameterGroup(ParameterGroup([weights[1]]))
    for (name, value) in golden.options.merging(golden.own ?? [:], uniquingKeysWith: { $1 }) {
      optimizer.groups[1].settings[OptimizerSetting(rawValue: name)] = value
    }
    try check(golden, optimizer, weights, [0..<3, 3..<5])
  }

  private func check(
    _ golden: Case, _ optimizer: Optimizer, _ weights: [Parameter], _ columns: [Range<Int>]
  ) throws {
    let file = try #require(Self.file)
    let isDouble = weights[0].dtype == .float64
    var kept = golden.path.makeIterator()
    for (step, gradient) in file.gradients.enumerated() {
      optimizer.zeroGrad()
      for (weight, part) in zip(weights, columns) {
        weight.grad = Tensor(Array(gradient[part]), dtype: weight.dtype, device: weight.device)
      }
      optimizer.step()
      guard file.kept.contains(step), let expected = kept.next() else { continue }
      let found = weights.flatMap { $0.value.array(of: Double.self) }
      let difference = Near.difference(
        found, expected, absolute: isDouble ? 1e-14 : 5e-7, relative: isDouble ? 1e-13 : 1e-6)
      #expect(difference == nil, "step \(step)")
    }
    #expect(kept.next() == nil)
  }

  static func optimizer(_ golden: Case, _ groups: [ParameterGroup]) -> Optimizer {
    let optimizer: Optimizer =
      switch golden.name {
      case "SGD": SGD(groups)
      case "Adam": Adam(groups)
      case "AdamW": AdamW(groups)
      case "RMSprop": RMSprop(groups)
      default: Adagrad(groups)
      }
    // Settings that the golden case does not name stay at the defaults, which must be PyTorch's.
    // Written at once: one alone may not be valid, such as Nesterov without momentum.
    for (index, given) in groups.enumerated() {
      var group = optimizer.groups[index]
      for (name, value) in golden.options {
        let setting = OptimizerSetting(rawValue: name)
        if given.settings[setting] == nil { group.settings[setting] = value }
      }
      optimizer.groups[index] = group
    }
    return optimizer
  }
}
