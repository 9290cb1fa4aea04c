import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
  private static func scheduler(
    _ name: String, _ parameters: KeyValuePairs<String, String>, torch: String,
    _ make: @escaping @Sendable (Optimizer, FuzzArguments) throws -> LRScheduler
  ) -> ModuleForm {
    ModuleForm(
      name: name, inputs: "any", parameters: parameters, torch: "schedulers.\(torch)",
      maker: .scheduler(make))
  }

  static let schedulers: [ModuleForm] = [
    scheduler(
      "StepLR", ["size": "small", "gamma": "share"], torch: "StepLR(optimizer, size, gamma)"
    ) { StepLR($0, stepSize: try $1.integer("size"), gamma: try $1.number("gamma")) },
    scheduler(
      "MultiStepLR", ["first": "small", "more": "small", "gamma": "share"],
      torch: "MultiStepLR(optimizer, [first, first + more - 1], gamma)"
    ) {
      let first = try $1.integer("first")
      return MultiStepLR(
        $0, milestones: [first, first + (try $1.integer("more")) - 1],
        gamma: try $1.number("gamma"))
    },
    scheduler("ExponentialLR", ["gamma": "share"], torch: "ExponentialLR(optimizer, gamma)") {
      ExponentialLR($0, gamma: try $1.number("gamma"))
    },
    scheduler(
      "CosineAnnealingLR", ["period": "small", "lowest": "share"],
      torch: "CosineAnnealingLR(optimizer, period, lowest / 100)"
    ) {
      CosineAnnealingLR(
        $0, tMax: try $1.integer("period"), etaMin: try $1.number("lowest") / 100)
    },
    scheduler(
      "LinearLR", ["start": "someShare", "end": "share", "count": "small"],
      torch: "LinearLR(optimizer, start, end, count)"
    ) {
      LinearLR(
        $0, startFactor: try $1.number("start"), endFactor: try $1.number("end"),
        totalIters: try $1.integer("count"))
    },
    scheduler(
      "LambdaLR", ["gamma": "share"], torch: "LambdaLR(optimizer, lambda e: gamma / (e + 1))"
    ) {
      let gamma = try $1.number("gamma")
      return LambdaLR($0) { gamma / Double($0 + 1) }
    },
    scheduler(
      "OneCycleLR",
      [
        "top": "someShare", "start": "someShare", "linear": "flag", "three": "flag",
        "cycles": "flag", "low": "share", "high": "share",
      ],
      torch: "OneCycleLR(optimizer, top / 10, total_steps=12, pct_start=start / 2, "
        + "anneal_strategy='linear' if linear else 'cos', cycle_momentum=cycles, "
        + "base_momentum=low, max_momentum=high, three_phase=three)"
    ) {
      OneCycleLR(
        $0, maxLR: try $1.number("top") / 10, totalSteps: 12,
        pctStart: try $1.number("start") / 2,
        annealStrategy: try $1.flag("linear") ? .linear : .cos,
        cycleMomentum: try $1.flag("cycles"), baseMomentum: try $1.number("low"),
        maxMomentum: try $1.number("high"),
        threePhase: try $1.flag("three"))
    },
    ModuleForm(
      name: "SequentialLR", inputs: "any", parameters: ["milestones": "milestones"],
      torch: "schedulers.SequentialLR(optimizer, children, milestones)",
      maker: .sequence {
        SequentialLR($0, schedulers: $1, milestones: $2.integers("milestones") ?? [])
      }),
    ModuleForm(
      name: "ReduceLROnPlateau", inputs: "any",
      parameters: [
        "factor": "share", "patience": "small", "threshold": "share", "absolute": "flag",
        "highest": "flag", "rest": "small", "lowest": "tiny", "eps": "tiny",
      ],
      torch: "schedulers.ReduceLROnPlateau(optimizer, 'max' if highest else 'min', factor, "
        + "patience - 1, threshold, 'abs' if absolute else 'rel', rest - 1, lowest, eps)",
      maker: .plateau {
        ReduceLROnPlateau(
          $0, mode: try $1.flag("highest") ? .max : .min, factor: try $1.number("factor"),
          patience: try $1.integer("patience") - 1, threshold: try $1.number("threshold"),
          thresholdMode: try $1.flag("absolute") ? .abs : .rel,
          cooldown: try $1.integer("rest") - 1, minLR: [try $1.number("lowest")],
          eps: try $1.number("eps"))
      }),
  ]
}
