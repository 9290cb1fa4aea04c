import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
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
        "amsgrad": "flag", "maximize": "flag", "decoupled_weight_decay": "flag",
      ],
      torch: "Adam(groups, lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay, "
        + "amsgrad=amsgrad, maximize=maximize, decoupled_weight_decay=decoupled_weight_decay)"
    ) {
      Adam(
        $0, lr: try $1.number("lr"), betas: (try $1.number("beta1"), try $1.number("beta2")),
        eps: try $1.number("eps"), weightDecay: try $1.number("weight_decay"),
        amsgrad: try $1.flag("amsgrad"), maximize: try $1.flag("maximize"),
        decoupledWeightDecay: try $1.flag("decoupled_weight_decay"))
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
        "lr": "rate", "alpha": "someShare", "eps": "tiny", "weight_decay": "share",
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
}
