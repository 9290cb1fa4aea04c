/// Milliseconds that one call took, over several rounds.
struct Timing {
  let samples: [Double]

  var median: Double {
    let sorted = samples.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  var minimum: Double { samples.min() ?? 0 }

  /// The median of the ratios of times that were taken one after the other.
  static func medianRatio(_ a: Timing, _ b: Timing) -> Double {
    Timing(samples: zip(a.samples, b.samples).map { $0 / $1 }).median
  }

  /// Times several bodies in turns, so that the machine's other load affects all equally.
  ///
  /// Short bodies are called often enough in a turn to fill it.
  ///
  /// - Parameters:
  ///   - rounds: Turns for each body.
  ///   - turn: Milliseconds of a turn, at least; one call always goes.
  ///   - warmUp: Milliseconds of calls at the start of each turn that do not count, so that a body
  ///     finds its memory in the caches and its threads awake; bodies that take longer go without.
  static func interleaved(
    rounds: Int, turn: Double = 0.5, warmUp: Double = 0, _ bodies: [() -> Void]
  ) -> [Timing] {
    let clock = ContinuousClock()
    func milliseconds(_ repetitions: Int, _ body: () -> Void) -> Double {
      let time = clock.measure { for _ in 0..<repetitions { body() } }
      return time / .milliseconds(1) / Double(repetitions)
    }
    let repetitions = bodies.map { body -> Int in
      body()
      // The least of a few: a thread that has to wake up is not what a turn is made of.
      let once = (0..<3).map { _ in milliseconds(1, body) }.min() ?? 0
      return min(max(Int(turn / max(once, 1e-4)), 1), 1000)
    }
    var samples = bodies.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (index, body) in bodies.enumerated() {
        let once = turn / Double(repetitions[index])
        if warmUp > 0, repetitions[index] > 1 {
          for _ in 0..<max(1, Int(warmUp / once)) { body() }
        }
        samples[index].append(milliseconds(repetitions[index], body))
      }
    }
    return samples.map(Timing.init)
  }
}
