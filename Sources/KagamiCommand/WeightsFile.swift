import CommandSupport
import Kagami
import KagamiData

/// A file of weights by name: safetensors, or what `torch.save` makes of a module's state.
enum WeightsFile {
  private static let torchSuffixes = [".pt", ".pth"]

  /// The tensors of a file, whose name tells its format.
  ///
  /// - Throws: a `TensorFileError`, or a ``RunError`` if a file of `torch.save` holds something else.
  static func load(_ path: String) throws -> [(name: String, tensor: Tensor)] {
    guard torchSuffixes.contains(where: path.hasSuffix) else {
      return try Safetensors.load(path).tensors
    }
    let value = try TorchFile.load(path)
    do { return try value.tensors } catch { throw RunError("\(path): \(error)") }
  }
}
