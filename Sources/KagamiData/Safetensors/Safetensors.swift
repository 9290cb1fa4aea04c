public import Kagami

/// The safetensors format: named tensors in one file, read by PyTorch and everything around it.
///
/// ```swift
/// try Safetensors.save(generator.stateDict(), to: "generator.safetensors")
/// try generator.loadStateDict(Safetensors.load("generator.safetensors").tensors)
/// ```
/// Eight bytes of header length, a JSON header padded with spaces, and the elements, little-endian
/// in row-major order without holes. Source: <https://github.com/huggingface/safetensors>.
public enum Safetensors {
  /// What a file holds.
  public struct Content: Sendable {
    /// The tensors, in order of their place in the file.
    public var tensors: [(name: String, tensor: Tensor)]
    /// The strings under `__metadata__`.
    public var metadata: [String: String]
  }

  static let headerLimit = 100_000_000

  /// Element types by name, in the order in which the format sorts them: widest first.
  static let types: [(name: String, dtype: DType)] = [
    ("I64", .int64), ("F64", .float64), ("F32", .float32), ("I32", .int32), ("BF16", .bfloat16),
    ("F16", .float16), ("I16", .int16), ("I8", .int8), ("U8", .uint8), ("BOOL", .bool),
  ]

  /// Parses a whole file.
  ///
  /// Whatever the reference implementation rejects is rejected.
  public static func decode(_ file: [UInt8]) throws(SafetensorsError) -> Content {
    let size = try SafetensorsHeader.size(file.prefix(8), fileSize: file.count)
    let body = 8 + size
    let header = try SafetensorsHeader(
      json: Array(file[8..<body]), dataSize: file.count - body)
    let tensors = header.entries.map { entry in
      (
        name: entry.name,
        tensor: Tensor(
          bytes: file[(body + entry.start)..<(body + entry.end)], shape: entry.shape,
          dtype: entry.dtype)
      )
    }
    return Content(tensors: tensors, metadata: header.metadata)
  }

  /// The bytes of a file with `tensors`, as the reference implementation writes it.
  ///
  /// - Precondition: no name is repeated, none is `__metadata__`. Names that differ in Unicode
  ///   normalisation only are different, as in Python.
  public static func encode(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]
  ) -> [UInt8] {
    parts(of: tensors, metadata, "Safetensors.encode").reduce(into: []) { $0 += $1 }
  }

  /// The header, then each tensor's bytes, formed when they are written.
  static func parts(
    of tensors: [(name: String, tensor: Tensor)], _ metadata: [String: String],
    _ operation: String
  ) -> some Sequence<[UInt8]> {
    var seen: Set<[UInt8]> = []
    for (name, _) in tensors {
      if name == "__metadata__" {
        misuse(
          operation, "a tensor is named __metadata__",
          hint: "the format keeps that name for its strings; name the tensor otherwise")
      }
      if !seen.insert(Array(name.utf8)).inserted {
        misuse(
          operation, "the name \"\(name)\" comes twice", hint: "give each tensor its own name")
      }
    }
    func order(_ dtype: DType) -> Int { types.firstIndex { $0.dtype == dtype } ?? types.count }
    let sorted = tensors.sorted {
      let (first, second) = (order($0.tensor.dtype), order($1.tensor.dtype))
      return first != second ? first < second : precedes($0.name, $1.name)
    }
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { precedes($0.key, $1.key) }.map {
        "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))"
      }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var end = 0
    for (name, tensor) in sorted {
      let start = end
      end += tensor.count * tensor.dtype.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(JSONText.quoted(name)):{\"dtype\":\"\(types[order(tensor.dtype)].name)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}")
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let head = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header
    return (-1..<sorted.count).lazy.map { $0 < 0 ? head : sorted[$0].tensor.bytes }
  }

  /// The order of names by their bytes, which is the reference implementation's.
  static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  /// Reads the file at `path`, one tensor after the other: beside the tensors themselves that takes
  /// the bytes of the largest.
  ///
  /// - Throws: ``TensorFileError``; a file larger than the machine's memory is an error before
  ///   its tensors are read.
  public static func load(_ path: String) throws(TensorFileError) -> Content {
    do {
      let source = try SafetensorsFile(path)
      let (header, size) = (try source.header(), source.file.size)
      guard size <= MachineMemory.bytes else {
        throw FileError.tooLarge(path: path, size: size, limit: MachineMemory.bytes)
      }
      var content = Content(tensors: [], metadata: header.metadata)
      for entry in header.entries {
        let bytes = try source.bytes(of: entry)
        content.tensors.append(
          (entry.name, Tensor(bytes: bytes[...], shape: entry.shape, dtype: entry.dtype)))
      }
      return content
    } catch let error as SafetensorsError {
      throw .malformed(path: path, error)
    } catch let error as FileError {
      throw .file(error)
    } catch {
      throw .file(.unreadable(path: path, reason: "\(error)"))
    }
  }

  /// Writes `tensors` to `path`, replacing what is there only when all is written.
  ///
  /// - Precondition: as for ``encode(_:metadata:)``.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = ["format": "pt"],
    to path: String
  ) throws(FileError) {
    try AtomicFile.write(parts: parts(of: tensors, metadata, "Safetensors.save"), to: path)
  }
}
