/// One step of an optimizer over one parameter.
///
/// ```swift
/// var updates = [ParameterUpdate(value: w, state: [m], gradient: .dense(g), rule: SignMomentum(lr: 0.1, beta: 0.9))]
/// ParameterUpdate.apply(&updates)
/// w = updates[0].value
/// ```
/// Values and state are changed in place where nothing else holds their memory.
public struct ParameterUpdate {
  /// The parameter's value.
  public var value: Tensor
  /// The tensors that the optimizer keeps for the parameter, in the order that the rule expects.
  public var state: [Tensor]
  /// The gradient.
  public private(set) var gradient: Gradient
  /// What is done with every element.
  public let rule: any UpdateRule

  /// The update of one parameter.
  ///
  /// - Parameters:
  ///   - value: Of a floating-point type.
  ///   - state: Tensors of the value's shape, type and device.
  ///   - gradient: Of the value's shape, type and device.
  ///   - rule: What is done with every element.
  public init(
    value: consuming Tensor, state: consuming [Tensor] = [], gradient: Gradient,
    rule: any UpdateRule
  ) {
    (self.value, self.state) = (value, state)
    (self.gradient, self.rule) = (gradient, rule)
  }

  /// Makes all updates, sharing the work out together.
  ///
  /// - Precondition: state and gradients have the form of their values.
  public static func apply(_ updates: inout [ParameterUpdate]) {
    for index in updates.indices { updates[index].prepare() }
    for device in Set(updates.map(\.value.device)) {
      let steps = updates.filter { $0.value.device == device }.map(\.step)
      device.backend.update(steps)
    }
  }

  /// Checks the form of everything, since kernels see memory only, and lays it out for them.
  private mutating func prepare() {
    let form = GradientForm(of: value)
    check(gradient.form, "gradient", form)
    if !gradient.mayBeKept { gradient.formProducts() }
    gradient.makeContiguous()
    value.makeContiguous()
    value.makeUnique()
    for index in state.indices {
      check(GradientForm(of: state[index]), "state", form)
      state[index].makeContiguous()
      state[index].makeUnique()
    }
  }

  private func check(_ other: GradientForm, _ name: String, _ form: GradientForm) {
    if other == form { return }
    misuse(
      "\(type(of: rule))",
      "a \(name) of \(other.dtype) \(other.shape) on \(other.device) does not fit a parameter of "
        + "\(form.dtype) \(form.shape) on \(form.device)",
      hint: "an optimizer's state is of its parameter's shape, type and device")
  }

  /// The update as a backend sees it.
  private var step: UpdateStep {
    UpdateStep(
      weight: value.operand, state: state.map(\.operand), gradient: gradient, rule: rule)
  }
}

/// The memory of one update: all of it row-major, and held by nothing else but the gradient's.
package struct UpdateStep {
  package let weight: Operand
  package let state: [Operand]
  package let gradient: Gradient
  package let rule: any UpdateRule

  package init(weight: Operand, state: [Operand], gradient: Gradient, rule: any UpdateRule) {
    (self.weight, self.state, self.gradient, self.rule) = (weight, state, gradient, rule)
  }

  /// Calls the rule with some of the elements.
  func apply(to elements: Range<Int>, _ gradient: BlockGradient) {
    func run<T: CPUElement>(_: T.Type) {
      T.apply(
        rule,
        to: UpdateBlock(
          count: elements.count, weightStart: weight.typed(T.self) + elements.lowerBound,
          stateStarts: state.map { $0.typed(T.self) + elements.lowerBound }, gradient: gradient))
    }
    guard let element = weight.dtype.kernelElement else {
      fatalError("Kagami: a rule was given elements of \(weight.dtype)")
    }
    run(element)
  }
}
