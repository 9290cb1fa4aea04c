public import Kagami

/// Tensors with the names of the modules that they belong to, in the order of computation.
public typealias NamedTensors = [(name: String, tensor: Tensor)]

extension Module {
  /// Runs `body` and records the outputs that modules below this one compute meanwhile.
  ///
  /// ```swift
  /// let (y, seen) = encoder.captureActivations(of: ["model.0", "model.2"]) { encoder(x) }
  /// seen[0].tensor.shape        // [64, 256]: model.0
  /// ```
  /// The tensors are the modules' outputs, with their history: values that no later write
  /// changes, activations in place included. A module that is called twice is there twice.
  ///
  /// - Parameters:
  ///   - names: Dotted names as in ``namedModules()``, `""` for this module; all modules without
  ///     children unless given.
  ///   - body: Calls this module or parts of it.
  /// - Returns: What `body` returns, and the first output of each call.
  /// - Precondition: there is a module of each name.
  public func captureActivations<R>(
    of names: [String]? = nil, during body: () throws -> R
  ) rethrows -> (result: R, activations: NamedTensors) {
    let capture = Capture()
    let handles = watched(names, "captureActivations").map { name, module in
      module.registerForwardHook { _, _, outputs in
        if let output = outputs.first { capture.tensors.append((name, output)) }
        return nil
      }
    }
    defer { for handle in handles { handle.remove() } }
    return (try body(), capture.tensors)
  }

  /// Runs `body`, with its backward passes, and records the gradients of the outputs of modules below
  /// this one.
  ///
  /// ```swift
  /// let (_, seen) = classifier.captureGradients {
  ///   criterion(classifier(x), labels).backward()
  /// }
  /// seen[0].name                // model.7: backward passes begin at the end
  /// ```
  /// - Parameters:
  ///   - names: Dotted names as in ``namedModules()``, `""` for this module; all modules without
  ///     children unless given.
  ///   - body: Calls this module or parts of it, and runs backward passes.
  /// - Returns: What `body` returns, and the gradient of the first output of each call that a pass has
  ///   reached.
  /// - Precondition: there is a module of each name.
  public func captureGradients<R>(
    of names: [String]? = nil, during body: () throws -> R
  ) rethrows -> (result: R, gradients: NamedTensors) {
    // Filled by the passes that `body` runs, on this task.
    nonisolated(unsafe) let capture = Capture()
    var onOutputs: [RemovableHandle] = []
    let handles = watched(names, "captureGradients").map { name, module in
      module.registerForwardHook { _, _, outputs in
        guard let output = outputs.first, output.requiresGrad else { return nil }
        onOutputs.append(output.registerHook { capture.tensors.append((name, $0)) })
        return nil
      }
    }
    defer { for handle in handles + onOutputs { handle.remove() } }
    return (try body(), capture.tensors)
  }

  private func watched(
    _ names: [String]?, _ operation: String
  ) -> [(name: String, module: Module)] {
    let all = namedModules()
    guard let names else { return all.filter { $0.module.children().isEmpty } }
    return names.map { name in
      guard let entry = all.first(where: { $0.name == name }) else {
        misuse(
          operation, "there is no module named \(name)",
          hint: "there are " + all.map { "\"\($0.name)\"" }.joined(separator: ", "))
      }
      return entry
    }
  }
}

/// The tensors that hooks have recorded.
private final class Capture {
  var tensors: NamedTensors = []
}
