import Foundation

/// A message in the wire format of protocol buffers, by the numbers of its fields.
package struct WireMessage {
  private var integers: [Int: [UInt64]] = [:]
  private var parts: [Int: [[UInt8]]] = [:]

  /// The fields of a message; nil if the bytes are none.
  package init?(_ bytes: some Sequence<UInt8>) {
    var rest = Array(bytes)[...]
    func varint() -> UInt64? {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        guard let byte = rest.popFirst() else { return nil }
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      return nil
    }
    func taking(_ count: UInt64?) -> [UInt8]? {
      guard let count, count <= rest.count else { return nil }
      defer { rest = rest.dropFirst(Int(count)) }
      return Array(rest.prefix(Int(count)))
    }
    while !rest.isEmpty {
      guard let key = varint() else { return nil }
      let number = Int(key >> 3)
      switch key & 7 {
      case 0:
        guard let value = varint() else { return nil }
        integers[number, default: []].append(value)
      case 1, 5:
        guard let fixed = taking(key & 7 == 1 ? 8 : 4) else { return nil }
        integers[number, default: []].append(fixed.reversed().reduce(0) { $0 << 8 | UInt64($1) })
      case 2:
        guard let part = taking(varint()) else { return nil }
        parts[number, default: []].append(part)
      default: return nil
      }
    }
  }

  /// A whole number, or the bits of another one; nil where the field is missing.
  package func integer(_ number: Int) -> Int? {
    integers[number]?.last.map { Int(truncatingIfNeeded: $0) }
  }

  /// A number of single precision.
  package func float(_ number: Int) -> Float? {
    integers[number]?.last.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }
  }

  /// The bytes of a field.
  package func data(_ number: Int) -> [UInt8]? { parts[number]?.last }

  /// The text of a field.
  package func text(_ number: Int) -> String? {
    data(number).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All texts of a field.
  package func texts(_ number: Int) -> [String] {
    parts[number, default: []].map { String(decoding: $0, as: UTF8.self) }
  }

  /// The message of a field.
  package func message(_ number: Int) -> WireMessage? { data(number).flatMap { WireMessage($0) } }

  /// All messages of a field.
  package func messages(_ number: Int) -> [WireMessage] {
    parts[number, default: []].compactMap { WireMessage($0) }
  }
}

/// Events of a folder's event files, which TensorBoard reads.
package enum EventReader {
  /// The messages of a file's records; nil if a record is cut off.
  package static func events(_ file: [UInt8]) -> [WireMessage]? {
    var events: [WireMessage] = []
    var rest = file[...]
    while !rest.isEmpty {
      let count = rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
      guard rest.count >= 16, count <= rest.count - 16 else { return nil }
      guard let event = WireMessage(rest.dropFirst(12).prefix(Int(count))) else { return nil }
      events.append(event)
      rest = rest.dropFirst(16 + Int(count))
    }
    return events
  }

  /// The values by tag, with their steps, that TensorBoard shows of a run's files: after a start, what earlier events
  /// have of its step and of later ones is dropped.
  ///
  /// - Parameter files: The files in the order in which they were begun.
  package static func values(
    _ files: [[UInt8]]
  ) -> [String: [(step: Int, value: WireMessage)]]? {
    var shown: [String: [(step: Int, value: WireMessage)]] = [:]
    for file in files {
      guard let events = events(file) else { return nil }
      for event in events {
        let step = event.integer(2) ?? 0
        if event.message(7)?.integer(1) == 1 {
          shown = shown.mapValues { $0.filter { $0.step < step } }
        }
        for value in event.message(5)?.messages(1) ?? [] {
          shown[value.text(1) ?? "", default: []].append((step, value))
        }
      }
    }
    return shown
  }
}
