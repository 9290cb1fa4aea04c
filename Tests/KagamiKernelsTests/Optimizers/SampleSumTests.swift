import Synchronization
import TestSupport
import Testing

@testable import KagamiKernels

/// Adam on gradients formed in registers gives the bits of Adam on gradients formed in memory.
@Suite struct SampleSumTests {
  /// Numbers at an address that stays, freed with their owner.
  private final class Numbers {
    let memory: UnsafeMutableBufferPointer<Float>
    var start: UnsafeMutablePointer<Float> { memory.baseAddress! }

    init(_ count: Int, seed: Int) {
      memory = .allocate(capacity: count)
      for i in 0..<count {
        memory.initializeElement(
          at: i, to: Float((i &* 7919 &+ seed &* 104_729) % 2003) / 1001 - 1)
      }
    }

    deinit { memory.deallocate() }
  }

  struct Extents: CustomTestStringConvertible, Sendable {
    let rows, columns: Int
    let batches: [Int]

    var testDescription: String { "\(rows)×\(columns), batches \(batches)" }

    /// Products of one sample are formed by every processor, others by those with fused multiply-adds.
    var isServedHere: Bool { SkinnyProduct.isAvailable || batches.allSatisfy { $0 == 1 } }
  }

  static let served = [
    Extents(rows: 300, columns: 784, batches: [1]),
    Extents(rows: 129, columns: 1024, batches: [1, 1]),
    Extents(rows: 70, columns: 512, batches: [1, 1, 1]),
    Extents(rows: 200, columns: 256, batches: [1, 1, 1, 1]),
    Extents(rows: 200, columns: 256, batches: [2]),
    Extents(rows: 129, columns: 1024, batches: [4]),
    Extents(rows: 130, columns: 512, batches: [8]),
    Extents(rows: 130, columns: 512, batches: [1, 1, 1, 1, 1]),
    Extents(rows: 140, columns: 512, batches: [6]),
    Extents(rows: 150, columns: 512, batches: [7]),
    Extents(rows: 130, columns: 256, batches: [2, 2]),
    Extents(rows: 131, columns: 256, batches: [3, 3]),
    Extents(rows: 132, columns: 1024, batches: [4, 4]),
  ].filter(\.isServedHere)

  static let refused = [
    // Rows that end within a vector.
    Extents(rows: 256, columns: 100, batches: [1]),
    Extents(rows: 200, columns: 256, batches: [9]),
    Extents(rows: 200, columns: 256, batches: [1, 1, 1, 1, 1, 1, 1, 1, 1]),
    Extents(rows: 200, columns: 256, batches: [2, 2, 2]),
    Extents(rows: 200, columns: 256, batches: [5, 5]),
    // The second product's samples are added up before they are added to the first's.
    Extents(rows: 200, columns: 256, batches: [1, 2]),
  ].filter(\.isServedHere)

  /// A weight and its two moments after two steps, and how many blocks could be formed in registers.
  private static func train(_ extents: Extents, inRegisters: Bool) -> (state: [[Float]], count: Int)
  {
    let (rows, columns) = (extents.rows, extents.columns)
    let factors = extents.batches.enumerated().map { index, batch in
      (Numbers(batch * rows, seed: 2 * index), Numbers(batch * columns, seed: 2 * index + 1), batch)
    }
    let state = (20...22).map { Numbers(rows * columns, seed: $0) }
    // Second moments are positive.
    for i in state[2].memory.indices { state[2].memory[i] *= state[2].memory[i] }
    nonisolated(unsafe) let (w, m, v) = (state[0].start, state[1].start, state[2].start)
    let constants = AdamConstants(
      beta1: 0.5, beta2: 0.999, decay: 0.01, step: 2e-4, root: 0.7, epsilon: 1e-8, sign: -1)
    let sweep = GradientSweep([
      .products(
        factors.map {
          .init(
            gradient: $0.start, gradientLeading: rows, input: $1.start, inputLeading: columns,
            batch: $2)
        }, onto: nil, rows: rows, columns: columns)
    ])
    let found = Tally()
    for _ in 0..<2 {
      sweep.forEachBlock { block in
        let start = block.range.lowerBound
        if block.samples != nil { found.count.add(1, ordering: .relaxed) }
        if inRegisters, let samples = block.samples {
          Float.adam(
            elements: block.range, gradient: samples, weight: w + start, mean: m + start,
            square: v + start, constants)
        } else {
          block.withFormed {
            Float.adam(
              count: block.range.count, gradient: $0, weight: w + start, mean: m + start,
              square: v + start, maximum: nil, constants)
          }
        }
      }
    }
    return withExtendedLifetime(factors) {
      (state.map { Array($0.memory) }, found.count.load(ordering: .relaxed))
    }
  }

  private final class Tally: Sendable {
    let count = Atomic<Int>(0)
  }

  @Test(arguments: served) func sameBitsInRegisters(_ extents: Extents) {
    let (formed, registers) = (
      Self.train(extents, inRegisters: false), Self.train(extents, inRegisters: true)
    )
    #expect(registers.count > 0)
    #expect(formed.state == registers.state)
  }

  @Test(arguments: refused) func othersAreFormed(_ extents: Extents) {
    #expect(Self.train(extents, inRegisters: true).count == 0)
  }
}
