/// A file of `torch.save` before PyTorch 1.6: five pickles, which are a number, a version, facts of the machine, the
/// value and the storages' keys; then, for each key, its number of elements in 64 bits and the elements.
struct TorchStream: StorageSource {
  /// Elements are written with the lowest byte first, whatever the machine.
  let isBigEndian = false
  /// The fourth of the pickles.
  let pickle: Pickle
  private let source: ByteSource<TorchFileError>
  private let places: [String: Range<Int>]

  /// Reads the pickles, of which each makes at most `valueLimit` values, and finds the storages.
  init(_ source: ByteSource<TorchFileError>, valueLimit: Int) throws(TorchFileError) {
    let head = try source.read(min(source.size, TorchArchive.pickleLimit), at: 0)
    var end = 0
    func next() throws(TorchFileError) -> Pickle {
      let pickle = try Unpickler.read(head, at: end, valueLimit: valueLimit)
      end = pickle.end
      return pickle
    }
    guard case .magic = try next().root else { throw .notTorch }
    guard case .integer(let version) = try next().root else { throw .notTorch }
    guard version == 1001 else { throw .unsupportedVersion("\(version)") }
    _ = try next()
    pickle = try next()
    let keys = try next()
    self.source = source
    places = try Self.places(Self.strings(keys, end), of: pickle.storages, after: end, in: source)
  }

  /// The strings of a pickle that is a list of them.
  private static func strings(_ pickle: Pickle, _ end: Int) throws(TorchFileError) -> [String] {
    guard case .node(let index) = pickle.root, pickle.nodes[index].kind == .list else {
      throw .malformedPickle("the storages' keys are no list", offset: end)
    }
    var strings: [String] = []
    for item in pickle.nodes[index].items {
      guard case .string(let text) = item else {
        throw .malformedPickle("a storage's key is no string", offset: end)
      }
      strings.append(text)
    }
    return strings
  }

  private static func places(
    _ keys: [String], of records: [StorageRecord], after start: Int,
    in source: ByteSource<TorchFileError>
  ) throws(TorchFileError) -> [String: Range<Int>] {
    var widths: [String: Int] = [:]
    for record in records { widths[record.key] = record.element.byteCount }
    var places: [String: Range<Int>] = [:]
    var offset = start
    for key in keys {
      guard let width = widths[key], places[key] == nil else {
        throw .malformedPickle(
          "the storage \(JSONText.short(key)) is not known, or known twice", offset: start)
      }
      var cursor = ByteCursor(try source.read(8, at: offset))
      offset += 8
      let claimed = cursor.next(UInt64.self).flatMap(Int.init(exactly:)) ?? .max
      let (size, overflow) = claimed.multipliedReportingOverflow(by: width)
      guard !overflow, size <= source.size - offset else {
        let (expected, overflow) = offset.addingReportingOverflow(overflow ? .max : size)
        throw .truncated(expected: overflow ? .max : expected, found: source.size)
      }
      places[key] = offset..<offset + size
      offset += size
    }
    return places
  }

  func size(of key: String) throws(TorchFileError) -> Int { try place(key).count }

  func bytes(of key: String) throws(TorchFileError) -> [UInt8] {
    let place = try self.place(key)
    return try source.read(place.count, at: place.lowerBound)
  }

  private func place(_ key: String) throws(TorchFileError) -> Range<Int> {
    guard let place = places[key] else { throw .missingRecord(key) }
    return place
  }
}
