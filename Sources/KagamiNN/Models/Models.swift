internal import Kagami

/// Ready models by name.
///
/// ```swift
/// let classifier = try Models.make("mlp_classifier")
/// let small = try Models.make("mlp_classifier", MLP.Configuration(hidden: [32]))
/// ```
/// Other packages add theirs with one line, and with it their own kind of configuration:
///
/// ```swift
/// Models.register("my_net", defaults: (width: 64, depth: 3)) { MyNet($0.width, $0.depth) }
/// let deep = try Models.make("my_net", (width: 64, depth: 9))
/// ```
/// Source: <https://docs.pytorch.org/vision/stable/models.html#model-registration-mechanism>.
public enum Models {
  private static let entries = Guarded<[String: any ModelEntry]>([
    "mlp_classifier": ModelRecipe(defaults: MLP.Configuration()) { MLP($0) }
  ])

  /// The names of all models, in alphabetical order.
  public static var names: [String] { entries.withLock { $0.keys.sorted() } }

  /// Adds a model.
  ///
  /// - Parameters:
  ///   - name: What ``make(_:)`` will know it by, such as `mlp_classifier`; not taken yet.
  ///   - defaults: The configuration where none is given; its type is that of all configurations.
  ///   - make: Makes a fresh model.
  public static func register<Configuration: Sendable>(
    _ name: String, defaults: Configuration,
    make: @escaping @Sendable (Configuration) -> Module
  ) {
    let isTaken = entries.withLock { entries in
      if entries[name] != nil { return true }
      entries[name] = ModelRecipe(defaults: defaults, build: make)
      return false
    }
    if isTaken {
      misuse("Models.register", "there is a model named \(name) already")
    }
  }

  /// Adds a model that has nothing to configure.
  public static func register(_ name: String, make: @escaping @Sendable () -> Module) {
    register(name, defaults: ()) { _ in make() }
  }

  /// A fresh model as it is made where nothing is said.
  ///
  /// - Throws: ``ModelError/unknown(name:known:)``, which lists all names.
  public static func make(_ name: String) throws(ModelError) -> Module {
    try entry(name).make()
  }

  /// A fresh model of a configuration.
  ///
  /// - Throws: ``ModelError``, if there is no such model, or it is configured by another type.
  public static func make<Configuration: Sendable>(
    _ name: String, _ configuration: Configuration
  ) throws(ModelError) -> Module {
    let entry = try entry(name)
    guard let entry = entry as? ModelRecipe<Configuration> else {
      throw .configuration(
        name: name, given: String(reflecting: Configuration.self), expected: entry.configurationName
      )
    }
    return entry.build(configuration)
  }

  private static func entry(_ name: String) throws(ModelError) -> any ModelEntry {
    // Models are made outside the lock: a model may ask for others.
    let (entry, known) = entries.withLock { ($0[name], $0.keys.sorted()) }
    guard let entry else { throw .unknown(name: name, known: known) }
    return entry
  }
}

/// What the registry knows of a model.
private protocol ModelEntry: Sendable {
  var configurationName: String { get }
  func make() -> Module
}

private struct ModelRecipe<Configuration: Sendable>: ModelEntry {
  let defaults: Configuration
  let build: @Sendable (Configuration) -> Module

  var configurationName: String { String(reflecting: Configuration.self) }

  func make() -> Module { build(defaults) }
}
