import TestSupport
import Testing

@testable import KagamiKernels

/// Gradients formed block by block are the bits of whole products.
@Suite struct GradientSweepTests {
  private static func numbers(_ count: Int, seed: Int) -> [Float] {
    (0..<count).map { Float(($0 &* 7919 &+ seed &* 104_729) % 2003) / 1001 - 1 }
  }

  struct Extents: CustomStringConvertible, Sendable {
    let rows, columns: Int
    let batches: [Int]
    var hasBase = false

    var description: String { "\(rows)×\(columns), \(batches)" + (hasBase ? ", based" : "") }
  }

  static let extents = [
    Extents(rows: 512, columns: 1024, batches: [64]),
    Extents(rows: 256, columns: 130, batches: [64, 3]),
    Extents(rows: 300, columns: 257, batches: [300, 129], hasBase: true),
    Extents(rows: 129, columns: 1000, batches: [1]),
    Extents(rows: 33, columns: 1001, batches: [1, 2, 1], hasBase: true),
    Extents(rows: 70, columns: 1000, batches: [1, 1, 1]),
    Extents(rows: 70, columns: 1000, batches: [1, 1], hasBase: true),
  ].filter { extents in
    // Products of one sample are formed by every processor, others by those with fused multiply-adds.
    SkinnyProduct.isAvailable || extents.batches.allSatisfy { $0 == 1 }
  }

  /// The whole gradient, by products one after another.
  private static func whole(_ extents: Extents) -> [Float] {
    let (m, n) = (extents.rows, extents.columns)
    var sum = extents.hasBase ? numbers(m * n, seed: 9) : [Float](repeating: .nan, count: m * n)
    for (index, k) in extents.batches.enumerated() {
      let (g, x) = (numbers(k * m, seed: 2 * index), numbers(k * n, seed: 2 * index + 1))
      g.withUnsafeBufferPointer { g in
        x.withUnsafeBufferPointer { x in
          sum.withUnsafeMutableBufferPointer { sum in
            BLAS.multiply(
              MatrixView(g.baseAddress!, rows: m, columns: k, rowStride: 1, columnStride: m),
              MatrixView(x.baseAddress!, rows: k, columns: n, rowStride: n, columnStride: 1),
              into: sum.baseAddress!, leading: n, accumulating: extents.hasBase || index > 0)
          }
        }
      }
    }
    return sum
  }

  /// The gradient of batches of one sample each, element by element.
  private static func plain(_ extents: Extents) -> [Float] {
    let (m, n) = (extents.rows, extents.columns)
    var sum = extents.hasBase ? numbers(m * n, seed: 9) : [Float](repeating: 0, count: m * n)
    for index in extents.batches.indices {
      let (g, x) = (numbers(m, seed: 2 * index), numbers(n, seed: 2 * index + 1))
      for place in 0..<m * n { sum[place] += g[place / n] * x[place % n] }
    }
    return sum
  }

  /// The same by a sweep, beside a gradient that is there already.
  private static func swept(_ extents: Extents) -> (products: [Float], dense: [Float], log: BLASLog)
  {
    let (m, n) = (extents.rows, extents.columns)
    let pairs = extents.batches.enumerated().map { index, k in
      (g: numbers(k * m, seed: 2 * index), x: numbers(k * n, seed: 2 * index + 1), k: k)
    }
    // Kept alive and in place until the sweep is over.
    let buffers = pairs.map { pair in
      (
        UnsafeMutableBufferPointer<Float>.allocate(capacity: pair.g.count),
        UnsafeMutableBufferPointer<Float>.allocate(capacity: pair.x.count)
      )
    }
    for (pair, buffer) in zip(pairs, buffers) {
      _ = buffer.0.initialize(from: pair.g)
      _ = buffer.1.initialize(from: pair.x)
    }
    defer {
      for buffer in buffers {
        buffer.0.deallocate()
        buffer.1.deallocate()
      }
    }
    let base = numbers(m * n, seed: 9)
    let there = numbers(70_000, seed: 5)
    var (results, dense) = (
      [Float](repeating: .nan, count: m * n), [Float](repeating: .nan, count: there.count)
    )
    let log = base.withUnsafeBufferPointer { base in
      there.withUnsafeBufferPointer { there in
        results.withUnsafeMutableBufferPointer { results in
          dense.withUnsafeMutableBufferPointer { dense in
            nonisolated(unsafe) let targets = [results.baseAddress!, dense.baseAddress!]
            return BLASLog.recording {
              GradientSweep([
                .products(
                  zip(pairs, buffers).map { pair, buffer in
                    .init(
                      gradient: buffer.0.baseAddress!, gradientLeading: m,
                      input: buffer.1.baseAddress!, inputLeading: n, batch: pair.k)
                  }, onto: extents.hasBase ? base.baseAddress : nil, rows: m, columns: n),
                .dense(there.baseAddress!, count: there.count),
              ]).forEachBlock { block in
                block.withFormed { gradient in
                  (targets[block.source] + block.range.lowerBound)
                    .update(from: gradient, count: block.range.count)
                }
              }
            }.log
          }
        }
      }
    }
    return (results, dense, log)
  }

  @Test(arguments: extents) func sameBitsAsWholeProducts(_ extents: Extents) {
    let (products, dense, log) = Self.swept(extents)
    if SkinnyProduct.isAvailable { #expect(products == Self.whole(extents)) }
    // One sample's product is formed by the same loop wherever it is formed: here by none of ours.
    if extents.batches.allSatisfy({ $0 == 1 }) {
      #expect(zip(products, Self.plain(extents)).allSatisfy { abs($0 - $1) <= 1e-5 })
    }
    #expect(dense == Self.numbers(70_000, seed: 5))
    #expect(log.calls.count == extents.batches.count)
    #expect(log.executedOperations == log.calls.reduce(0) { $0 + $1.operations })
  }
}
