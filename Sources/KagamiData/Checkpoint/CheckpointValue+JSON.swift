extension CheckpointValue {
  /// Levels of lists and dictionaries that a value may have, a few less than the parser takes.
  static let depthLimit = 100

  /// Values that all values of a checkpoint may have in them, fewer than the parser takes.
  static let countLimit = 400_000

  /// The name in a dictionary of its own for a number that JSON lacks.
  private static let marker = "$double"

  /// The value as JSON, without spaces.
  var json: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let number): "\(number)"
    // The shortest digits that give the same bits, always with a point or an exponent.
    case .double(let number):
      number.isFinite ? "\(number)" : "{\"\(Self.marker)\":\"\(number)\"}"
    case .string(let text): JSONText.quoted(text)
    case .list(let elements): "[\(elements.map(\.json).joined(separator: ","))]"
    case .dictionary(let entries):
      "{"
        + entries.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }.joined(separator: ",")
        + "}"
    }
  }

  /// The value of parsed JSON, or nil if a number is beyond `Double`.
  init?(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let number): self = .integer(number)
    case .number(let number):
      guard number.isFinite else { return nil }
      self = .double(number)
    case .string(let text): self = .string(text)
    case .array(let values):
      let elements = values.compactMap { CheckpointValue($0) }
      guard elements.count == values.count else { return nil }
      self = .list(elements)
    case .object(let members):
      if members.count == 1, members[0].name == Self.marker {
        guard case .string(let text) = members[0].value, let number = Double(text),
          !number.isFinite
        else { return nil }
        self = .double(number)
        return
      }
      let entries = members.compactMap { member in
        CheckpointValue(member.value).map { (name: member.name, value: $0) }
      }
      guard entries.count == members.count else { return nil }
      self = .dictionary(entries)
    }
  }

  /// Why a value would not come back from a file as it is, with a hint; nil if it would.
  ///
  /// - Parameter count: How many values there are; goes on counting.
  func problem(depth: Int = 0, count: inout Int) -> (text: String, hint: String)? {
    count += 1
    if depth > Self.depthLimit {
      return ("is nested more than \(Self.depthLimit) deep", "use lists of numbers, or tensors")
    }
    if count > Self.countLimit {
      return ("is one of more than \(Self.countLimit) values", "keep long lists as tensors")
    }
    switch self {
    case .list(let elements):
      for value in elements {
        if let problem = value.problem(depth: depth + 1, count: &count) { return problem }
      }
    case .dictionary(let entries):
      if entries.count == 1, entries[0].name == Self.marker {
        return (
          "holds the name \(Self.marker)", "it stands for infinities and NaN; use another"
        )
      }
      var seen: Set<[UInt8]> = []
      for entry in entries {
        if !seen.insert(Array(entry.name.utf8)).inserted {
          return ("has the name \"\(entry.name)\" twice", "give each value its own name")
        }
        if let problem = entry.value.problem(depth: depth + 1, count: &count) { return problem }
      }
    case .null, .bool, .integer, .double, .string: break
    }
    return nil
  }
}
