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

  static let all =
    containers + layers + windows + recurrence + normalizations + losses + optimizers + schedulers

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func named(_ name: String) throws -> ModuleForm {
    guard let form = byName[name] else { throw FormTable.UnknownForm(name: name) }
    return form
  }
}
