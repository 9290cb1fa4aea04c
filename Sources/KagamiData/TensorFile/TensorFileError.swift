/// Why a file of tensors could not be read or written; `description` is one line that names the path.
public enum TensorFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file itself.
  case file(FileError)
  /// What is in a safetensors file.
  case malformed(path: String, SafetensorsError)
  /// What is in a file of `torch.save`.
  case malformedTorchFile(path: String, TorchFileError)
  /// What is in a `.npy` file, or a tensor that has no place in one.
  case malformedNpy(path: String, NpyError)
  /// What is in a `.npz` file, or a tensor that has no place in one.
  case malformedNpz(path: String, NpzError)
  /// What is in a file of comma-separated numbers.
  case malformedCSV(path: String, CSVError)
  /// What is in an IDX file.
  case malformedIDX(path: String, IDXError)
  /// The bytes are of no format that is read.
  case unknownFormat(path: String)
  /// The name to write to ends like that of no format.
  case unknownName(path: String)
  /// The tensors have no place in the format; holds why.
  case unwritable(path: String, reason: String)

  /// One line that names the path and what was expected.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformed(let path, let error): "\(path): \(error)"
    case .malformedTorchFile(let path, let error): "\(path): \(error)"
    case .malformedNpy(let path, let error): "\(path): \(error)"
    case .malformedNpz(let path, let error): "\(path): \(error)"
    case .malformedIDX(let path, let error): "\(path): \(error)"
    case .malformedCSV(let path, let error): "\(path): \(error)"
    case .unknownFormat(let path):
      "\(path): expected a file of safetensors, torch.save, numpy.save, numpy.savez or IDX"
    case .unknownName(let path):
      "\(path): expected a name that ends in "
        + TensorFile.Format.allCases.flatMap(\.suffixes).joined(separator: ", ")
    case .unwritable(let path, let reason): "\(path): \(reason)"
    }
  }
}
