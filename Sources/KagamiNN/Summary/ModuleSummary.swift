public import Kagami

/// A model's layers and the cost of one call, measured in a dry run.
///
/// ```swift
/// let summary = try classifier.summary(inputShape: [64, 20])
/// print(summary)                  // a table of every layer
/// summary.parameterCount          // 1460225
/// ```
/// The table and the numbers are those of torchinfo, with two differences: multiply-adds are those of
/// the matrix products that were made, not an estimate from parameters, and activations are counted
/// once. Source: <https://github.com/TylerYep/torchinfo>.
public struct ModuleSummary: Hashable, Sendable {
  /// One call of one module, or a module that was not called.
  public struct Row: Hashable, Sendable {
    /// The dotted name below the model, such as `model.0`; empty for the model itself, and nil for
    /// modules that are not among its properties.
    public let name: String?
    /// The type's name, such as `Linear`.
    public let typeName: String
    /// The number of modules around this one.
    public let depth: Int
    /// The place among all rows of this depth, from 1.
    public let index: Int
    /// The extents of the result; nil if there was none.
    public let outputShape: Shape?
    /// The numbers in the module's own parameters, without those of modules below it; 0 where another
    /// row has counted them already.
    public let parameterCount: Int
    /// Multiplications with an addition in the products of the module's own, over the whole batch.
    public let multiplyAdds: Int
    /// Whether the same module was called before, so that its parameters are counted there.
    public let isRepeated: Bool
  }

  /// The calls in order, each followed by the calls inside it; modules that were not called last.
  public let rows: [Row]
  /// The extents of the input, of the first where there are several.
  public let inputShape: Shape
  /// The numbers in all parameters; shared ones once.
  public let parameterCount: Int
  /// The numbers in parameters that require gradients.
  public let trainableParameterCount: Int
  /// The bytes of all inputs.
  public let inputBytes: Int
  /// The bytes of the results of all modules that call no others.
  public let activationBytes: Int
  /// The bytes of all parameters.
  public let parameterBytes: Int

  /// Multiplications with an addition in all products.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }

  /// The numbers in parameters that require no gradients.
  public var frozenParameterCount: Int { parameterCount - trainableParameterCount }

  /// The bytes of input, activations and parameters together.
  public var totalBytes: Int { inputBytes + activationBytes + parameterBytes }

  /// Joins what a dry run noted with the modules that it ran.
  init(of model: Module, inputs: [Tensor], calls: [CallObserver.Call]) {
    let parameters = model.parameters()
    inputShape = inputs.first?.shape ?? []
    inputBytes = inputs.reduce(0) { $0 + $1.count * $1.dtype.byteCount }
    parameterCount = parameters.reduce(0) { $0 + $1.count }
    trainableParameterCount = parameters.reduce(0) { $0 + ($1.requiresGrad ? $1.count : 0) }
    parameterBytes = parameters.reduce(0) { $0 + $1.count * $1.dtype.byteCount }
    activationBytes = calls.reduce(0) { $0 + ($1.isInnermost ? $1.outputBytes : 0) }
    var builder = RowBuilder(model)
    for call in calls { builder.add(call) }
    builder.addUncalled()
    rows = builder.rows
  }
}

/// Numbers rows, and counts every parameter in the first row that has it.
private struct RowBuilder {
  private let modules: [(name: String, module: Module)]
  private let byIdentity: [ObjectIdentifier: (name: String, module: Module)]
  private var called: Set<ObjectIdentifier> = []
  private var counted: Set<ObjectIdentifier> = []
  private var indices: [Int: Int] = [:]
  private(set) var rows: [ModuleSummary.Row] = []

  init(_ model: Module) {
    modules = model.namedModules()
    byIdentity = Dictionary(
      modules.map { (ObjectIdentifier($0.module), $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func add(_ call: CallObserver.Call) {
    let known = byIdentity[call.module]
    append(
      name: known?.name, typeName: call.typeName, depth: call.depth, shape: call.outputShape,
      module: known?.module, multiplyAdds: call.multiplyAdds,
      isRepeated: !called.insert(call.module).inserted)
  }

  /// Rows for modules that the dry run passed by, so that the rows' parameters sum to the total.
  mutating func addUncalled() {
    for (name, module) in modules where !called.contains(ObjectIdentifier(module)) {
      let depth = name.isEmpty ? 0 : name.split(separator: ".").count
      append(
        name: name, typeName: "\(type(of: module))", depth: depth, shape: nil, module: module,
        multiplyAdds: 0, isRepeated: false)
    }
  }

  private mutating func append(
    name: String?, typeName: String, depth: Int, shape: Shape?, module: Module?, multiplyAdds: Int,
    isRepeated: Bool
  ) {
    indices[depth, default: 0] += 1
    var count = 0
    for case .parameter(_, let parameter) in module?.members ?? []
    where counted.insert(ObjectIdentifier(parameter)).inserted {
      count += parameter.count
    }
    rows.append(
      .init(
        name: name, typeName: typeName, depth: depth, index: indices[depth] ?? 1,
        outputShape: shape, parameterCount: count, multiplyAdds: multiplyAdds,
        isRepeated: isRepeated))
  }
}
