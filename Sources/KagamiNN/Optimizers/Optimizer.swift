public import Kagami

/// Changes parameters by their gradients.
///
/// ```swift
/// let optimizer = Adam(model.parameters(), lr: 2e-4)
/// optimizer.zeroGrad()
/// loss.backward()
/// optimizer.step()
/// ```
/// Parameters without a gradient are passed over. The optimizer holds the parameters that it was given,
/// whatever values they take: ``Module/to(_:)-(DType)`` and ``Parameter/assign(_:)`` convert what it
/// remembers at the next step, while a child that is replaced brings parameters that it does not know,
/// as in PyTorch; give it those with ``addParameterGroup(_:)``, or make a new one. Parameters stand in groups with settings each,
/// one group unless several are given. An optimizer of your own overrides ``update()``, and
/// ``state(at:)``, ``setState(_:at:)``, ``stateNames(of:)`` if it remembers anything. Source:
/// <https://docs.pytorch.org/docs/stable/optim.html>.
open class Optimizer {
  /// All that the optimizer changes, group after group.
  public private(set) var parameters: [Parameter] = []
  /// What groups have that do not say otherwise; the names here are those that a group may set.
  public let defaults: OptimizerSettings

  private var checkedGroups: [ParameterGroup] = []

  /// An optimizer of groups.
  ///
  /// - Parameters:
  ///   - groups: What to change; at least one parameter, none twice.
  ///   - defaults: A number for every setting that the optimizer knows.
  /// - Precondition: every group's settings are known and within their bounds.
  public init(_ groups: [ParameterGroup], defaults: OptimizerSettings) {
    self.defaults = defaults
    if groups.allSatisfy({ $0.parameters.isEmpty }) {
      misuse("\(type(of: self))", "there are no parameters to optimize")
    }
    for group in groups { addParameterGroup(group) }
  }

  /// The groups, with every setting filled in.
  ///
  /// ```swift
  /// optimizer.groups[0].lr = 1e-4
  /// ```
  /// - Precondition: settings are written, not parameters: ``addParameterGroup(_:)`` adds those.
  public var groups: [ParameterGroup] {
    get { checkedGroups }
    set {
      let isSame = newValue.elementsEqual(checkedGroups) { new, old in
        new.parameters.elementsEqual(old.parameters, by: ===)
      }
      if !isSame {
        misuse(
          "\(type(of: self))", "the parameters of groups cannot be replaced",
          hint: "write settings only, or use addParameterGroup")
      }
      for group in newValue { check(group.settings) }
      checkedGroups = newValue
    }
  }

  /// The learning rate of the only group.
  ///
  /// - Precondition: there is one group; otherwise each has its rate in ``groups``.
  public var lr: Double {
    get {
      checkOneGroup()
      return checkedGroups[0].lr
    }
    set {
      checkOneGroup()
      groups[0].lr = newValue
    }
  }

  /// Takes in more parameters, such as a layer that is no longer frozen.
  ///
  /// Schedulers made before do not know the group. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.add_param_group.html>.
  ///
  /// - Precondition: none of the parameters is here already.
  public func addParameterGroup(_ group: ParameterGroup) {
    var group = group
    group.settings = group.settings.filled(from: defaults)
    check(group.settings)
    parameters += group.parameters
    if Set(parameters.map { ObjectIdentifier($0) }).count != parameters.count {
      misuse("\(type(of: self))", "a parameter is listed twice")
    }
    checkedGroups.append(group)
  }

  /// Forgets all gradients.
  ///
  /// - Parameter setToNone: Whether gradients become nil, as PyTorch's do; otherwise zeros, by which
  ///   a later step still decays moments.
  public func zeroGrad(setToNone: Bool = true) {
    for parameter in parameters { parameter.zeroGrad(setToNone: setToNone) }
  }

