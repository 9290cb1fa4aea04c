internal import Synchronization

/// Runs `body` in a mode that stops at the first operation whose numbers are none.
///
/// ```swift
/// detectAnomaly {
///   let loss = criterion(model(x), y)    // []
///   loss.backward()
/// }
/// ```
/// Inside, the result of each recorded operation is searched for NaN as soon as it is there, and so is each
/// gradient that the operation computes in a backward pass. The first one found stops the program with the name
/// of the operation, the path of the module that called it, and the file and line from which it was called in
/// the forward pass, which is what the gradient's own stack cannot show:
///
///     sqrt: Function 'sqrtBackward' returned nan values in its 0th output: the gradient of input 0, of [2]
///       in module: classifier.norm (Norm)
///       called at: Sources/main.swift:17
///
/// An infinite number counts where the operation's inputs, or the gradients and saved tensors that its gradient
/// is computed from, have none that is infinite or NaN. What is not recorded is not searched. A gradient whose
/// operation was recorded outside is searched too, but has no line to show.
///
/// Every search reads the whole tensor, and every recorded operation its stack: use it to find a fault, not to
/// train. The mode belongs to the task. Source:
/// <https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.detect_anomaly>.
///
/// - Parameters:
///   - infinities: Whether infinite numbers count as well as NaN.
///   - body: What is searched: the forward pass and the backward pass.
/// - Returns: What `body` returns.
public func detectAnomaly<R>(infinities: Bool = true, _ body: () throws -> R) rethrows -> R {
  AnomalyMode.enter()
  defer { AnomalyMode.leave() }
  return try AnomalyMode.$current.withValue(
    AnomalyMode.Settings(infinities: infinities), operation: body)
}

/// Runs `body`, which may suspend, in a mode that stops at the first operation whose numbers are none.
///
/// - Parameters:
///   - infinities: Whether infinite numbers count as well as NaN.
///   - isolation: The actor on which `body` runs.
///   - body: What is searched: the forward pass and the backward pass.
/// - Returns: What `body` returns.
public func detectAnomaly<R>(
  infinities: Bool = true, isolation: isolated (any Actor)? = #isolation,
  _ body: () async throws -> R
) async rethrows -> R {
  AnomalyMode.enter()
  defer { AnomalyMode.leave() }
  return try await AnomalyMode.$current.withValue(
    AnomalyMode.Settings(infinities: infinities), operation: body, isolation: isolation)
}

/// The search for numbers that are none, within ``detectAnomaly(infinities:_:)``.
enum AnomalyMode {
  struct Settings: Sendable {
    let infinities: Bool
  }

  /// Where an operation was called.
  final class Origin: Sendable {
    fileprivate let stack = CallSite.Stack()
    fileprivate let modulePath = ModulePath.current?.description
  }

  @TaskLocal fileprivate static var current: Settings?
  /// Modes open in the process: while there is none, recording an operation costs one load.
  private static let openCount = Atomic<Int>(0)

  fileprivate static func enter() { openCount.add(1, ordering: .relaxed) }
  fileprivate static func leave() { openCount.subtract(1, ordering: .relaxed) }

  private static var settings: Settings? {
    openCount.load(ordering: .relaxed) > 0 ? current : nil
  }

  /// Searches an operation's results; where it was called, or nil outside the mode.
  static func origin(
    of operation: any RecordableOperation, _ inputs: [Tensor], _ outputs: [Tensor]
  ) -> Origin? {
    guard let settings else { return nil }
    for (index, output) in outputs.enumerated() {
      guard let fault = settings.fault(of: output, from: inputs) else { continue }
      let source = inputs.firstIndex { !Settings.isFinite($0) }
      misuse(
        operation.name,
        "Function '\(operation.name)' returned \(fault) values in its \(index)th output, of "
          + "\(output.shape)"
          + (source.map { "; input \($0), of \(inputs[$0].shape), is not finite already" } ?? ""),
        hint: "print the inputs before this line; detectAnomaly stops at the first such result",
        standIn: ())
    }
    return Origin()
  }

  /// Searches the gradients that an operation's backward gives.
  static func check(
    _ computed: [Gradient?], of node: Node, _ gradients: [Tensor?], _ saved: Node.Saved
  ) {
    guard let settings else { return }
    let sources = (gradients + saved.inputs + saved.outputs).compactMap { $0 }
    for (index, gradient) in computed.enumerated() {
      guard let gradient, let fault = settings.fault(of: gradient.formed(), from: sources) else {
        continue
      }
      let name = node.operation.name
      let hint =
        node.origin == nil
        ? "run the forward pass inside detectAnomaly too: the line of the call is then named"
        : "look at the values there, such as a root or a logarithm near 0, or a division by 0"
      MisuseScope.stop(
        MisuseError(
          name,
          "Function '\(name)Backward' returned \(fault) values in its \(index)th output: the "
            + "gradient of input \(index), of \(node.inputs[index].shape)",
          hint: hint, modulePath: node.origin?.modulePath),
        callSite: node.origin?.stack.callSite)
    }
  }
}

extension AnomalyMode.Settings {
  /// What is wrong with a tensor, in a word, or nil.
  ///
  /// - Parameter sources: What it was computed from.
  fileprivate func fault(of tensor: Tensor, from sources: [Tensor]) -> String? {
    guard !Self.isFinite(tensor) else { return nil }
    if tensor.detach().isNaN().any().item(as: Bool.self) { return "nan" }
    return infinities && sources.allSatisfy(Self.isFinite) ? "infinite" : nil
  }

  fileprivate static func isFinite(_ tensor: Tensor) -> Bool {
    !tensor.dtype.isFloatingPoint || tensor.detach().isFinite().all().item(as: Bool.self)
  }
}
