import CommandSupport
import Kagami
import KagamiData

/// A file of weights by name: safetensors, what `torch.save` makes of a module's state, or `.npz`.
enum WeightsFile {
  /// The tensors of a file, whose content tells its format.
  ///
  /// - Throws: a `TensorFileError`, or a ``RunError`` if a file of `torch.save` holds something else.
  static func load(_ path: String) throws -> [(name: String, tensor: Tensor)] {
    guard try TensorFile.Format(of: path) == .torch else {
      return try TensorFile.load(path).tensors
    }
    let value = try TorchFile.load(path)
    do { return try value.tensors } catch { throw RunError("\(path): \(error)") }
  }
}
