import ArgumentParser
import Foundation
import Kagami
import KagamiKernels

/// Fails where the engine has become slower than a file of ratios allows.
///
/// Every figure is the median of ratios of neighbouring times. A figure that misses its limit is
/// measured again, at once and, where few do, after pauses: other programs may use the machine for
/// seconds. Only one that misses it each time counts: a real fault does not pass.
struct RatioGate {
  private let limits: RatioLimits
  private let rounds: Int
  private let sabotage: Sabotage?
  private let kept = KeptTensors()
  private static let tries = 2
  /// Seconds before what was missed is measured once more, if that is not more than a few figures.
  private static let pauses = [5.0, 15, 30]
  private static let few = 6

  init(path: String, sabotage: Sabotage?) throws {
    (limits, rounds) = try RatioLimits.read(path)
    self.sabotage = sabotage
  }

  func run() throws {
    sabotage?.begin()
    if let sabotage { print("sabotaged on purpose: \(sabotage.rawValue)") }
    print(MachineReport.openBLASName + ", vectors \(SIMDLevel.current)")
    guard !["prescott", "generic"].contains(Machine.openBLASCore.lowercased()) else {
      throw BenchmarkError("OpenBLAS runs the kernels of \(Machine.openBLASCore)")
    }
    let figures =
      layerFigures() + stepFigures() + ownFigures() + sharingFigures() + [allocationFigure()]
    var samples = try figures.map(measured)
    for pause in Self.pauses {
      let missed = samples.indices.filter { !samples[$0].isKept }
      if missed.isEmpty || missed.count > Self.few { break }
      Thread.sleep(forTimeInterval: pause)
      for index in missed { samples[index] = try measured(figures[index]) }
    }
    let expected = expectedCount
    guard samples.count == expected, expected > 0 else {
      throw BenchmarkError("\(samples.count) figures were measured, expected \(expected)")
    }
    let failures = samples.filter { !$0.isKept }
    for sample in samples { print(sample.text) }
    guard failures.isEmpty else {
      print("\(failures.count) of \(samples.count) ratios missed")
      throw ExitCode.failure
    }
    print("all \(samples.count) ratios kept")
  }

  /// One figure and its limit.
  struct Sample {
    var name: String
    var value: Double
    /// A lower limit, else an upper one.
    var isLower: Bool
    var limit: Double

    /// A figure that is no number is none.
    var isKept: Bool {
      value.isFinite && (isLower ? value > 0 && value >= limit : value >= 0 && value <= limit)
    }

    var text: String {
      Column.left(name, 44) + Column.number(value, 2, 8) + (isLower ? "  at least " : "  at most  ")
        + Column.number(limit, 2, 5) + (isKept ? "" : "  MISSED")
    }
  }

  private var expectedCount: Int {
    let products = limits.layers.reduce(0) { count, limit in
      count + LayerSize.all.filter { !limit.exempt.contains($0.name) }.count
    }
    return products * LayerProduct.Kind.allCases.count + limits.steps.count
      + (limits.own?.count ?? 0)
      + (Threads.processorCount > 1 ? 1 : 0) + 1
  }

  private typealias Figure = () throws -> Sample

  /// The first sample that keeps its limit, or the last.
  private func measured(_ measure: Figure) throws -> Sample {
    for _ in 1..<Self.tries {
      let sample = try measure()
      if sample.isKept { return sample }
    }
    return try measure()
  }

  private func layerFigures() -> [Figure] {
    limits.layers.flatMap { limit in
      LayerSize.all.filter { !limit.exempt.contains($0.name) }
        .dropLast(sabotage == .drop ? 1 : 0).flatMap { layer in
          LayerProduct.Kind.allCases.map { kind in
            let product = LayerProduct(layer: layer, batch: limit.batch, kind: kind)
            return { try sample(of: product, limit) }
          }
        }
    }
  }

  /// On one thread: the gain of a second processor depends on the machine's other load.
  private func sample(of product: LayerProduct, _ limit: RatioLimits.Layers) throws -> Sample {
    let threads = numThreads
    setNumThreads(1)
    defer { setNumThreads(threads) }
    let row = try product.measure(rounds: rounds, ways: [.vectorised, .engine])
    // Every ratio would pass against a slow reference, such as a debug build.
    guard row.rate(.vectorised) >= 1 else {
      throw BenchmarkError(
        "the naive loop does \(row.rate(.vectorised)) GFLOP/s, expected 1 or more")
    }
    return Sample(
      name: "\(product.layer.name) batch \(limit.batch) \(product.kind.rawValue), × naive",
      value: row.ratio(.vectorised, .engine), isLower: true, limit: limit.atLeast)
  }

  private func stepFigures() -> [Figure] {
    limits.steps.map { limit in
      {
        let timings = StepSuite.measure(
          [.trainer, .raw], batch: limit.batch, rounds: rounds)
        return Sample(
          name: "trainer's step batch \(limit.batch), ÷ raw",
          value: Timing.medianRatio(timings[0], timings[1]), isLower: false, limit: limit.atMost)
      }
    }
  }

  /// What kernels of our own gain where OpenBLAS copies more than it computes.
  private func ownFigures() -> [Figure] {
    (limits.own ?? []).map { limit in
      {
        let step = StepSuite.body(of: .trainer, batch: limit.batch)
        let timings = Timing.interleaved(
          rounds: rounds, turn: 40, warmUp: 10,
          [{ step() }, { SkinnyProduct.withEnabled(false) { step() } }])
        return Sample(
          name: "trainer's step batch \(limit.batch), ÷ by OpenBLAS alone",
          value: Timing.medianRatio(timings[0], timings[1]), isLower: false, limit: limit.atMost)
      }
    }
  }

  /// Not a ratio, but exact: a steady step allocates no tensor memory from the system.
  private func allocationFigure() -> Figure {
    {
      let trainer = StepSuite.body(of: .trainer, batch: 16)
      func step() {
        trainer()
        if sabotage == .memory { kept.append() }
      }
      for _ in 0..<10 { step() }
      let before = MemoryPool.statistics.allocations
      for _ in 0..<10 { step() }
      return Sample(
        name: "tensor allocations in ten steps",
        value: Double(MemoryPool.statistics.allocations - before), isLower: false, limit: 0)
    }
  }

  private func sharingFigures() -> [Figure] {
    guard Threads.processorCount > 1 else { return [] }
    let threads = numThreads
    return [
      {
        let raw = StepSuite.body(of: .raw, batch: 64)
        func alone() {
          setNumThreads(1)
          raw()
          setNumThreads(threads)
        }
        let timings = Timing.interleaved(
          rounds: rounds, turn: 40, warmUp: 10, [{ raw() }, { alone() }])
        return Sample(
          name: "raw step batch 64, all processors ÷ one",
          value: Timing.medianRatio(timings[0], timings[1]), isLower: false,
          limit: limits.sharedAtMost)
      }
    ]
  }
}

/// Tensors that a step keeps where that is the fault; for all tries, since what one try gave back would
/// serve the next.
private final class KeptTensors {
  private var tensors: [Tensor] = []

  /// Keeps one of a size that nothing else has, of which the pool therefore holds no buffers.
  func append() { tensors.append(Tensor.zeros([300_000])) }
}
