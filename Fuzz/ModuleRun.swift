import Kagami
import KagamiCases
import KagamiNN

/// A module, a loss, an optimizer and perhaps a scheduler, and the batches of some steps.
struct ModuleProgram: Decodable, Sendable {
  struct Part: Decodable, Sendable {
    var form: String
    var arguments: [String: [String]]
    var children: [Part]?
  }

  struct Group: Decodable, Sendable {
    var parameters: [Int]
    var settings: [String: Double]
  }

  var model: Part
  var state: [TensorRecord]
  var dtype: String
  /// One input and one target for each step.
  var inputs, targets: [TensorRecord]
  var loss: Part
  var optimizer: Part
  var groups: [Group]
  var scheduler: Part?
  /// Whether the last forward pass is an evaluation.
  var evaluates: Bool
}

/// Trains one module for some steps and notes everything on the way.
final class ModuleRun {
  private(set) var results: [TensorRecord] = []
  private(set) var numbers: [String: [Double]] = [:]

  struct WrongRole: Error { let name: String }

  func run(_ program: ModuleProgram) throws {
    let model = try module(program.model)
    guard let dtype = DType(rawValue: program.dtype) else { throw WrongRole(name: program.dtype) }
    model.to(dtype)
    try model.loadStateDict(program.state.map { ($0.name ?? "", try $0.tensor()) })
    guard case .loss(let makeLoss) = try ModuleForm.named(program.loss.form).maker else {
      throw WrongRole(name: program.loss.form)
    }
    let criterion = try makeLoss(FuzzArguments(program.loss.arguments))
    let optimizer = try optimizer(program, model)
    var schedule: LRScheduler?
    var plateau: ReduceLROnPlateau?
    if let part = program.scheduler {
      let arguments = FuzzArguments(part.arguments)
      switch try ModuleForm.named(part.form).maker {
      case .scheduler(let make): schedule = try make(optimizer, arguments)
      case .plateau(let make): plateau = try make(optimizer, arguments)
      default: throw WrongRole(name: part.form)
      }
    }
    for (step, (input, target)) in zip(program.inputs, program.targets).enumerated() {
      numbers["rates \(step)"] = optimizer.groups.map(\.lr)
      let x = try input.tensor()
      optimizer.zeroGrad()
      let output = model(x)
      note(output, "output \(step)")
      let losses = criterion(output, try target.tensor())
      note(losses, "loss \(step)")
      let loss = losses.rank == 0 ? losses : losses.sum()
      loss.backward()
      for (name, parameter) in model.namedParameters() {
        if let gradient = parameter.grad { note(gradient, "gradient \(step) \(name)") }
      }
      optimizer.step()
      schedule?.step()
      plateau?.step(loss.item())
    }
    for (name, tensor) in model.stateDict() { note(tensor, "state \(name)") }
    for (index, _) in optimizer.parameters.enumerated() {
      guard let state = optimizer.state(at: index) else { continue }
      for name in state.tensors.keys.sorted() {
        if let tensor = state.tensors[name] { note(tensor, "optimizer \(index) \(name)") }
      }
    }
    if program.evaluates, let input = program.inputs.first {
      let x = try input.tensor()
      model.eval()
      note(noGrad { model(x) }, "evaluation")
    }
  }

  private func optimizer(_ program: ModuleProgram, _ model: Module) throws -> Optimizer {
    let parameters = model.parameters()
    guard
      case .optimizer(let make) = try ModuleForm.named(program.optimizer.form).maker
    else { throw WrongRole(name: program.optimizer.form) }
    let groups = program.groups.map { group in
      var result = ParameterGroup(group.parameters.map { parameters[$0] })
      for (name, value) in group.settings {
        result.settings[OptimizerSetting(rawValue: name)] = value
      }
      return result
    }
    return try make(groups, FuzzArguments(program.optimizer.arguments))
  }

  private func module(_ part: ModuleProgram.Part) throws -> Module {
    switch try ModuleForm.named(part.form).maker {
    case .layer(let make): return try make(FuzzArguments(part.arguments))
    case .container(let make): return make(try (part.children ?? []).map(module))
    default: throw WrongRole(name: part.form)
    }
  }

  private func note(_ tensor: Tensor, _ name: String) {
    results.append(TensorRecord(tensor.detach(), name: name))
  }
}
