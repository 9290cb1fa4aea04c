internal import Kagami

extension Checkpoint {
  /// Reads a checkpoint and compares every checksum.
  ///
  /// ```swift
  /// let checkpoint = try Checkpoint.load("checkpoint.safetensors")
  /// ```
  /// Beside the tensors themselves that takes the bytes of the largest.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``CheckpointError``; nothing of a file that was cut or changed anywhere is returned.
  public static func load(_ path: String) throws(CheckpointError) -> Checkpoint {
    var tensors: [(name: String, tensor: Tensor)] = []
    let values = try read(path) { entry, bytes in
      tensors.append(
        (entry.name, Tensor(bytes: bytes[...], shape: entry.shape, dtype: entry.dtype)))
    }
    return Checkpoint(tensors: tensors, values: values)
  }

  /// Reads all of a file and compares every checksum, without keeping anything.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``CheckpointError``, as ``load(_:)`` would.
  public static func verify(_ path: String) throws(CheckpointError) {
    _ = try read(path) { _, _ in }
  }

  /// Reads a file, and hands on each tensor's bytes once their checksum is known to be right.
  private static func read(
    _ path: String, _ take: (SafetensorsEntry, [UInt8]) -> Void
  ) throws(CheckpointError) -> [(name: String, value: CheckpointValue)] {
    do {
      let source = try SafetensorsFile(path, limit: MachineMemory.bytes)
      try check(head: source.head, path)
      let header = try source.header()
      let version = header.metadata[versionKey] ?? "none"
      guard version == Self.version else {
        throw CheckpointError.unknownVersion(path: path, version)
      }
      let checksums = try dictionary(header, tensorsKey, path)
      let values = try dictionary(header, valuesKey, path)
      var expected: [[UInt8]: String] = [:]
      for (name, value) in checksums { expected[Array(name.utf8)] = value.string }
      for entry in header.entries {
        guard let checksum = expected[Array(entry.name.utf8)] else {
          throw CheckpointError.malformedPart(
            path: path, "\(tensorsKey) has no checksum of \"\(entry.name)\"")
        }
        let bytes = try source.bytes(of: entry)
        try compare(checksum, CRC32.checksum(bytes), "\"\(entry.name)\"", path)
        take(entry, bytes)
      }
      return values
    } catch let error as CheckpointError {
      throw error
    } catch let error as SafetensorsError {
      throw .malformed(path: path, error)
    } catch let error as FileError {
      throw .file(error)
    } catch {
      throw .file(.unreadable(path: path, reason: "\(error)"))
    }
  }

  /// The dictionary that one of the strings under `__metadata__` is.
  private static func dictionary(
    _ header: SafetensorsHeader, _ key: String, _ path: String
  ) throws(CheckpointError) -> [(name: String, value: CheckpointValue)] {
    guard let text = header.metadata[key], let json = try? JSONText.parse(Array(text.utf8)),
      case .object(let members) = json
    else { throw .malformedPart(path: path, "\(key) is no JSON object") }
    var entries: [(name: String, value: CheckpointValue)] = []
    for member in members {
      guard let value = CheckpointValue(member.value) else {
        throw .malformedPart(
          path: path, "\"\(member.name)\" of \(key) holds a number beyond those of 64 bits")
      }
      entries.append((member.name, value))
    }
    return entries
  }
}
