@testable import KagamiData

/// Archives and pickles by hand.
enum HandMade {
  static func archive(
    _ pickle: [UInt8], _ storages: [[UInt8]] = [],
    records: [(name: String, bytes: [UInt8])] = [], version: String? = "3\n"
  ) -> [UInt8] {
    var files: [(name: String, bytes: [UInt8])] = [("a/data.pkl", pickle)]
    for (number, bytes) in storages.enumerated() { files.append(("a/data/\(number)", bytes)) }
    if let version { files.append(("a/version", Array(version.utf8))) }
    return zip(files + records)
  }

  static func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var writer = AlignedZipWriter()
    var bytes: [UInt8] = []
    for file in files {
      let (header, footer) = writer.add(file.name, file.bytes)
      bytes += header + file.bytes + footer
    }
    return bytes + writer.end()
  }

  /// A whole pickle of an object's instructions.
  static func pickle(_ object: [UInt8]) -> [UInt8] { [0x80, 2] + object + code(".") }

  static func code(_ text: String) -> [UInt8] { Array(text.utf8) }

  static func integer(_ number: Int) -> [UInt8] {
    [0x8a, 8] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  static func string(_ text: String) -> [UInt8] {
    [0x58, UInt8(text.utf8.count), 0, 0, 0] + code(text)
  }

  static func global(_ module: String, _ name: String) -> [UInt8] {
    code("c\(module)\n\(name)\n")
  }

  static func tuple(_ parts: [UInt8]...) -> [UInt8] { tuple(parts) }

  static func tuple(_ parts: [[UInt8]]) -> [UInt8] { code("(") + parts.joined() + code("t") }

  static let orderedDict = global("collections", "OrderedDict") + code(")R")

  static func storage(
    _ count: Int, key: String = "0", type: String = "FloatStorage", part: [UInt8]? = nil
  ) -> [UInt8] {
    let fields = [
      string("storage"), global("torch", type), string(key), string("cpu"), integer(count),
    ]
    return tuple(fields + (part.map { [$0] } ?? [])) + code("Q")
  }

  static func tensor(
    _ storage: [UInt8], offset: Int = 0, shape: [Int], strides: [Int]
  ) -> [UInt8] {
    global("torch._utils", "_rebuild_tensor_v2")
      + tuple(
        storage, integer(offset), tuple(shape.map(integer)), tuple(strides.map(integer)), [0x89],
        orderedDict) + code("R")
  }
}
