import Testing

@testable import KagamiKernels

/// Subnormal numbers are zero inside, and themselves again outside.
@Suite struct SubnormalsTests {
  @inline(never) private func half(_ x: Float) -> Float { x / 2 }

  @Test func zeroInsideOnly() {
    let least = Float.leastNormalMagnitude
    #expect(half(least) > 0)
    #if arch(x86_64) || arch(arm64)
      #expect(Subnormals.flushed { half(least) } == 0)
    #endif
    #expect(half(least) > 0)
  }

  @Test func productsAndStepsTakeThemForZero() {
    let tiny = [Float](repeating: .leastNormalMagnitude / 8, count: 64)
    var product = [Float](repeating: 1, count: 64)
    tiny.withUnsafeBufferPointer { x in
      product.withUnsafeMutableBufferPointer { y in
        BLAS.multiply(
          MatrixView(x.baseAddress!, rows: 8, columns: 8, rowStride: 8, columnStride: 1),
          MatrixView(x.baseAddress!, rows: 8, columns: 8, rowStride: 8, columnStride: 1),
          into: y.baseAddress!, leading: 8)
      }
    }
    #expect(product.allSatisfy { $0 == 0 })
  }
}
