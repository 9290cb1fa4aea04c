import TestSupport
import Testing

@testable import KagamiKernels

/// The kernels for small batches give what BLAS gives, for every shape that is sent to them.
@Suite(.wants("avx2", if: SkinnyProduct.isAvailable))
struct SkinnyProductTests {
  private static func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int64(bitPattern: state) >> 40) / Float(1 << 23)
    }
  }

  struct Product: CustomStringConvertible, Sendable {
    let m, n, k: Int
    let isTransposedA, isTransposedB: Bool
    var leadingExtra = 0

    var description: String {
      "\(m)×\(n)×\(k) \(isTransposedA ? "T" : "N")\(isTransposedB ? "T" : "N")"
    }

    /// The product, by our kernels or without.
    func result(
      own: Bool, accumulating: Bool, epilogue: Bool
    ) -> (result: [Float], log: BLASLog) {
      let a = numbers(m * k, seed: 1)
      let b = numbers(k * n, seed: 2)
      let bias = numbers(n, seed: 3)
      let leading = n + leadingExtra
      var c = numbers(m * leading, seed: 4)
      let (_, log) = BLASLog.recording {
        SkinnyProduct.withEnabled(own) {
          a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
              bias.withUnsafeBufferPointer { bias in
                c.withUnsafeMutableBufferPointer { c in
                  BLAS.multiply(
                    MatrixView(
                      a.baseAddress!, rows: m, columns: k, rowStride: isTransposedA ? 1 : k,
                      columnStride: isTransposedA ? m : 1),
                    MatrixView(
                      b.baseAddress!, rows: k, columns: n, rowStride: isTransposedB ? 1 : n,
                      columnStride: isTransposedB ? k : 1),
                    into: c.baseAddress!, leading: leading, accumulating: accumulating,
                    epilogue: epilogue
                      ? .init(bias: bias.baseAddress, activation: .leakyReLU(slope: 0.25))
                      : .init())
                }
              }
            }
          }
        }
      }
      return (c, log)
    }
  }

  /// Batches around the widths of vectors, panels and pieces; layers around theirs.
  static let products: [Product] =
    [2, 3, 15, 16, 17, 40, 63, 64, 65, 130, 257].flatMap { batch in
      [(100, 256), (257, 131), (784, 64), (33, 300)].flatMap { inputs, outputs in
        [
          Product(m: batch, n: outputs, k: inputs, isTransposedA: false, isTransposedB: true),
          Product(m: batch, n: inputs, k: outputs, isTransposedA: false, isTransposedB: false),
          Product(m: outputs, n: inputs, k: batch, isTransposedA: true, isTransposedB: false),
        ]
      }
    } + [
      // Beyond the memory for one panel, and rows with gaps.
      Product(m: 5, n: 70, k: 5000, isTransposedA: false, isTransposedB: false),
      Product(
        m: 9, n: 130, k: 260, isTransposedA: false, isTransposedB: true, leadingExtra: 7),
      Product(m: 130, n: 260, k: 1, isTransposedA: true, isTransposedB: false, leadingExtra: 3),
    ]

  @Test(arguments: products) func agreesWithBLAS(_ product: Product) {
    for (accumulating, epilogue) in [(false, false), (true, false), (false, true)] {
      let (own, log) = product.result(own: true, accumulating: accumulating, epilogue: epilogue)
      let (blas, other) = product.result(own: false, accumulating: accumulating, epilogue: epilogue)
      #expect(other.ownCount == 0 && log.ownCount <= 1)
      #expect(log.executedOperations == 2 * product.m * product.n * product.k)
      // Inputs are within [-1, 1]: any order of summation stays within k·k·2⁻²⁴ of the truth.
      let bound = Float(product.k) * Float(product.k) * 0x1p-24 + 1e-6
      let worst = zip(own, blas).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
      #expect(worst <= min(bound, 1e-3), "accumulating \(accumulating), epilogue \(epilogue)")
    }
  }

  /// The layers of the GAN do go there at a batch of 64, and not when switched off.
  @Test func theLayersAreServed() {
    let product = Product(m: 64, n: 1024, k: 784, isTransposedA: false, isTransposedB: true)
    #expect(product.result(own: true, accumulating: false, epilogue: false).log.ownCount == 1)
    #expect(product.result(own: false, accumulating: false, epilogue: false).log.ownCount == 0)
  }

  @Test func theSwitchIsForTheProcess() {
    SkinnyProduct.withEnabled(true) { #expect(SkinnyProduct.isEnabled) }
    SkinnyProduct.withEnabled(false) { #expect(!SkinnyProduct.isEnabled) }
  }
}