  /// Changes every parameter that has a gradient; override this, and call ``Optimizer/step()``
  /// instead.
  open func update() {
    misuse("\(type(of: self))", "an optimizer must override update()")
  }

  /// Changes every parameter that has a gradient, between the hooks.
  public final func step() {
    // What a failed dry run computed changes nothing.
    if MisuseScope.hasFailed { return }
    for hook in preHooks.hooks { hook(self) }
    update()
    for hook in postHooks.hooks { hook(self) }
  }

  private let preHooks = HookList<(Optimizer) -> Void>()
  private let postHooks = HookList<(Optimizer) -> Void>()

  /// Calls `hook` before each step.
  ///
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_step_pre_hook.html>.
  @discardableResult
  public final func registerStepPreHook(_ hook: @escaping (Optimizer) -> Void) -> RemovableHandle {
    preHooks.register(hook)
  }

  /// Calls `hook` after each step.
  ///
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.register_step_post_hook.html>.
  @discardableResult
  public final func registerStepPostHook(_ hook: @escaping (Optimizer) -> Void) -> RemovableHandle {
    postHooks.register(hook)
  }

  /// Computes the loss, then changes the parameters.
  ///
  /// ```swift
  /// let loss = optimizer.step {
  ///   optimizer.zeroGrad()
  ///   let loss = criterion(model(x), y)
  ///   loss.backward()
  ///   return loss
  /// }
  /// ```
  /// - Parameter closure: Evaluates the model and computes gradients; recorded, even in `noGrad`.
  /// - Returns: What the closure returned.
  @discardableResult
  public func step(_ closure: () throws -> Tensor) rethrows -> Tensor {
    let loss = try enableGrad(closure)
    step()
    return loss
  }

  /// What is wrong with settings, each in words such as "lr cannot be -1.0".
  ///
  /// Overriding methods add to what this one finds.
  open func problems(with settings: OptimizerSettings) -> [String] {
    let known = Set(defaults.names + [.initialLR])
    let unknown = settings.names.filter { !known.contains($0) }
    return unknown.map { "a group cannot set \($0.rawValue), only \(defaults.list)" }
      + [.lr, .weightDecay, .eps, .momentum].flatMap {
        settings.problems($0, $0.rawValue) { $0 >= 0 }
      }
  }

  /// The state kept for the parameter at `index` in ``Optimizer/parameters``; nil before its
  /// first step.
  open func state(at index: Int) -> ParameterState? { nil }

  /// Takes over the state of one parameter from elsewhere.
  ///
  /// - Parameters:
  ///   - state: Fits the parameter and has what ``Optimizer/stateNames(of:)`` names; nil to forget.
  ///     It is converted to the parameter's type and device.
  ///   - index: The parameter's place in ``Optimizer/parameters``.
  /// - Precondition: tensors are of the parameter's shape, and none is missing or unknown.
  open func setState(_ state: ParameterState?, at index: Int) {}

  /// The names of the tensors that the state of a parameter in `group` must have, and may have.
  open func stateNames(of group: ParameterGroup) -> (required: Set<String>, allowed: Set<String>) {
    ([], [])
  }

  private func check(_ settings: OptimizerSettings) {
    if let problem = problems(with: settings).first { misuse("\(type(of: self))", problem) }
  }

  private func checkOneGroup() {
    if checkedGroups.count != 1 {
      misuse(
        "\(type(of: self)).lr", "there are \(checkedGroups.count) groups with a rate each",
        hint: "use groups[i].lr")
    }
  }
}

extension OptimizerSettings {
  /// A complaint if the setting is there and not as `isValid` wants it.
  func problems(
    _ name: OptimizerSetting, _ spelling: String, _ isValid: (Double) -> Bool
  ) -> [String] {
    guard let value = self[name], !isValid(value) else { return [] }
    return ["\(spelling) cannot be \(value)"]
  }

  /// The names, for messages.
  fileprivate var list: String { names.map(\.rawValue).joined(separator: ", ") }
}
