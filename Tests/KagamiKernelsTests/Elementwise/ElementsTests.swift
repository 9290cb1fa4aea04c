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
      Elements.take(
        byteCount: 4, count: 4, index: index, stride: stride, x, near: near, far: far, into: &y)
      #expect(y == (0..<4).map { x[$0 * near + Int(index[$0 * stride]) * far] })
    }
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
