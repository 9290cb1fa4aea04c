import Testing

@testable import KagamiKernels

/// Loops whose output is the memory of an input give the bits of loops that write elsewhere.
@Suite struct InPlaceLoopTests {
  private static let count = 83
  private static let values = (0..<count).map { Float(($0 * 37) % 97) / 50 - 0.9 }
  private static let others = (0..<count).map { Float(($0 * 53) % 89) / 40 - 1.1 }

  private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

  @Test(arguments: UnaryFunction.allCases) func unary(_ function: UnaryFunction) {
    var (apart, inPlace) = (Self.values, Self.values)
    Float.unary(
      function, count: Self.count, Self.values, stride: 1, p: -0.5, q: 0.5, into: &apart)
    inPlace.withUnsafeMutableBufferPointer {
      let memory = $0.baseAddress!
      Float.unary(function, count: Self.count, memory, stride: 1, p: -0.5, q: 0.5, into: memory)
    }
    #expect(bits(apart) == bits(inPlace))
  }

  @Test(arguments: BinaryFunction.allCases, [1, 0])
  func binary(_ function: BinaryFunction, _ stride: Int) {
    var (apart, inPlace) = (Self.values, Self.values)
    Float.binary(
      function, count: Self.count, Self.values, stride: 1, Self.others, stride: stride, p: 0.3,
      into: &apart)
    inPlace.withUnsafeMutableBufferPointer {
      let memory = $0.baseAddress!
      Float.binary(
        function, count: Self.count, memory, stride: 1, Self.others, stride: stride, p: 0.3,
        into: memory)
    }
    #expect(bits(apart) == bits(inPlace))
  }
}
