internal import Kagami

/// Ready models by name.
///
/// ```swift
/// let classifier = try Models.make(
///   "mlp_classifier", MLP.Configuration(inFeatures: 20, hidden: [64, 32], outFeatures: 3))
/// ```
/// Other packages register models with configurations of their own types, with or without defaults:
///
/// ```swift
/// Models.register("my_net", defaults: (width: 64, depth: 3)) { MyNet($0.width, $0.depth) }
/// let deep = try Models.make("my_net", (width: 64, depth: 9))
/// ```
/// Source: <https://docs.pytorch.org/vision/stable/models.html#model-registration-mechanism>.
public enum Models {
  private static let entries = Guarded<[String: any ModelEntry]>([
    "mlp_classifier": ModelRecipe(defaults: nil) { (configuration: MLP.Configuration) in
      MLP(configuration)
    },
    "lenet": ModelRecipe(defaults: LeNet.Configuration()) { LeNet($0) },
  ])

  /// The names of all models, in alphabetical order.
  public static var names: [String] { entries.withLock { $0.keys.sorted() } }

  /// Adds a model.
  ///
  /// - Parameters:
  ///   - name: The name for ``make(_:)``, such as `mlp_classifier`; not taken yet.
  ///   - defaults: The configuration where none is given; its type is that of all configurations.
  ///   - make: Makes a fresh model.
  public static func register<Configuration: Sendable>(
    _ name: String, defaults: Configuration,
    make: @escaping @Sendable (Configuration) -> Module
  ) {
    add(ModelRecipe(defaults: defaults, build: make), name)
  }

  /// Adds a model that is made from a configuration only.
  ///
  /// ```swift
  /// Models.register("my_net", configuredBy: Int.self) { Linear($0, 1) }
  /// ```
  /// - Parameters:
  ///   - name: The name for ``make(_:_:)``; not taken yet.
  ///   - type: The type of configurations.
  ///   - make: Makes a fresh model.
  public static func register<Configuration: Sendable>(
    _ name: String, configuredBy type: Configuration.Type,
    make: @escaping @Sendable (Configuration) -> Module
  ) {
    add(ModelRecipe(defaults: nil, build: make), name)
  }

  private static func add(_ entry: any ModelEntry, _ name: String) {
    let isTaken = entries.withLock { entries in
      if entries[name] != nil { return true }
      entries[name] = entry
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

  /// A fresh model of the default configuration.
  ///
  /// - Throws: ``ModelError``, if there is no such model, or it has no default configuration.
  public static func make(_ name: String) throws(ModelError) -> Module {
    let entry = try entry(name)
    guard let model = entry.make() else {
      throw .configuration(name: name, given: "nothing", expected: entry.configurationName)
    }
    return model
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
    // Models are made outside the lock: making one may call `make` for its parts.
    let (entry, known) = entries.withLock { ($0[name], $0.keys.sorted()) }
    guard let entry else { throw .unknown(name: name, known: known) }
    return entry
  }
}

/// A registered model, its type of configuration erased.
private protocol ModelEntry: Sendable {
  var configurationName: String { get }
  /// A model of the default configuration; nil if there is none.
  func make() -> Module?
}

private struct ModelRecipe<Configuration: Sendable>: ModelEntry {
  let defaults: Configuration?
  let build: @Sendable (Configuration) -> Module

  var configurationName: String { String(reflecting: Configuration.self) }

  func make() -> Module? { defaults.map(build) }
}
