internal import Kagami
internal import KagamiNN

/// What trainers have in common that changes from step to step, as named tensors.
struct TrainerParts {
  let generator: Generator
  let discriminator: Discriminator
  let optimizerG: Optimizer
  let optimizerD: Optimizer
  let averaging: GeneratorAverage?

  /// The networks, the average and both optimizers, after `steps`.
  func stateDict(steps: Int) -> StateDict {
    var state: StateDict = [("steps", Tensor(steps))]
    for (name, module) in networks { state += Self.named(name, module.stateDict()) }
    for (name, optimizer) in optimizers {
      state += Self.named(name, optimizer.stateDict().tensors)
    }
    if let averaging { state.append((Self.seenName, Tensor(averaging.seen))) }
    return state
  }

  /// Takes over a state; everything stays as it was if a part does not fit.
  ///
  /// - Returns: The number of steps.
  func load(_ state: StateDict) throws(TrainerStateError) -> Int {
    var rest = state
    /// Takes out what is named after a part.
    func take(_ prefix: String) -> StateDict {
      let start = prefix + "."
      defer { rest.removeAll { $0.name.hasPrefix(start) } }
      return rest.filter { $0.name.hasPrefix(start) }
        .map { (String($0.name.dropFirst(start.count)), $0.tensor) }
    }
    func count(_ name: String) throws(TrainerStateError) -> Int {
      defer { rest.removeAll { $0.name == name } }
      guard let tensor = rest.first(where: { $0.name == name })?.tensor,
        tensor.dtype == .int64, tensor.rank == 0, (0..<Int.max).contains(tensor.item(as: Int.self))
      else { throw .count(name) }
      return tensor.item(as: Int.self)
    }
    let steps = try count("steps")
    let seen = averaging == nil ? 0 : try count(Self.seenName)
    let modules = networks.map { (name: $0.name, module: $0.module, state: take($0.name)) }
    let choices = optimizers.map { (name: $0.name, optimizer: $0.optimizer, state: take($0.name)) }
    if !rest.isEmpty { throw .unexpected(rest.map(\.name)) }
    let before = modules.map { $0.module.stateDict() }
    let settings = choices.map { $0.optimizer.stateDict() }
    do throws(TrainerStateError) {
      for part in modules { try Self.load(part.state, into: part.module, part.name) }
      for part in choices { try Self.load(part.state, into: part.optimizer, part.name) }
    } catch {
      // What they had fits them.
      for (part, state) in zip(modules, before) { _ = try? part.module.loadStateDict(state) }
      for (part, state) in zip(choices, settings) { try? part.optimizer.loadStateDict(state) }
      throw error
    }
    averaging?.seen = seen
    return steps
  }

  private static func load(
    _ state: StateDict, into module: Module, _ name: String
  ) throws(TrainerStateError) {
    do { try module.loadStateDict(state) } catch { throw .network(name, error) }
  }

  private static func load(
    _ state: StateDict, into optimizer: Optimizer, _ name: String
  ) throws(TrainerStateError) {
    do {
      try optimizer.loadStateDict(OptimizerState(tensors: state))
    } catch {
      throw .optimizer(name, error)
    }
  }

  /// Images that the average has taken in.
  private static let seenName = "average_images"

  private var networks: [(name: String, module: Module)] {
    [("generator", generator), ("discriminator", discriminator)]
      + (averaging.map { [("average", $0.model)] } ?? [])
  }

  private var optimizers: [(name: String, optimizer: Optimizer)] {
    [("optimizerG", optimizerG), ("optimizerD", optimizerD)]
  }

  private static func named(_ prefix: String, _ state: StateDict) -> StateDict {
    state.map { ("\(prefix).\($0.name)", $0.tensor) }
  }
}
