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
    loss(
      "BCELoss", ["w": "lastWeights"], inputs: "probabilities",
      torch: "BCELoss(weight=weights(w), reduction=reduction)"
    ) { BCELoss(weight: $0.weights("w"), reduction: $1) },
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
}

extension FuzzArguments {
  /// Factors as a tensor of `float64`, or nil.
  fileprivate func weights(_ name: String) -> Tensor? {
    numbers(name).map { Tensor($0, dtype: .float64) }
  }
}
