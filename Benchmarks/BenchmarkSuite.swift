import ArgumentParser

/// What the command can measure.
enum BenchmarkSuite: String, CaseIterable, ExpressibleByArgument {
  /// Every layer's products: naive loops, BLAS and the engine.
  case layers
  /// One training step of the GAN.
  case step
  /// One training step of other models: convolutional and recurrent.
  case models
  /// Every row of the operations' case table.
  case operations
  /// The generator alone.
  case inference
  /// What a steady step allocates, and how memory grows.
  case memory
  /// One training step of the GAN on one rank and on several, started by mpirun.
  case distributed

  /// The batch sizes measured unless others are named.
  var batches: [Int] {
    switch self {
    case .layers, .inference: [1, 64, 256]
    case .step: [1, 16, 64, 256, 1024]
    case .models: [64]
    case .distributed: [128, 512]
    case .operations, .memory: [1]
    }
  }

  /// The rounds unless another number is named.
  var rounds: Int { self == .layers ? 5 : 9 }
}

/// The options of a suite.
struct BenchmarkRequest {
  var batches: [Int]
  var filter: String?
  var rounds: Int
  var machine: MachineReport

  /// Whether a row of this name is selected; "x" may be written for "×".
  func wants(_ name: String) -> Bool {
    guard let filter else { return true }
    return name.contains(filter.replacing("x", with: "×")) || name.contains(filter)
  }
}
