import Testing

@testable import KagamiKernels

/// Loops over elements of any type, whatever the strides.
@Suite struct ElementsTests {
  private static let strides = [0, 1, 2, 3]

  @Test(arguments: [1, 7, 31, 64, 65]) func selectionAsBits(_ count: Int) {
    func everyStride<Bits: FixedWidthInteger>(_: Bits.Type) {
      let a = (0..<3 * count).map { Bits(truncatingIfNeeded: $0 &* 77 &+ 1) }
      let b = a.map { ~$0 }
      let choice = (0..<3 * count).map { UInt8($0 % 3 == 0 ? 0 : $0 % 5) }
      for sc in Self.strides {
        for sa in Self.strides {
          for sb in Self.strides {
            var y = [Bits](repeating: 0, count: count)
            Elements.select(
              byteCount: MemoryLayout<Bits>.size, count: count, choice, stride: sc, a, stride: sa,
              b, stride: sb, into: &y)
            #expect(
              y == (0..<count).map { choice[$0 * sc] != 0 ? a[$0 * sa] : b[$0 * sb] })
          }
        }
      }
    }
    everyStride(UInt8.self)
    everyStride(UInt16.self)
    everyStride(UInt32.self)
    everyStride(UInt64.self)
  }

  @Test func whatAnIndexNames() {
    let x = (0..<60).map { UInt32($0 * $0) }
    let index: [Int64] = [3, 0, 9, 9, 1, 5, 2, 7]
    for (stride, near, far) in [(1, 0, 1), (2, 1, 6), (1, 2, 4)] {
      var y = [UInt32](repeating: 0, count: 4)
      let isInside = Elements.take(
        byteCount: 4, count: 4, index: index, stride: stride, extent: 10, x, near: near, far: far,
        into: &y)
      #expect(isInside)
      #expect(y == (0..<4).map { x[$0 * near + Int(index[$0 * stride]) * far] })
    }
  }

  @Test(arguments: [0, 3, 511, 512, 700, 1029], [-1, 10, Int64.min, .max])
  func takingStopsAtWhatIsOutside(_ place: Int, _ position: Int64) {
    let x = (0..<10).map { UInt32($0 + 1) }
    var index = (0..<1030).map { Int64($0 * 7 % 10) }
    index[place] = position
    var y = [UInt32](repeating: 0, count: 1030)
    let isInside = Elements.take(
      byteCount: 4, count: 1030, index: index, stride: 1, extent: 10, x, near: 0, far: 1, into: &y)
    #expect(!isInside)
    #expect(y == index.enumerated().map { $0 < place ? x[Int($1)] : 0 })
  }

  @Test func functionsWithoutALoopDoNothing() {
    var y: [Int32] = [7, 7]
    let x: [Int32] = [1, 2]
    #expect(
      !Elements.integers(.divide, of: .int32, count: 2, x, stride: 1, x, stride: 1, into: &y))
    #expect(
      !Elements.integers(.add, of: .float32, count: 2, x, stride: 1, x, stride: 1, into: &y))
    #expect(y == [7, 7])
  }
}
