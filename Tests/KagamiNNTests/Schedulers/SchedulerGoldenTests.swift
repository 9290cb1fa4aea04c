import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Thirty epochs of every scheduler over two groups are PyTorch's.
@Suite struct SchedulerGoldenTests {
  struct Options: Decodable, Sendable {
    var step_size, T_max, total_iters, total_steps, patience, cooldown: Int?
    var gamma, eta_min, start_factor, end_factor, pct_start, div_factor: Double?
    var final_div_factor, factor, threshold, eps: Double?
    var milestones: [Int]?
    var max_lr, base_momentum, max_momentum, min_lr: [Double]?
    var anneal_strategy, mode, threshold_mode: String?
    var three_phase, cycle_momentum: Bool?
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, optimizer: String?
    let options: Options?
    let rates: [[Double]]
    let momenta: [Double]

    var testDescription: String { "\(name ?? "plateau") of \(optimizer ?? "SGD")" }
  }

  struct File: Decodable, Sendable {
    let cases, plateaus: [Case]
    let metrics: [Golden]
    let composed: [String: Case]
  }

  static let file = try? Goldens.load("schedulers", from: .module, as: File.self)

  @Test func goldensAreThere() {
    #expect(Self.file?.cases.count == 16)
    #expect(Self.file?.plateaus.count == 8)
    #expect(Self.file?.composed.count == 4)
  }

  @Test(arguments: file?.cases ?? [])
  func agreesWithPyTorch(_ golden: Case) throws {
    let optimizer = Self.optimizer(golden.optimizer ?? "SGD")
    let scheduler = Self.scheduler(golden, optimizer)
    try Self.check(golden, optimizer) { _ in scheduler.step() }
  }

  @Test(arguments: file?.plateaus ?? [])
  func plateausAgree(_ golden: Case) throws {
    let options = try #require(golden.options)
    let metrics = try #require(Self.file).metrics.values
    let optimizer = Self.optimizer("SGD")
    let scheduler = ReduceLROnPlateau(
      optimizer, mode: options.mode == "max" ? .max : .min, factor: options.factor ?? 0.1,
      patience: options.patience ?? 10, threshold: options.threshold ?? 1e-4,
      thresholdMode: options.threshold_mode == "abs" ? .abs : .rel,
      cooldown: options.cooldown ?? 0, minLR: options.min_lr ?? [0], eps: options.eps ?? 1e-8)
    try Self.check(golden, optimizer) { scheduler.step(metrics[$0]) }
    #expect(scheduler.lastLR == optimizer.groups.map(\.lr))
  }

  /// Makers of schedulers that PyTorch's goldens were made with.
  static let made: [String: @Sendable (Optimizer) -> [LRScheduler]] = [
    "lambda": {
      [LambdaLR($0, lrLambdas: [{ pow(0.95, Double($0)) }, { 1 / (1 + Double($0)) }])]
    },
    "sequential": {
      [
        SequentialLR(
          $0,
          schedulers: [
            LinearLR($0, startFactor: 0.1, totalIters: 5), CosineAnnealingLR($0, tMax: 12),
            ExponentialLR($0, gamma: 0.8),
          ], milestones: [5, 18])
      ]
    },
    "sequentialSteps": {
      [
        SequentialLR(
          $0,
          schedulers: [
            StepLR($0, stepSize: 3), MultiStepLR($0, milestones: [2, 4]),
            LambdaLR($0) { 1 / (1 + Double($0)) },
          ], milestones: [8, 16])
      ]
    },
    "chained": {
      [
        LinearLR($0, startFactor: 0.1, totalIters: 5), ExponentialLR($0, gamma: 0.9),
        StepLR($0, stepSize: 10),
      ]
    },
  ]

  @Test(arguments: made.keys.sorted())
  func compositionsAgree(_ name: String) throws {
    let golden = try #require(Self.file?.composed[name])
    let optimizer = Self.optimizer("SGD")
    let make = try #require(Self.made[name])
    let schedulers = make(optimizer)
    try Self.check(golden, optimizer) { _ in for scheduler in schedulers { scheduler.step() } }
  }

  static func optimizer(_ name: String) -> Optimizer {
    let groups = [
      ParameterGroup([Parameter(Tensor.zeros([1]))]),
      ParameterGroup([Parameter(Tensor.zeros([1]))], lr: 0.05),
    ]
    return switch name {
    case "Adam": Adam(groups, lr: 0.4)
    case "AdamW": AdamW(groups, lr: 0.4)
    case "RMSprop": RMSprop(groups, lr: 0.4)
    case "Adagrad": Adagrad(groups, lr: 0.4)
    default: SGD(groups, lr: 0.4)
    }
  }

  private static func check(
    _ golden: Case, _ optimizer: Optimizer, _ step: (Int) -> Void
  ) throws {
    #expect(golden.rates.count == 30)
    for (epoch, rates) in golden.rates.enumerated() {
      let found = optimizer.groups.map(\.lr)
      #expect(
        Near.difference(found, rates, absolute: 1e-17, relative: 1e-12) == nil, "epoch \(epoch)")
      let group = optimizer.groups[0]
      let momentum = group.settings[.beta1] ?? group.settings[.momentum] ?? 0
      #expect(
        Near.difference([momentum], [golden.momenta[epoch]], relative: 1e-12) == nil,
        "momentum in epoch \(epoch)")
      step(epoch)
    }
  }

  private static func scheduler(_ golden: Case, _ optimizer: Optimizer) -> LRScheduler {
    guard let options = golden.options else { return StepLR(optimizer, stepSize: 1) }
    switch golden.name {
    case "StepLR":
      return StepLR(optimizer, stepSize: options.step_size ?? 0, gamma: options.gamma ?? 0.1)
    case "MultiStepLR":
      return MultiStepLR(
        optimizer, milestones: options.milestones ?? [], gamma: options.gamma ?? 0.1)
    case "ExponentialLR": return ExponentialLR(optimizer, gamma: options.gamma ?? 0)
    case "CosineAnnealingLR":
      return CosineAnnealingLR(
        optimizer, tMax: options.T_max ?? 0, etaMin: options.eta_min ?? 0)
    case "LinearLR":
      guard let total = options.total_iters else { return LinearLR(optimizer) }
      return LinearLR(
        optimizer, startFactor: options.start_factor ?? 0, endFactor: options.end_factor ?? 1,
        totalIters: total)
    default:
      return OneCycleLR(
        optimizer, maxLR: options.max_lr ?? [], totalSteps: options.total_steps ?? 0,
        pctStart: options.pct_start ?? 0.3,
        annealStrategy: options.anneal_strategy == "linear" ? .linear : .cos,
        cycleMomentum: options.cycle_momentum ?? true,
        baseMomentum: options.base_momentum ?? [0.85], maxMomentum: options.max_momentum ?? [0.95],
        divFactor: options.div_factor ?? 25, finalDivFactor: options.final_div_factor ?? 1e4,
        threePhase: options.three_phase ?? false)
    }
  }
}
