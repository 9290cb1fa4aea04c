/// Why bytes are not a file of `torch.save` that can be read; `description` is one line.
public enum TorchFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes begin neither as a zip archive nor as the older stream of pickles.
  case notTorch
  /// The file ends before something that it announces; both counts are in bytes.
  case truncated(expected: Int, found: Int)
  /// The zip archive is damaged, or of a kind that is not read; holds what is wrong.
  case malformedArchive(String)
  /// The archive lacks a record.
  case missingRecord(String)
  /// A record's bytes do not have the CRC-32 that the archive gives.
  case wrongChecksum(record: String)
  /// The archive is a program of TorchScript.
  case torchScript
  /// The file's format is of a version that is not read.
  case unsupportedVersion(String)
  /// The pickle has an instruction that files of tensors do without, at an offset in bytes.
  case unsupportedOpcode(String, offset: Int)
  /// The pickle names something of Python's that files of tensors do without, such as `os.system`.
  case unsupportedGlobal(String)
  /// An instruction of the pickle, at an offset in bytes, makes no sense; holds what is wrong.
  case malformedPickle(String, offset: Int)
  /// An integer, at an offset in bytes, is beyond `Int`.
  case integerTooLarge(offset: Int)
  /// A list or dictionary contains itself.
  case recursive(name: String)
  /// Lists and dictionaries are nested deeper than the limit.
  case tooDeep(limit: Int)
  /// There are more values than the limit, each counted wherever it stands.
  case tooManyValues(limit: Int)
  /// A value of a kind that a ``TorchValue`` cannot be.
  case unsupportedValue(name: String, kind: String)
  /// A tensor's elements are of a type that Kagami has no tensors of.
  case unsupportedType(name: String, dtype: String)
  /// A tensor does not fit its storage; holds what is wrong.
  case malformedTensor(name: String, String)
  /// A storage has another number of bytes than its tensors were saved with.
  case wrongStorage(key: String, expected: Int, found: Int)
  /// All storages together take more than the machine's memory; both are in bytes.
  case tooLarge(size: Int, limit: Int)
  /// A value is no dictionary of tensors by name; holds what it is.
  case notTensors(String)
  /// The file could not be read.
  case file(FileError)

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .notTorch:
      "expected a file of torch.save: a zip archive or, of PyTorch before 1.6, a stream of pickles"
    case .truncated(let expected, let found):
      "truncated: expected \(expected) bytes of torch.save, found \(found)"
    case .malformedArchive(let reason): "malformed zip archive: \(reason)"
    case .missingRecord(let name): "the archive has no \(JSONText.short(name))"
    case .wrongChecksum(let record): "damaged: \(JSONText.short(record)) has another checksum"
    case .torchScript:
      "the archive is a program of TorchScript; save model.state_dict() by torch.save instead"
    case .unsupportedVersion(let version):
      "version \(JSONText.short(version)) of torch.save's format is not read"
    case .unsupportedOpcode(let name, let offset):
      "the pickle has the instruction \(name) at \(offset), which no file of tensors needs"
    case .unsupportedGlobal(let name):
      "the pickle names \(JSONText.short(name)), which is not run; save state dictionaries, "
        + "not whole objects"
    case .malformedPickle(let reason, let offset): "malformed pickle: \(reason), at \(offset)"
    case .integerTooLarge(let offset): "the pickle has an integer of more than 64 bits at \(offset)"
    case .recursive(let name): "\(JSONText.short(name)) contains itself"
    case .tooDeep(let limit): "expected at most \(limit) levels of lists and dictionaries"
    case .tooManyValues(let limit): "expected at most \(limit) values"
    case .unsupportedValue(let name, let kind): "\(JSONText.short(name)) is \(kind), not a value"
    case .unsupportedType(let name, let dtype):
      "\(JSONText.short(name)) has elements of \(dtype), expected one of "
        + TorchElement.allCases.compactMap(\.dtype).map { "torch.\($0)" }.joined(separator: ", ")
    case .malformedTensor(let name, let reason): "\(JSONText.short(name)): \(reason)"
    case .wrongStorage(let key, let expected, let found):
      "the storage \(JSONText.short(key)) has \(found) bytes, its tensors need \(expected)"
    case .tooLarge(let size, let limit):
      "the storages take \(size) bytes, expected at most \(limit)"
    case .notTensors(let reason): "expected a dictionary of tensors by name: \(reason)"
    case .file(let error): error.description
    }
  }
}

extension TorchFileError: ArchiveFailure {}
