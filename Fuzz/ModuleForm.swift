import Kagami
import KagamiCases
import KagamiNN

/// One layer, loss, optimizer or scheduler: the parameters to draw, how Kagami makes it and the Python
/// expression by which torch makes the same.
struct ModuleForm: Sendable {
  /// What is made.
  enum Maker: Sendable {
    case layer(@Sendable (FuzzArguments) throws -> Module)
    case container(@Sendable ([Module]) -> Module)
    case loss(@Sendable (FuzzArguments) throws -> Module)
    case optimizer(@Sendable ([ParameterGroup], FuzzArguments) throws -> Optimizer)
    case scheduler(@Sendable (Optimizer, FuzzArguments) throws -> LRScheduler)
    case sequence(@Sendable (Optimizer, [LRScheduler], FuzzArguments) throws -> LRScheduler)
    case plateau(@Sendable (Optimizer, FuzzArguments) throws -> ReduceLROnPlateau)

    var role: String {
      switch self {
      case .layer: "layer"
      case .container: "container"
      case .loss: "loss"
      case .optimizer: "optimizer"
      case .scheduler: "scheduler"
      case .sequence: "sequence"
      case .plateau: "plateau"
      }
    }
  }

  struct Row: Encodable {
    let name, role, torch, inputs: String
    let parameters: [FuzzTable.Parameter]
  }

  let name: String
  /// Which inputs fit, as `Scripts/fuzz/modules.py` names them.
  let inputs: String
  let parameters: KeyValuePairs<String, String>
  let torch: String
  let maker: Maker

  var row: Row {
    Row(
      name: name, role: maker.role, torch: torch, inputs: inputs,
      parameters: parameters.map { FuzzTable.Parameter(name: $0.key, kind: $0.value) })
  }

  static let all = layers + normalizations + losses + optimizers + schedulers

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func named(_ name: String) throws -> ModuleForm {
    guard let form = byName[name] else { throw FormTable.UnknownForm(name: name) }
    return form
  }
}

extension ModuleForm {
  static func layer(
    _ name: String, _ parameters: KeyValuePairs<String, String> = [:], inputs: String = "any",
    torch: String, _ make: @escaping @Sendable (FuzzArguments) throws -> Module
  ) -> ModuleForm {
    ModuleForm(
      name: name, inputs: inputs, parameters: parameters, torch: torch, maker: .layer(make))
  }

  static let layers: [ModuleForm] = [
    ModuleForm(
      name: "Sequential", inputs: "any", parameters: [:], torch: "nn.Sequential(*children)",
      maker: .container { Sequential($0) }),
    ModuleForm(
      name: "Parallel", inputs: "branches", parameters: [:], torch: "Parallel(*children)",
      maker: .container { Parallel($0) }),
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
    layer(
      "Softplus", ["beta": "positive", "threshold": "positive"],
      torch: "nn.Softplus(beta, threshold * 10)"
    ) { Softplus(try $0.number("beta"), try $0.number("threshold") * 10) },
    layer("Softmax", ["axis": "axis"], torch: "nn.Softmax(axis)") {
      Softmax(try $0.integer("axis"))
    },
    layer("LogSoftmax", ["axis": "axis"], torch: "nn.LogSoftmax(axis)") {
      LogSoftmax(try $0.integer("axis"))
    },
    layer("Identity", torch: "nn.Identity()") { _ in Identity() },
    layer("Flatten", inputs: "channels", torch: "nn.Flatten()") { _ in Flatten() },
    layer("Unflatten", ["size": "factors"], inputs: "channels", torch: "nn.Unflatten(1, size)") {
      Unflatten(1, $0.shape("size"))
    },
    layer("Dropout", ["p": "chance"], torch: "nn.Dropout(p)") { Dropout(try $0.number("p")) },
    layer("PReLU", ["init": "number"], torch: "nn.PReLU(1, init)") {
      PReLU(1, init: try $0.number("init"))
    },
    layer(
      "PReLU by channel", ["channels": "channels"], inputs: "channels", torch: "nn.PReLU(channels)"
    ) { PReLU(try $0.integer("channels")) },
    layer(
      "SpectralNorm", ["features": "features", "out": "count", "iterations": "small"],
      inputs: "features",
      torch: "spectral_norm(nn.Linear(features, out), n_power_iterations=iterations)"
    ) {
      SpectralNorm(
        Linear(try $0.integer("features"), try $0.integer("out")),
        powerIterations: try $0.integer("iterations"))
    },
  ]

  static let normalizations: [ModuleForm] = [
    layer(
      "BatchNorm1d",
      [
        "channels": "channels", "eps": "tiny", "momentum": "optionalShare", "affine": "flag",
        "track": "flag",
      ], inputs: "batch", torch: "nn.BatchNorm1d(channels, eps, momentum, affine, track)"
    ) {
      BatchNorm1d(
        try $0.integer("channels"), eps: try $0.number("eps"),
        momentum: try $0.optionalNumber("momentum"), affine: try $0.flag("affine"),
        trackRunningStats: try $0.flag("track"))
    },
    layer(
      "LayerNorm", ["shape": "trailing", "eps": "tiny", "affine": "flag", "bias": "flag"],
      inputs: "features", torch: "nn.LayerNorm(shape, eps, affine, bias)"
    ) {
      LayerNorm(
        $0.shape("shape"), eps: try $0.number("eps"), elementwiseAffine: try $0.flag("affine"),
        bias: try $0.flag("bias"))
    },
    layer(
      "GroupNorm",
      ["channels": "channels", "groups": "divisor", "eps": "tiny", "affine": "flag"],
      inputs: "channels", torch: "nn.GroupNorm(groups, channels, eps, affine)"
    ) {
      GroupNorm(
        try $0.integer("groups"), try $0.integer("channels"), eps: try $0.number("eps"),
        affine: try $0.flag("affine"))
    },
  ]
}

/// The sum of what its children make of one input.
final class Parallel: Module {
  private let branches: ModuleList

  init(_ branches: [Module]) { self.branches = ModuleList(branches) }

  override func forward(_ x: Tensor) -> Tensor {
    branches.children().dropFirst().reduce(branches.children()[0](x)) { $0 + $1(x) }
  }
}
