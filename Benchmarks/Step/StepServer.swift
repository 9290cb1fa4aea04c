import Foundation

/// Answers each line "BATCH MILLISECONDS" of standard input with the times of single trainer's steps,
/// for comparisons in which programs take turns.
enum StepServer {
  static func run() throws {
    var steps: [Int: () -> Void] = [:]
    let clock = ContinuousClock()
    while let line = readLine() {
      let words = line.split(separator: " ")
      guard words.count == 2, let batch = Int(words[0]), batch > 0, let budget = Double(words[1])
      else {
        throw BenchmarkError("--serve: expected lines of a batch size and milliseconds: \(line)")
      }
      let step = steps[batch] ?? StepSuite.body(of: .trainer, batch: batch)
      if steps[batch] == nil {
        for _ in 0..<10 { step() }
        steps[batch] = step
      }
      for _ in 0..<2 { step() }
      var samples: [Double] = []
      let end = clock.now + .milliseconds(Int(budget))
      while samples.count < 3 || clock.now < end {
        samples.append(clock.measure(step) / .milliseconds(1))
      }
      let timing = Timing(samples: samples)
      print("{\"median\": \(timing.median), \"minimum\": \(timing.minimum)}")
      fflush(nil)
    }
  }
}
