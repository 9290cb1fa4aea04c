import Kagami
import KagamiCases
import KagamiNN

/// Makes the parts of a program.
enum ModuleMaker {
  /// A row that is not what stands in its place.
  struct WrongRole: Error { let name: String }

  static func module(_ part: ModuleProgram.Part) throws -> Module {
    switch try ModuleForm.named(part.form).maker {
    case .layer(let make): return try make(FuzzArguments(part.arguments))
    case .container(let make): return make(try (part.children ?? []).map(module))
    default: throw WrongRole(name: part.form)
    }
  }

  static func loss(_ part: ModuleProgram.Part) throws -> Module {
    guard case .loss(let make) = try ModuleForm.named(part.form).maker else {
      throw WrongRole(name: part.form)
    }
    return try make(FuzzArguments(part.arguments))
  }

  static func optimizer(_ program: ModuleProgram, _ model: Module) throws -> Optimizer {
    let parameters = model.parameters()
    guard case .optimizer(let make) = try ModuleForm.named(program.optimizer.form).maker else {
      throw WrongRole(name: program.optimizer.form)
    }
    let groups = program.groups.map { group in
      var result = ParameterGroup(group.parameters.map { parameters[$0] })
      for (name, value) in group.settings {
        result.settings[OptimizerSetting(rawValue: name)] = value
      }
      return result
    }
    return try make(groups, FuzzArguments(program.optimizer.arguments))
  }

  static func scheduler(_ part: ModuleProgram.Part, _ optimizer: Optimizer) throws -> LRScheduler {
    let arguments = FuzzArguments(part.arguments)
    switch try ModuleForm.named(part.form).maker {
    case .scheduler(let make): return try make(optimizer, arguments)
    case .sequence(let make):
      let members = try (part.children ?? []).map { try scheduler($0, optimizer) }
      return try make(optimizer, members, arguments)
    default: throw WrongRole(name: part.form)
    }
  }
}

/// An optimizer and what drives its rates.
struct Trainer {
  let optimizer: Optimizer
  private let schedulers: [LRScheduler]
  private let plateaus: [ReduceLROnPlateau]

  init(_ program: ModuleProgram, _ model: Module, takingOver old: Trainer? = nil) throws {
    optimizer = try ModuleMaker.optimizer(program, model)
    var (schedulers, plateaus) = ([LRScheduler](), [ReduceLROnPlateau]())
    for part in program.schedulers {
      if case .plateau(let make) = try ModuleForm.named(part.form).maker {
        plateaus.append(try make(optimizer, FuzzArguments(part.arguments)))
      } else {
        schedulers.append(try ModuleMaker.scheduler(part, optimizer))
      }
    }
    (self.schedulers, self.plateaus) = (schedulers, plateaus)
    guard let old else { return }
    try optimizer.loadStateDict(OptimizerState(tensors: old.optimizer.stateDict().tensors))
    for (new, old) in zip(schedulers, old.schedulers) { try new.loadStateDict(old.stateDict()) }
    for (new, old) in zip(plateaus, old.plateaus) { try new.loadStateDict(old.stateDict()) }
  }

  func step(ticks: Int, metric: Double) {
    optimizer.step()
    for _ in 0..<ticks {
      for scheduler in schedulers { scheduler.step() }
      for plateau in plateaus { plateau.step(metric) }
    }
  }
}
