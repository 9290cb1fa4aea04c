import Testing

@testable import KagamiData

/// IDX arrays are read as written, and headers are checked against the data.
@Suite struct IDXTests {
  @Test func arraysComeBack() throws {
    for shape in [[3], [2, 3], [2, 1, 3], [1, 2, 3, 2], [0, 5]] {
      let count = shape.reduce(1, *)
      let array = IDXArray(shape: shape, bytes: (0..<count).map { UInt8($0) })
      #expect(try IDX.decode(IDX.encode(array)) == array)
      #expect(try IDX.decodeGzip(Gzip.compress(IDX.encode(array))) == array)
    }
  }

  @Test func headersAreNotBelieved() {
    let huge: [UInt8] = [0, 0, 8, 4] + [UInt8](repeating: 255, count: 16)
    #expect(throws: IDXError.self) { try IDX.decode(huge) }
    #expect(throws: IDXError.self) { try IDX.decodeGzip(Gzip.compress(huge)) }
    #expect(throws: IDXError.unsupportedRank(5)) { try IDX.decode([0, 0, 8, 5]) }
    #expect(throws: IDXError.unsupportedRank(0)) { try IDX.decode([0, 0, 8, 0]) }
    // Claims 100 MB, holds nothing: refused before memory is allocated.
    let claim: [UInt8] = [0, 0, 8, 1, 6, 0, 0, 0]
    #expect(throws: IDXError.self) { try IDX.decodeGzip(Gzip.compress(claim)) }
  }

  @Test func damageNeverCrashes() {
    let plain = IDX.encode(IDXArray(shape: [3, 4], bytes: (0..<12).map { UInt8($0) }))
    let packed = Gzip.compress(plain)
    var random = SplitMix64(seed: 2, index: 0)
    for _ in 0..<2000 {
      for (whole, decode) in [
        (plain, { try IDX.decode($0) }), (packed, { try IDX.decodeGzip($0) }),
      ] as [([UInt8], ([UInt8]) throws -> IDXArray)] {
        var bytes = whole
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
        if random.next() % 3 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
        _ = try? decode(bytes)
      }
    }
  }
}
