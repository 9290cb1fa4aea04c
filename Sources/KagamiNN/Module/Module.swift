public import Kagami

/// The base of everything that computes with parameters.
///
/// A subclass stores its children and parameters and overrides ``forward(_:)-(Tensor)``; calling
/// the module runs it.
///
/// ```swift
/// final class Classifier: Module {
///   let model: Sequential
///
///   init(features: Int) {
///     model = Sequential(Linear(features, 256), LeakyReLU(0.2), Linear(256, 1), Sigmoid())
///   }
///
///   override func forward(_ x: Tensor) -> Tensor { model(x) }
/// }
/// ```
/// Children, parameters and buffers are found in the stored properties, in order of declaration,
/// those of a superclass first; through optionals, arrays, dictionaries, tuples, structures and payloads
/// of enumerations, and lazy properties once they are made. Members of a set and members under a name
/// that is taken are errors. Closures and objects that are not modules are not searched: register what
/// they hold by name. A stored reference to a parent, weak or not, makes the parent a child, as an attribute
/// does in PyTorch; every walk enters a module once. Dotted names are PyTorch's: `model.0.weight`.
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html>.
open class Module {
  /// Whether the module is being trained, as opposed to evaluated; see ``train(_:)``.
  public package(set) var training = true

  /// A module in training.
  public init() {}

  /// Computes the output; override this, and call the module instead.
  open func forward(_ x: Tensor) -> Tensor {
    misuse(
      "\(type(of: self))", "a module of one input must override forward(_:)", standIn: x)
  }

  /// Computes the output of two inputs; override this, and call the module instead.
  open func forward(_ a: Tensor, _ b: Tensor) -> Tensor {
    misuse(
      "\(type(of: self))", "a module of two inputs must override forward(_:_:)", standIn: a)
  }

  /// Computes the output of three inputs; override this, and call the module instead.
  open func forward(_ a: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    misuse(
      "\(type(of: self))", "a module of three inputs must override forward(_:_:_:)", standIn: a)
  }

  /// Computes several outputs of any number of inputs; override this, and call the module instead.
  open func forward(_ inputs: [Tensor]) -> [Tensor] {
    misuse(
      "\(type(of: self))", "a module of several outputs must override forward(_:) of a list",
      standIn: inputs)
  }

  /// Runs the module: its hooks, then ``forward(_:)-(Tensor)``, then its hooks.
  public final func callAsFunction(_ x: Tensor) -> Tensor {
    MisuseScope.hasFailed ? x : run(x) { forward($0) }
  }

  /// Runs the module on two inputs.
  public final func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor {
    if MisuseScope.hasFailed { return a }
    return isWatched
      ? run([a, b]) { [forward($0[0], $0[1])] }[0]
      : ModuleFrame.running(self) { forward(a, b) }
  }

  /// Runs the module on three inputs.
  public final func callAsFunction(_ a: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    if MisuseScope.hasFailed { return a }
    return isWatched
      ? run([a, b, c]) { [forward($0[0], $0[1], $0[2])] }[0]
      : ModuleFrame.running(self) { forward(a, b, c) }
  }

  /// Runs the module on a list of inputs.
  ///
  /// ```swift
  /// let outputs = encoder([image, label])    // mean, variance
  /// ```
  public final func callAsFunction(_ inputs: [Tensor]) -> [Tensor] {
    if MisuseScope.hasFailed { return inputs }
    return isWatched ? run(inputs) { forward($0) } : ModuleFrame.running(self) { forward(inputs) }
  }

  /// The hooks that were registered on this module; nil before the first.
  private(set) var hooks: ModuleHooks?

  /// The hooks, to which some are about to be added.
  func hooked() -> ModuleHooks {
    let present = hooks ?? ModuleHooks()
    hooks = present
    return present
  }

  /// Members that are not found by reflection; containers name theirs without a property's name.
  var ownMembers: [Member]? { nil }

  /// What the printed form calls the module: its type, of a generic one without what it is made of.
  var printedType: String { String("\(type(of: self))".prefix { $0 != "<" }) }

  /// Lines of the printed form after those of the children.
  var printedExtras: [String] { [] }

  /// Whether equal neighbours among the children are printed as one, with their number.
  var printsRepetitionsOnce: Bool { false }

  /// Members added by ``register(parameter:name:)`` and its variants, in order.
  var registrations: [Registration] = []

  /// Adds a child that is named at run time; containers add it to their own.
  func adopt(_ module: Module?, name: String) {
    enter(Registration(name: name, kind: .module, member: module.map { .module(name, $0) }))
  }

  /// What the printed form shows in parentheses, such as `in_features=20, out_features=256`.
  open var extraDescription: String { "" }
}
