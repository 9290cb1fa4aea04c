public import Kagami

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

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
    ("I64", .int64), ("F64", .float64), ("F32", .float32), ("U8", .uint8), ("BOOL", .bool),
  ]

  /// Parses a whole file.
  ///
  /// Whatever the reference implementation rejects is rejected.
  public static func decode(_ file: [UInt8]) throws(SafetensorsError) -> Content {
    guard file.count >= 8 else { throw .truncated(expected: 8, found: file.count) }
    let claimed = file[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard claimed <= UInt64(headerLimit) else {
      throw .headerTooLarge(Int(clamping: claimed))
    }
    let body = 8 + Int(claimed)
    guard file.count >= body else { throw .truncated(expected: body, found: file.count) }
    let header = try SafetensorsHeader(json: Array(file[8..<body]))
    let expected = header.entries.last?.end ?? 0
    guard file.count - body == expected else {
      throw .wrongLength(expected: body + expected, found: file.count)
    }
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
  /// - Precondition: no name comes twice, none is `__metadata__`.
  public static func encode(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]
  ) -> [UInt8] {
    precondition(
      Set(tensors.map(\.name)).count == tensors.count
        && !tensors.contains { $0.name == "__metadata__" },
      "Safetensors: a name comes twice, or is __metadata__")
    func order(_ dtype: DType) -> Int { types.firstIndex { $0.dtype == dtype } ?? types.count }
    let sorted = tensors.sorted {
      (order($0.tensor.dtype), $0.name) < (order($1.tensor.dtype), $1.name)
    }
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(quoted($0.key)):\(quoted($0.value))"
      }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var data: [UInt8] = []
    for (name, tensor) in sorted {
      let start = data.count
      data += tensor.bytes
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(quoted(name)):{\"dtype\":\"\(types[order(tensor.dtype)].name)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(data.count)]}")
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let size = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return size + header + data
  }

  /// Reads the file at `path`.
  public static func load(_ path: String) throws(TensorFileError) -> Content {
    let bytes: [UInt8]
    do { bytes = try FileReader.read(path) } catch { throw .file(error) }
    do { return try decode(bytes) } catch { throw .malformed(path: path, error) }
  }

  /// Writes `tensors` to `path`, replacing what stands there only when all is written.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = ["format": "pt"],
    to path: String
  ) throws(FileError) {
    try AtomicFile.write(encode(tensors, metadata: metadata), to: path)
  }

  /// A JSON string.
  private static func quoted(_ text: String) -> String {
    // Encoding a string cannot fail.
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
