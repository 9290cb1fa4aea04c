extension ProcessGroup {
  /// Runs `body` on every rank; where it throws on one, it throws on all.
  ///
  /// ```swift
  /// let digits = try world.together { try MNIST.load(folder) }
  /// ```
  /// Ranks that go on while another has stopped would wait for it. What is read, checked or opened on each rank belongs
  /// in here; there are no collectives in `body`.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws on this rank; where it did not, ``DistributedError/failed(rank:_:)`` with the words
  ///   of the lowest rank on which it did.
  public func together<Result>(_ body: () throws -> Result) throws -> Result {
    if size == 1 { return try body() }
    let result = Swift.Result(catching: body)
    var words: [UInt8] = []
    if case .failure(let error) = result { words = Array("\(error)".utf8.prefix(Self.wordsLength)) }
    // An error without words is one all the same.
    let marks = try exchange([UInt8(result.isSuccess ? 0 : 1)], filler: 0)
    guard let failed = marks.firstIndex(where: { $0[0] != 0 }) else { return try result.get() }
    let padded = words + [UInt8](repeating: 0, count: Self.wordsLength - words.count)
    let texts = try exchange(padded, filler: 0)
    if case .failure(let error) = result { throw error }
    throw DistributedError.failed(
      rank: failed, String(decoding: texts[failed].prefix { $0 != 0 }, as: UTF8.self))
  }

  /// Bytes of an error's words that others get at most.
  private static let wordsLength = 2000
}

extension Result {
  fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
