import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
  static func layer(
    _ name: String, _ parameters: KeyValuePairs<String, String> = [:], inputs: String = "any",
    torch: String, _ make: @escaping @Sendable (FuzzArguments) throws -> Module
  ) -> ModuleForm {
    ModuleForm(
      name: name, inputs: inputs, parameters: parameters, torch: torch, maker: .layer(make))
  }

  static let layers: [ModuleForm] = [
    layer(
      "Linear", ["features": "features", "out": "count", "bias": "flag"], inputs: "features",
      torch: "nn.Linear(features, out, bias=bias)"
    ) {
      Linear(try $0.integer("features"), try $0.integer("out"), bias: try $0.flag("bias"))
    },
    layer("ReLU", torch: "nn.ReLU()") { _ in ReLU() },
    layer("LeakyReLU", ["slope": "number"], torch: "nn.LeakyReLU(slope)") {
      LeakyReLU(try $0.number("slope"))
    },
    layer("Sigmoid", torch: "nn.Sigmoid()") { _ in Sigmoid() },
    layer("Tanh", torch: "nn.Tanh()") { _ in Tanh() },
    layer("SiLU", torch: "nn.SiLU()") { _ in SiLU() },
    layer("SELU", torch: "nn.SELU()") { _ in SELU() },
    layer("ELU", ["alpha": "positive"], torch: "nn.ELU(alpha)") { ELU(try $0.number("alpha")) },
    layer("GELU", torch: "nn.GELU()") { _ in GELU() },
    layer("GELU by tanh", torch: "nn.GELU(approximate='tanh')") { _ in GELU(approximate: .tanh) },
    layer("Hardtanh", ["bound": "positive"], torch: "nn.Hardtanh(-bound, bound / 2)") {
      let bound = try $0.number("bound")
      return Hardtanh(-bound, bound / 2)
    },
    layer("ReLU6", torch: "nn.ReLU6()") { _ in ReLU6() },
    layer("Hardswish", torch: "nn.Hardswish()") { _ in Hardswish() },
    layer("Hardsigmoid", torch: "Exactly(lambda x: nn.functional.relu6(x + 3) / 6)") { _ in
      Hardsigmoid()
    },
    layer("Mish", torch: "nn.Mish()") { _ in Mish() },
    layer("LogSigmoid", torch: "nn.LogSigmoid()") { _ in LogSigmoid() },
    layer("Softsign", torch: "nn.Softsign()") { _ in Softsign() },
    layer("Tanhshrink", torch: "nn.Tanhshrink()") { _ in Tanhshrink() },
    layer(
      "CELU", ["alpha": "positive"],
      torch: "Exactly(lambda x: nn.functional.elu(x / alpha) * alpha)"
    ) { CELU(try $0.number("alpha")) },
    layer("Softmin", ["axis": "axis"], torch: "nn.Softmin(axis)") {
      Softmin(axis: try $0.integer("axis"))
    },
    layer("GLU", ["axis": "axis"], torch: "nn.GLU(axis)") { GLU(axis: try $0.integer("axis")) },
    layer(
      "Threshold", ["threshold": "number", "value": "number"],
      torch: "nn.Threshold(threshold, value)"
    ) { Threshold(try $0.number("threshold"), try $0.number("value")) },
    layer("Hardshrink", ["bound": "positive"], torch: "nn.Hardshrink(bound)") {
      Hardshrink(try $0.number("bound"))
    },
    layer("Softshrink", ["bound": "positive"], torch: "nn.Softshrink(bound)") {
      Softshrink(try $0.number("bound"))
    },
    layer(
      "Softplus", ["beta": "positive", "threshold": "positive"],
      torch: "nn.Softplus(beta, threshold * 10)"
    ) { Softplus(try $0.number("beta"), try $0.number("threshold") * 10) },
    layer("Softmax", ["axis": "axis"], torch: "nn.Softmax(axis)") {
      Softmax(axis: try $0.integer("axis"))
    },
    layer("LogSoftmax", ["axis": "axis"], torch: "nn.LogSoftmax(axis)") {
      LogSoftmax(axis: try $0.integer("axis"))
    },
    layer("Identity", torch: "nn.Identity()") { _ in Identity() },
    layer("Flatten", inputs: "channels", torch: "nn.Flatten()") { _ in Flatten() },
    layer(
      "Flatten some", ["start": "axis", "end": "axis"], inputs: "channels",
      torch: "nn.Flatten(start, end)"
    ) { Flatten(from: try $0.integer("start"), through: try $0.integer("end")) },
    layer("Unflatten", ["size": "factors"], inputs: "channels", torch: "nn.Unflatten(1, size)") {
      Unflatten(axis: 1, $0.shape("size"))
    },
    layer("Dropout", ["p": "chance"], torch: "nn.Dropout(p)") { Dropout(try $0.number("p")) },
    layer("PReLU", ["init": "number"], torch: "nn.PReLU(1, init)") {
      PReLU(1, init: try $0.number("init"))
    },
    layer(
      "PReLU by channel", ["channels": "channels"], inputs: "channels", torch: "nn.PReLU(channels)"
    ) { PReLU(try $0.integer("channels")) },
    layer(
      "Embedding",
      [
        "rows": "count", "width": "count", "padding": "optionalRow", "longest": "optionalNumber",
        "order": "order", "byFrequency": "flag",
      ], inputs: "indices",
      torch: "nn.Embedding(rows, width, None if padding is None else padding % (2 * rows) - rows, "
        + "longest, order, byFrequency)"
    ) { arguments in
      let rows = try arguments.integer("rows")
      return Embedding(
        rows, try arguments.integer("width"),
        paddingIdx: arguments.optionalInteger("padding").map { $0 % (2 * rows) - rows },
        maxNorm: try arguments.optionalNumber("longest"),
        normType: try arguments.number("order"), scaleGradByFreq: try arguments.flag("byFrequency"))
    },
    layer(
      "Bilinear", ["features": "features", "out": "count", "bias": "flag"], inputs: "features",
      torch: "Twice(nn.Bilinear(features, features, out, bias=bias))"
    ) {
      let features = try $0.integer("features")
      return Twice(
        Bilinear(features, features, try $0.integer("out"), bias: try $0.flag("bias")))
    },
    layer(
      "SpectralNorm",
      [
        "features": "features", "out": "count", "iterations": "small", "eps": "tiny",
        "axis": "side",
      ],
      inputs: "features",
      torch:
        "spectral_norm(nn.Linear(features, out), n_power_iterations=iterations, eps=eps, dim=axis)"
    ) {
      SpectralNorm(
        Linear(try $0.integer("features"), try $0.integer("out")),
        powerIterations: try $0.integer("iterations"), eps: try $0.number("eps"),
        axis: try $0.integer("axis"))
    },
  ]
}
