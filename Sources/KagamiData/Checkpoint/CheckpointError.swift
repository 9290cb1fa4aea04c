public import Kagami

/// Why a file is no whole checkpoint, or lacks what was expected in it; `description` is one line.
public enum CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file itself.
  case file(FileError)
  /// What is in it is no safetensors file, or only a part of one.
  case malformed(path: String, SafetensorsError)
  /// It is a safetensors file of something else.
  case notACheckpoint(path: String)
  /// It is of a later version of the format.
  case unknownVersion(path: String, String)
  /// A part is not what was written; both checksums are of eight hexadecimal digits.
  case wrongChecksum(path: String, part: String, expected: String, found: String)
  /// The values or checksums in it are not of the form that they have to be; holds which.
  case malformedPart(path: String, String)
  /// There is nothing of the name.
  case missing(name: String)
  /// What is there is of another kind.
  case wrongKind(name: String, expected: String, found: String)
  /// The tensor of the name is no state of a generator.
  case randomState(name: String, RandomStateError)
  /// Neither the newest file nor the one before it can be read.
  indirect case noneValid(newest: CheckpointError, previous: CheckpointError)

  /// One line that names the path or the name, and what was expected.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformed(let path, let error): "\(path): \(error)"
    case .notACheckpoint(let path):
      "\(path): expected a checkpoint, found a safetensors file without kagami.checksum"
    case .unknownVersion(let path, let version):
      "\(path): expected a checkpoint of version \(Checkpoint.version), found version \(version)"
    case .wrongChecksum(let path, let part, let expected, let found):
      "\(path): \(part) is damaged: expected checksum \(expected), found \(found)"
    case .malformedPart(let path, let part): "\(path): \(part)"
    case .missing(let name): "the checkpoint has nothing under the name \"\(name)\""
    case .wrongKind(let name, let expected, let found):
      "expected \(expected) under the name \"\(name)\" of the checkpoint, found \(found)"
    case .randomState(let name, let error): "\"\(name)\" of the checkpoint: \(error)"
    case .noneValid(let newest, let previous): "\(newest); and before it, \(previous)"
    }
  }
}
