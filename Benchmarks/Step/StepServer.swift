import Foundation
import KagamiKernels

/// Answers each line "STEP BATCH MILLISECONDS" of standard input with the times of single steps, for
/// comparisons in which programs take turns; and "machine" with what the steps run on.
enum StepServer {
  static func run() throws {
    var steps: [String: () -> Void] = [:]
    let clock = ContinuousClock()
    while let line = readLine() {
      if line == "machine" {
        try answer([
          "openBLAS": MachineReport.openBLASName, "kernels": Machine.openBLASCore,
          "simd": "\(SIMDLevel.current)",
        ])
        continue
      }
      let words = line.split(separator: " ")
      guard words.count == 3, let batch = Int(words[1]), batch > 0, let budget = Double(words[2])
      else {
        throw BenchmarkError(
          "--serve: expected lines of a way, a batch size and milliseconds: \(line)")
      }
      let name = "\(words[0]) \(batch)"
      let step = try steps[name] ?? body(of: String(words[0]), batch: batch)
      if steps[name] == nil {
        for _ in 0..<10 { step() }
        steps[name] = step
      }
      for _ in 0..<2 { step() }
      var samples: [Double] = []
      let end = clock.now + .milliseconds(Int(budget))
      while samples.count < 3 || clock.now < end {
        samples.append(clock.measure(step) / .milliseconds(1))
      }
      let timing = Timing(samples: samples)
      try answer(["median": timing.median, "minimum": timing.minimum])
    }
  }

  /// A step of the GAN, or of another model.
  private static func body(of name: String, batch: Int) throws -> () -> Void {
    if let way = StepSuite.Way(rawValue: name) { return StepSuite.body(of: way, batch: batch) }
    if let model = ModelSuite.Model(rawValue: name) { return model.step(batch: batch) }
    throw BenchmarkError("--serve: there is no step \(name)")
  }

  private static func answer(_ values: some Encodable) throws {
    print(String(decoding: try JSONEncoder().encode(values), as: UTF8.self))
    fflush(nil)
  }
}
