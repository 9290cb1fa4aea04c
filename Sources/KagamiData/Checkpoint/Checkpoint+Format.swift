internal import Kagami

// The names under `__metadata__`, and the checksum over everything that is no tensor's bytes.
extension Checkpoint {
  /// The version of the format that is written, and the only one that is read.
  static let version = "1"
  static let versionKey = "kagami.checkpoint"
  static let checksumKey = "kagami.checksum"
  static let tensorsKey = "kagami.crc32"
  static let valuesKey = "kagami.values"

  /// What stands before the digits of the checksum.
  ///
  /// No text in JSON can contain it, quotation marks in texts being escaped, so that its first place is the only
  /// one.
  private static let checksumLead = Array("\"\(checksumKey)\":\"".utf8)
  private static let noDigits = "00000000"

  /// The parts of a file: the header, then each tensor's bytes, formed when they are written.
  func parts() -> some Sequence<[UInt8]> {
    var count = 0
    for (name, value) in values {
      guard let problem = value.problem(count: &count) else { continue }
      misuse("Checkpoint.save", "\"\(name)\" \(problem.text)", hint: problem.hint)
    }
    let checksums = tensors.map { entry in
      (
        name: entry.name,
        value: CheckpointValue.string(Self.digits(CRC32.checksum(entry.tensor.bytes)))
      )
    }
    let metadata = [
      "format": "pt", Self.versionKey: Self.version, Self.checksumKey: Self.noDigits,
      Self.tensorsKey: CheckpointValue.dictionary(checksums).json,
      Self.valuesKey: CheckpointValue.dictionary(values).json,
    ]
    return Safetensors.parts(of: tensors, metadata, "Checkpoint.save").lazy.enumerated().lazy
      .map { $0 == 0 ? Self.sealed($1) : $1 }
  }

  /// A header, its length before it, with its checksum.
  private static func sealed(_ head: [UInt8]) -> [UInt8] {
    guard let place = placeOfDigits(in: head) else { return head }
    var head = head
    head.replaceSubrange(place, with: digits(CRC32.checksum(head)).utf8)
    return head
  }

  /// Throws unless a header, its length before it, has the checksum that is in it.
  static func check(head: [UInt8], _ path: String) throws(CheckpointError) {
    guard let place = placeOfDigits(in: head) else { throw .notACheckpoint(path: path) }
    let expected = String(decoding: head[place], as: UTF8.self)
    var head = head
    head.replaceSubrange(place, with: noDigits.utf8)
    try compare(expected, CRC32.checksum(head), "the header", path)
  }

  /// Throws unless a checksum is the expected one.
  static func compare(
    _ expected: String, _ found: UInt32, _ part: String, _ path: String
  ) throws(CheckpointError) {
    guard expected == digits(found) else {
      throw .wrongChecksum(path: path, part: part, expected: expected, found: digits(found))
    }
  }

  private static func placeOfDigits(in head: [UInt8]) -> Range<Int>? {
    let (lead, count) = (checksumLead, noDigits.utf8.count)
    guard head.count >= lead.count + count else { return nil }
    let start = (0...head.count - lead.count - count).first { place in
      head[place] == lead[0] && head[place..<place + lead.count].elementsEqual(lead)
    }
    return start.map { $0 + lead.count..<$0 + lead.count + count }
  }

  /// Eight hexadecimal digits.
  private static func digits(_ checksum: UInt32) -> String {
    let text = String(checksum, radix: 16)
    return String(repeating: "0", count: noDigits.utf8.count - text.count) + text
  }
}
