public import Kagami

/// An optimizer whose step is one rule for every element of a parameter.
///
/// ``SGD``, ``Adam``, ``RMSprop`` and ``Adagrad`` are of this kind. The engine runs the rule block by block on
/// several threads, and forms the gradients of linear layers as it goes; steps, state dictionaries, moves and
/// conversions come with this class. An optimizer of your own overrides two methods:
///
/// ```swift
/// final class SignSGD: RuleOptimizer {
///   override func stateTensors(of group: ParameterGroup) -> [StateTensor] { [StateTensor("momentum")] }
///   override func rule(for step: StepInfo) -> any UpdateRule {
///     SignMomentum(lr: step.group.lr, beta: 0.9)
///   }
/// }
/// let optimizer = SignSGD([ParameterGroup(model.parameters())], defaults: [.lr: 1e-3])
/// ```
/// See `UpdateRule` in Kagami for the rule itself.
open class RuleOptimizer: Optimizer {
  /// A tensor that is kept for each parameter.
  public struct StateTensor: Sendable {
    /// PyTorch's name, such as `exp_avg`, under which ``OptimizerState`` has it.
    public let name: String
    /// The value that its elements start from.
    public let start: Double

    /// A tensor of a name, zero at first unless a start is given.
    public init(_ name: String, start: Double = 0) { (self.name, self.start) = (name, start) }
  }

  /// Which step of which parameter a rule is for.
  public struct StepInfo {
    /// The parameter's group, with every setting.
    public let group: ParameterGroup
    /// The number of the parameter's step, counted from 1.
    public let number: Int
    /// Whether the state starts with this step.
    public let isFirst: Bool
  }

  private struct Memory {
    var step = 0
    var tensors: [(name: String, tensor: Tensor)] = []

    /// Takes out a tensor, so that the caller is the only holder of its memory.
    mutating func take(_ name: String) -> Tensor? {
      tensors.firstIndex { $0.name == name }.map { tensors.remove(at: $0).tensor }
    }
  }

  private var memories = Slots<Memory>()

  /// The tensors that the rule of a group reads and writes, in the order in which it expects them.
  open func stateTensors(of group: ParameterGroup) -> [StateTensor] { [] }

  /// What one step does with every element.
  open func rule(for step: StepInfo) -> any UpdateRule {
    misuse("\(type(of: self))", "an optimizer by a rule must override rule(for:)")
  }

  /// Whether the state has the number of steps.
  open var countsSteps: Bool { true }

  public final override func update() {
    var (updates, indices) = ([ParameterUpdate](), [Int]())
    updates.reserveCapacity(parameters.count)
    var index = -1
    for group in groups {
      let names = stateTensors(of: group)
      for parameter in group.parameters {
        index += 1
        guard let gradient = parameter.accumulatedGradient else { continue }
        var memory = memories.take(index) ?? Memory()
        memory.step += 1
        var isFirst = false
        let state = names.map { name in
          guard var tensor = memory.take(name.name) else {
            isFirst = true
            return Tensor.full(
              parameter.shape, name.start, dtype: parameter.dtype, device: parameter.device)
          }
          parameter.follow(with: &tensor, self)
          return tensor
        }
        memories[index] = memory
        indices.append(index)
        let rule = rule(for: StepInfo(group: group, number: memory.step, isFirst: isFirst))
        updates.append(
          ParameterUpdate(
            value: parameter.withdraw(), state: state, gradient: gradient, rule: rule))
      }
    }
    ParameterUpdate.apply(&updates)
    keep(updates, of: indices)
  }

  /// Puts values and states back.
  private func keep(_ updates: [ParameterUpdate], of indices: [Int]) {
    var position = 0
    var first = 0
    for group in groups {
      let names = stateTensors(of: group)
      let end = first + group.parameters.count
      while position < indices.count, indices[position] < end {
        let (update, index) = (updates[position], indices[position])
        parameters[index].deposit(update.value)
        var memory = memories.take(index) ?? Memory()
        memory.tensors += zip(names, update.state).map { ($0.name, $1) }
        memories[index] = memory
        position += 1
      }
      first = end
    }
  }

  /// The step and the state tensors by their names.
  public final override func state(at index: Int) -> ParameterState? {
    checkPlace(index, "state")
    guard let memory = memories[index], countsSteps || !memory.tensors.isEmpty else { return nil }
    return ParameterState(
      step: countsSteps ? memory.step : 0,
      tensors: Dictionary(uniqueKeysWithValues: memory.tensors.map { ($0.name, $0.tensor) }))
  }

  public final override func setState(_ state: ParameterState?, at index: Int) {
    let state = checked(state, at: index)
    memories[index] = state.map { state in
      Memory(
        step: state.step,
        tensors: state.tensors.keys.sorted().compactMap { name in
          state.tensors[name].map { (name, $0) }
        })
    }
  }

  /// The tensors of ``stateTensors(of:)``, all of which must be there.
  open override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    let names = Set(stateTensors(of: group).map(\.name))
    return (names, names)
  }
}
