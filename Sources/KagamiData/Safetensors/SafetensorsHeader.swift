internal import Kagami

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

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
  var entries: [SafetensorsEntry]
  var metadata: [String: String]

  private enum Field: Decodable {
    struct Described: Decodable {
      let dtype: String
      let shape: [Int]
      let data_offsets: [Int]
    }
    case entry(Described)
    case metadata([String: String])

    init(from decoder: any Decoder) throws {
      let isMetadata = decoder.codingPath.last?.stringValue == "__metadata__"
      self =
        isMetadata
        ? .metadata(try [String: String](from: decoder)) : .entry(try Described(from: decoder))
    }
  }

  /// Parses and checks a header.
  init(json: [UInt8]) throws(SafetensorsError) {
    guard json.first == UInt8(ascii: "{") else {
      throw .malformedHeader("it does not begin with {")
    }
    guard String(validating: json, as: UTF8.self) != nil else {
      throw .malformedHeader("it is not UTF-8")
    }
    if let name = JSONKeys.firstDuplicate(in: json) { throw .duplicateName(name) }
    let fields: [String: Field]
    do {
      fields = try JSONDecoder().decode([String: Field].self, from: Data(json))
    } catch {
      throw .malformedHeader("it is not an object of dtype, shape and data_offsets")
    }
    metadata = [:]
    entries = []
    for (name, field) in fields {
      switch field {
      case .metadata(let strings): metadata = strings
      case .entry(let described): entries.append(try Self.entry(name, described))
      }
    }
    entries.sort { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
    var end = 0
    for entry in entries {
      guard entry.start == end else { throw .wrongLayout(name: entry.name, offset: end) }
      end = entry.end
    }
  }

  private static func entry(
    _ name: String, _ described: Field.Described
  ) throws(SafetensorsError) -> SafetensorsEntry {
    guard let dtype = Safetensors.types.first(where: { $0.name == described.dtype })?.dtype else {
      throw .unsupportedType(name: name, dtype: described.dtype)
    }
    guard described.shape.count <= Shape.maximumRank, described.shape.allSatisfy({ $0 >= 0 }),
      described.data_offsets.count == 2, described.data_offsets[0] >= 0,
      described.data_offsets[1] >= described.data_offsets[0]
    else { throw .malformedHeader("\"\(name)\" has an impossible shape or data_offsets") }
    let (start, end) = (described.data_offsets[0], described.data_offsets[1])
    var size = dtype.byteCount
    for extent in described.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      if overflow { throw .malformedHeader("\"\(name)\" has more elements than memory") }
      size = product
    }
    guard size == end - start else {
      throw .wrongSize(name: name, expected: size, found: end - start)
    }
    return SafetensorsEntry(
      name: name, dtype: dtype, shape: Shape(described.shape), start: start, end: end)
  }
}

/// The keys of a JSON object, which decoders hand on without a word on those that come twice.
enum JSONKeys {
  /// The first key of the outermost object that stands there twice.
  static func firstDuplicate(in json: [UInt8]) -> String? {
    var seen: Set<String> = []
    var depth = 0
    var index = 0
    var isKey = false
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isKey = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): isKey = depth == 1
      case UInt8(ascii: "\""):
        let start = index
        index += 1
        while index < json.count, json[index] != UInt8(ascii: "\"") {
          index += json[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        if isKey, index < json.count {
          // Escapes make different spellings of one name; the decoder knows them.
          let text = Data(json[start...index])
          let name = try? JSONDecoder().decode(String.self, from: text)
          if let name, !seen.insert(name).inserted { return name }
          isKey = false
        }
      default: break
      }
      index += 1
    }
    return nil
  }
}
