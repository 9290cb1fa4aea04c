import Foundation
import Kagami
import KagamiData
import TestSupport

/// What PyTorch's samplers, splits and loaders give.
struct DataSetGoldens: Decodable, Sendable {
  /// A sampler, as the script of the golden values describes it.
  struct Order: Decodable, Sendable, CustomStringConvertible {
    let kind: String
    let count, samples: Int
    let named: Bool

    var description: String { "\(kind) \(samples) of \(count), named \(named)" }

    /// The sampler itself.
    func sampler(_ generator: RandomGenerator?) -> any Sampler {
      let samples = samples > 0 ? samples : nil
      switch kind {
      case "sequential": return SequentialSampler(count: count)
      case "random":
        return RandomSampler(count: count, numSamples: samples, generator: generator)
      case "replacement":
        return RandomSampler(
          count: count, replacement: true, numSamples: samples, generator: generator)
      case "subset":
        return SubsetRandomSampler((0..<count).map { $0 * 3 }, generator: generator)
      default:
        return WeightedRandomSampler(
          DataSetGoldens.shared.weights, numSamples: samples ?? 1,
          replacement: kind == "weighted", generator: generator)
      }
    }
  }

  struct Split: Decodable, Sendable {
    let count: Int
    let lengths: [Int]
    let fractions: [Double]
    let named: Bool
    let parts: [[Int]]
    let after, afterNamed: [Double]
  }

  struct Loops: Decodable, Sendable {
    let loops: [[Int]]
    let after, afterNamed: [Double]
  }

  struct Epochs: Decodable, Sendable {
    let batch: Int
    let dropLast: Bool
    let epochs: [[[Int]]]
    let draws: [Double]
    let length: Int
    let after, afterNamed: [Double]
  }

  struct Batches: Decodable, Sendable {
    let epochs: [[[Int]]]
    let length: Int
    let after: [Double]
  }

  /// A tensor.
  struct Described: Decodable, Sendable {
    let dtype: String
    let shape: [Int]
    let values: [Double]

    /// Whether a tensor is this one.
    func matches(_ tensor: Tensor) -> Bool {
      "\(tensor.dtype)" == dtype && Array(tensor.shape) == shape
        && tensor.array(of: Double.self) == values
    }
  }

  struct Collated: Decodable, Sendable {
    let numbers, integers, truths, tensors: Described
    let lists, pairs: [Described]
  }

  /// A case, with the sampler that it is of.
  struct Case<Values: Decodable & Sendable>: Decodable, Sendable, CustomStringConvertible {
    let order: Order
    let values: Values

    init(from decoder: any Decoder) throws {
      order = try Order(from: decoder)
      values = try Values(from: decoder)
    }

    var description: String { "\(order)" }
  }

  let weights: [Double]
  let splits: [Split]
  let samplers: [Case<Loops>]
  let loaders: [Case<Epochs>]
  let batchSampler: Batches
  let collated: Collated

  static let shared: DataSetGoldens = {
    do { return try Goldens.load("data_sets", from: .module) } catch {
      fatalError("data_sets.json: \(error)")
    }
  }()

  /// Runs `body` with the streams of a golden file's case, and compares what they give afterwards.
  static func streams(
    seed: Int, named: Bool, after: [Double], afterNamed: [Double],
    _ body: (RandomGenerator?) -> Void
  ) -> Bool {
    withGenerator(RandomGenerator()) {
      manualSeed(seed)
      let generator = named ? RandomGenerator(seed: UInt64(seed + 50)) : nil
      body(generator)
      var isSame = Tensor.rand([2]).array(of: Double.self) == after
      if let generator {
        isSame =
          isSame && Tensor.rand([2], generator: generator).array(of: Double.self) == afterNamed
      }
      return isSame
    }
  }
}

/// The indices of each batch themselves.
struct IndexData: Dataset {
  var count = 1_000

  func batch(_ indices: [Int]) -> [Int] { indices }
}
