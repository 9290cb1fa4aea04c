import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
  private static func loss(
    _ name: String, _ parameters: KeyValuePairs<String, String> = [:], inputs: String = "same",
    torch: String, _ make: @escaping @Sendable (FuzzArguments, Reduction) throws -> Module
  ) -> ModuleForm {
    ModuleForm(
      name: name, inputs: inputs, parameters: parameters,
      torch: "nn.\(torch)",
      maker: .loss { arguments in
        try make(arguments, Reduction(rawValue: try arguments.text("reduction")) ?? .mean)
      })
  }

  static let losses: [ModuleForm] = [
    loss("MSELoss", torch: "MSELoss(reduction=reduction)") { MSELoss(reduction: $1) },
    loss("L1Loss", torch: "L1Loss(reduction=reduction)") { L1Loss(reduction: $1) },
    loss(
      "SmoothL1Loss", ["beta": "positive"], torch: "SmoothL1Loss(reduction=reduction, beta=beta)"
    ) { SmoothL1Loss(reduction: $1, beta: try $0.number("beta")) },
    loss("HuberLoss", ["delta": "positive"], torch: "HuberLoss(reduction=reduction, delta=delta)") {
      HuberLoss(reduction: $1, delta: try $0.number("delta"))
    },
    loss("BCELoss", inputs: "probabilities", torch: "BCELoss(reduction=reduction)") {
      BCELoss(reduction: $1)
    },
    loss(
      "BCEWithLogitsLoss", ["w": "lastWeights", "p": "lastWeights"], inputs: "shares",
      torch: "BCEWithLogitsLoss(weight=weights(w), pos_weight=weights(p), reduction=reduction)"
    ) {
      BCEWithLogitsLoss(weight: $0.weights("w"), posWeight: $0.weights("p"), reduction: $1)
    },
    loss(
      "KLDivLoss", ["log": "flag"], inputs: "shares",
      torch: "KLDivLoss(reduction=reduction, log_target=log)"
    ) { KLDivLoss(reduction: $1, logTarget: try $0.flag("log")) },
    loss(
      "HingeEmbeddingLoss", ["margin": "positive"], inputs: "signs",
      torch: "HingeEmbeddingLoss(margin, reduction=reduction)"
    ) { HingeEmbeddingLoss(margin: try $0.number("margin"), reduction: $1) },
    loss(
      "CrossEntropyLoss",
      ["w": "classWeights", "ignored": "ignored", "smoothing": "share"], inputs: "classes",
      torch: "CrossEntropyLoss(weight=weights(w), ignore_index=ignored, "
        + "reduction=reduction, label_smoothing=smoothing)"
    ) {
      CrossEntropyLoss(
        weight: $0.weights("w"), ignoreIndex: try $0.integer("ignored"), reduction: $1,
        labelSmoothing: try $0.number("smoothing"))
    },
    loss(
      "CrossEntropyLoss of probabilities", ["w": "classWeights", "smoothing": "share"],
      inputs: "distributions",
      torch: "CrossEntropyLoss(weight=weights(w), reduction=reduction, label_smoothing=smoothing)"
    ) {
      CrossEntropyLoss(
        weight: $0.weights("w"), reduction: $1, labelSmoothing: try $0.number("smoothing"))
    },
    loss(
      "NLLLoss", ["w": "classWeights", "ignored": "ignored"], inputs: "classes",
      torch: "NLLLoss(weight=weights(w), ignore_index=ignored, reduction=reduction)"
    ) {
      NLLLoss(
        weight: $0.weights("w"), ignoreIndex: try $0.integer("ignored"), reduction: $1)
    },
  ]

  private static func optimizer(
    _ name: String, _ parameters: KeyValuePairs<String, String>, torch: String,
    _ make: @escaping @Sendable ([ParameterGroup], FuzzArguments) throws -> Optimizer
  ) -> ModuleForm {
    ModuleForm(
      name: name, inputs: "any", parameters: parameters, torch: "torch.optim.\(torch)",
      maker: .optimizer(make))
  }

  static let optimizers: [ModuleForm] = [
    optimizer(
      "SGD",
      [
        "lr": "rate", "momentum": "share", "dampening": "share", "weight_decay": "share",
        "nesterov": "flag", "maximize": "flag",
      ],
      torch: "SGD(groups, lr=lr, momentum=momentum, dampening=0.0 if nesterov else dampening, "
        + "weight_decay=weight_decay, nesterov=nesterov, maximize=maximize)"
    ) {
      let isNesterov = try $1.flag("nesterov")
      return SGD(
        $0, lr: try $1.number("lr"), momentum: try $1.number("momentum"),
        dampening: isNesterov ? 0 : try $1.number("dampening"),
        weightDecay: try $1.number("weight_decay"), nesterov: isNesterov,
        maximize: try $1.flag("maximize"))
    },
    optimizer(
      "Adam",
      [
        "lr": "rate", "beta1": "share", "beta2": "share", "eps": "tiny", "weight_decay": "share",
        "amsgrad": "flag", "maximize": "flag", "decoupled": "flag",
      ],
      torch: "Adam(groups, lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay, "
        + "amsgrad=amsgrad, maximize=maximize, decoupled_weight_decay=decoupled)"
    ) {
      Adam(
        $0, lr: try $1.number("lr"), betas: (try $1.number("beta1"), try $1.number("beta2")),
        eps: try $1.number("eps"), weightDecay: try $1.number("weight_decay"),
        amsgrad: try $1.flag("amsgrad"), maximize: try $1.flag("maximize"),
        decoupledWeightDecay: try $1.flag("decoupled"))
    },
    optimizer(
      "AdamW",
      [
        "lr": "rate", "beta1": "share", "beta2": "share", "eps": "tiny", "weight_decay": "share",
        "amsgrad": "flag", "maximize": "flag",
      ],
      torch: "AdamW(groups, lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay, "
        + "amsgrad=amsgrad, maximize=maximize)"
    ) {
      AdamW(
        $0, lr: try $1.number("lr"), betas: (try $1.number("beta1"), try $1.number("beta2")),
        eps: try $1.number("eps"), weightDecay: try $1.number("weight_decay"),
        amsgrad: try $1.flag("amsgrad"), maximize: try $1.flag("maximize"))
    },
    optimizer(
      "RMSprop",
      [
        "lr": "rate", "alpha": "share", "eps": "tiny", "weight_decay": "share",
        "momentum": "share", "centered": "flag", "maximize": "flag",
      ],
      torch: "RMSprop(groups, lr=lr, alpha=alpha, eps=eps, weight_decay=weight_decay, "
        + "momentum=momentum, centered=centered, maximize=maximize)"
    ) {
      RMSprop(
        $0, lr: try $1.number("lr"), alpha: try $1.number("alpha"), eps: try $1.number("eps"),
        weightDecay: try $1.number("weight_decay"), momentum: try $1.number("momentum"),
        centered: try $1.flag("centered"), maximize: try $1.flag("maximize"))
    },
    optimizer(
      "Adagrad",
      [
        "lr": "rate", "lr_decay": "share", "weight_decay": "share",
        "initial_accumulator_value": "share", "eps": "tiny", "maximize": "flag",
      ],
      torch: "Adagrad(groups, lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, "
        + "initial_accumulator_value=initial_accumulator_value, eps=eps, maximize=maximize)"
    ) {
      Adagrad(
        $0, lr: try $1.number("lr"), lrDecay: try $1.number("lr_decay"),
        weightDecay: try $1.number("weight_decay"),
        initialAccumulatorValue: try $1.number("initial_accumulator_value"),
        eps: try $1.number("eps"), maximize: try $1.flag("maximize"))
    },
  ]

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
    scheduler("LambdaLR", ["gamma": "share"], torch: "LambdaLR(optimizer, lambda e: gamma / (e + 1))") {
      let gamma = try $1.number("gamma")
      return LambdaLR($0) { gamma / Double($0 + 1) }
    },
    scheduler(
      "OneCycleLR", ["top": "someShare", "start": "someShare", "linear": "flag", "three": "flag"],
      torch: "OneCycleLR(optimizer, top / 10, total_steps=12, pct_start=start / 2, "
        + "anneal_strategy='linear' if linear else 'cos', cycle_momentum=False, three_phase=three)"
    ) {
      OneCycleLR(
        $0, maxLR: try $1.number("top") / 10, totalSteps: 12,
        pctStart: try $1.number("start") / 2,
        annealStrategy: try $1.flag("linear") ? .linear : .cos, cycleMomentum: false,
        threePhase: try $1.flag("three"))
    },
    scheduler(
      "SequentialLR", ["start": "someShare", "count": "small", "gamma": "share"],
      torch: "SequentialLR(optimizer, [schedulers.LinearLR(optimizer, start, 1.0, count), "
        + "schedulers.ExponentialLR(optimizer, gamma)], [count])"
    ) {
      let count = try $1.integer("count")
      return SequentialLR(
        $0,
        schedulers: [
          LinearLR($0, startFactor: try $1.number("start"), endFactor: 1, totalIters: count),
          ExponentialLR($0, gamma: try $1.number("gamma")),
        ], milestones: [count])
    },
    ModuleForm(
      name: "ReduceLROnPlateau", inputs: "any",
      parameters: [
        "factor": "share", "patience": "small", "threshold": "share", "absolute": "flag",
        "highest": "flag", "rest": "small",
      ],
      torch: "schedulers.ReduceLROnPlateau(optimizer, 'max' if highest else 'min', factor, "
        + "patience - 1, threshold, 'abs' if absolute else 'rel', rest - 1)",
      maker: .plateau {
        ReduceLROnPlateau(
          $0, mode: try $1.flag("highest") ? .max : .min, factor: try $1.number("factor"),
          patience: try $1.integer("patience") - 1, threshold: try $1.number("threshold"),
          thresholdMode: try $1.flag("absolute") ? .abs : .rel,
          cooldown: try $1.integer("rest") - 1)
      }),
  ]
}

extension FuzzArguments {
  /// Factors as a tensor of `float64`, or nil.
  fileprivate func weights(_ name: String) -> Tensor? {
    numbers(name).map { Tensor($0, dtype: .float64) }
  }
}
