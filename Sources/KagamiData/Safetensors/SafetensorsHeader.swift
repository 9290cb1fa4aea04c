internal import Kagami

/// One entry of a header.
struct SafetensorsEntry {
  let name: String
  let dtype: DType
  let shape: Shape
  let start: Int
  let end: Int
}

/// The JSON at the head of a safetensors file.
struct SafetensorsHeader {
  /// In order of their bytes, which follow one another without holes.
  var entries: [SafetensorsEntry] = []
  var metadata: [String: String] = [:]

  /// The bytes of all entries together.
  var dataSize: Int { entries.last?.end ?? 0 }

  private static let wrongForm = SafetensorsError.malformedHeader(
    "it is not an object of dtype, shape and data_offsets")

  /// The bytes of the header that a file's first eight announce.
  static func size(_ prefix: ArraySlice<UInt8>, fileSize: Int) throws(SafetensorsError) -> Int {
    guard prefix.count == 8 else { throw .truncated(expected: 8, found: prefix.count) }
    let claimed = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard claimed <= UInt64(Safetensors.headerLimit) else {
      throw .headerTooLarge(Int(clamping: claimed))
    }
    let size = Int(claimed)
    guard fileSize >= 8 + size else { throw .truncated(expected: 8 + size, found: fileSize) }
    return size
  }

  /// Parses and checks a header.
  ///
  /// - Parameters:
  ///   - json: Its bytes.
  ///   - dataSize: How many bytes follow it in the file.
  init(json: [UInt8], dataSize: Int) throws(SafetensorsError) {
    guard json.first == UInt8(ascii: "{") else {
      throw .malformedHeader("it does not begin with {")
    }
    guard String(validating: json, as: UTF8.self) != nil else {
      throw .malformedHeader("it is not UTF-8")
    }
    let value: JSONValue
    do {
      value = try JSONText.parse(json)
    } catch {
      switch error {
      case .duplicate(let name): throw .duplicateName(name)
      case .malformed: throw Self.wrongForm
      case .tooMany: throw .malformedHeader("it has more than \(JSONText.valueLimit) values")
      }
    }
    guard case .object(let members) = value else { throw Self.wrongForm }
    for (name, value) in members {
      guard case .object(let fields) = value else { throw Self.wrongForm }
      if name.utf8.elementsEqual("__metadata__".utf8) {
        for (key, value) in fields {
          guard case .string(let text) = value else { throw Self.wrongForm }
          metadata[key] = text
        }
      } else {
        entries.append(try Self.entry(name, fields))
      }
    }
    entries.sort {
      ($0.start, $0.end) != ($1.start, $1.end)
        ? ($0.start, $0.end) < ($1.start, $1.end) : Safetensors.precedes($0.name, $1.name)
    }
    var end = 0
    for entry in entries {
      guard entry.start == end else { throw .wrongLayout(name: entry.name, offset: end) }
      end = entry.end
    }
    guard dataSize == end else {
      let head = 8 + json.count
      let (expected, overflow) = head.addingReportingOverflow(end)
      throw .wrongLength(expected: overflow ? .max : expected, found: head + dataSize)
    }
  }

  private static func entry(
    _ name: String, _ fields: [(name: String, value: JSONValue)]
  ) throws(SafetensorsError) -> SafetensorsEntry {
    func field(_ key: String) -> JSONValue? { fields.first { $0.name == key }?.value }
    func integers(_ key: String) -> [Int]? {
      guard case .array(let values) = field(key) else { return nil }
      let numbers = values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
      return numbers.count == values.count ? numbers : nil
    }
    guard case .string(let type) = field("dtype"), let shape = integers("shape"),
      let offsets = integers("data_offsets")
    else { throw wrongForm }
    guard let dtype = Safetensors.types.first(where: { $0.name == type })?.dtype else {
      throw .unsupportedType(name: name, dtype: type)
    }
    guard shape.count <= Shape.maximumRank, shape.allSatisfy({ $0 >= 0 }),
      offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0]
    else { throw .malformedHeader("\"\(name)\" has an impossible shape or data_offsets") }
    var size = dtype.byteCount
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      if overflow { throw .malformedHeader("\"\(name)\" has more elements than memory") }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      throw .wrongSize(name: name, expected: size, found: offsets[1] - offsets[0])
    }
    return SafetensorsEntry(
      name: name, dtype: dtype, shape: Shape(shape), start: offsets[0], end: offsets[1])
  }
}
