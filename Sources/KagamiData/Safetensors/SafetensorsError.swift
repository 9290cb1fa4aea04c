/// Why bytes are not the safetensors file they were taken for; `description` is one line.
public enum SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file ends before the header does; both counts are in bytes.
  case truncated(expected: Int, found: Int)
  /// The header claims more bytes than the format allows.
  case headerTooLarge(Int)
  /// The header is no JSON object of the format's form; holds what is wrong.
  case malformedHeader(String)
  /// A name is in the header twice.
  case duplicateName(String)
  /// An element type that Kagami has no tensors of.
  case unsupportedType(name: String, dtype: String)
  /// An entry's shape and bytes do not go together.
  case wrongSize(name: String, expected: Int, found: Int)
  /// Entries leave a hole, overlap, or do not reach the file's end, at an offset in the data.
  case wrongLayout(name: String, offset: Int)
  /// Bytes follow the last entry's, or are missing at its end.
  case wrongLength(expected: Int, found: Int)

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .truncated(let expected, let found):
      "truncated: expected \(expected) bytes of safetensors, found \(found)"
    case .headerTooLarge(let size):
      "expected a safetensors header of at most \(Safetensors.headerLimit) bytes, it claims \(size)"
    case .malformedHeader(let reason): "malformed safetensors header: \(reason)"
    case .duplicateName(let name): "the safetensors header names \"\(name)\" twice"
    case .unsupportedType(let name, let dtype):
      "\"\(name)\" has elements of \(dtype), expected one of "
        + Safetensors.types.map(\.name).joined(separator: ", ")
    case .wrongSize(let name, let expected, let found):
      "\"\(name)\" has \(found) bytes, its shape and type need \(expected)"
    case .wrongLayout(let name, let offset):
      "\"\(name)\" does not begin where the entry before it ends, at \(offset)"
    case .wrongLength(let expected, let found):
      "expected \(expected) bytes of safetensors, found \(found)"
    }
  }
}

/// Why a file of tensors could not be read; `description` is one line.
public enum TensorFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file itself.
  case file(FileError)
  /// What is in a safetensors file.
  case malformed(path: String, SafetensorsError)
  /// What is in a file of `torch.save`.
  case malformedTorchFile(path: String, TorchFileError)
  /// What is in a `.npy` file, or a tensor that has no place in one.
  case malformedNpy(path: String, NpyError)
  /// What is in a file of comma-separated numbers.
  case malformedCSV(path: String, CSVError)

  /// One line that names the path.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformed(let path, let error): "\(path): \(error)"
    case .malformedTorchFile(let path, let error): "\(path): \(error)"
    case .malformedNpy(let path, let error): "\(path): \(error)"
    case .malformedCSV(let path, let error): "\(path): \(error)"
    }
  }
}
