public import KagamiData

/// Why a module could not be written as ONNX; `description` is one line.
///
/// ```swift
/// do { try ONNX.export(model, inputs: [x], to: path) } catch { print(error) }
/// // ONNX: fold in sequential.1 (Fold) cannot be exported: there is no such operator
/// ```
public enum ONNXError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An operation has no counterpart, or none with these parameters.
  case unsupported(operation: String, module: String?, reason: String)
  /// An operation's operand was computed from the inputs in a way that cannot be followed.
  case untraceable(operation: String, module: String?)
  /// Runs with batches of different sizes do not compute the same.
  case batchDependent(operation: String, module: String?)
  /// The module misused an operation; the message is that of the misuse.
  case misuse(String)
  /// Examples or names do not fit.
  case invalid(String)
  /// The parameters are more than a file of the format can hold.
  case tooLarge(bytes: Int)
  /// The file could not be written.
  case file(FileError)

  /// One line that names the operation and the module.
  public var description: String {
    switch self {
    case .unsupported(let operation, let module, let reason):
      "ONNX: \(place(operation, module)) cannot be exported: \(reason)"
    case .untraceable(let operation, let module):
      "ONNX: \(place(operation, module)) has an operand that was computed from the inputs, but not by "
        + "operations that are recorded; expected operations of tensors alone"
    case .batchDependent(let operation, let module):
      "ONNX: \(place(operation, module)) depends on the size of the batch in a way that cannot be "
        + "exported; expected the same operations for every size, or batchAxis: nil"
    case .misuse(let message): "ONNX: the module cannot be run: \(message)"
    case .invalid(let reason): "ONNX: \(reason)"
    case .tooLarge(let bytes):
      "ONNX: parameters take \(bytes) bytes, expected less than 2 GiB"
    case .file(let error): error.description
    }
  }

  private func place(_ operation: String, _ module: String?) -> String {
    module.map { "\(operation) in \($0)" } ?? operation
  }
}
