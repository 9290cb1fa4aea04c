import Foundation
import Kagami
import TestSupport

/// What SciPy and scikit-learn give for the measures of sample quality.
struct QualityGoldens: Decodable {
  struct Neighbours: Decodable {
    let distances: [[Double]]
    let indices: [[Int]]
  }

  struct Parzen: Decodable {
    let sigmas, validationMeans, logLikelihoods: [Double]
    let sigma, mean, standardError: Double
  }

  struct Clusters: Decodable {
    let start, centres: [[Double]]
    let labels: [Int]
    let inertia: Double
  }

  struct Bins: Decodable {
    let counts: [Int]
    let differing: Int
    let jensenShannon: Double
  }

  struct Shares: Decodable {
    let precision, recall: Double
  }

  struct Accuracies: Decodable {
    let real, generated: Double
  }

  struct Labels: Decodable {
    let logits: [[Double]]
    let counts, data: [Int]
    let divergence, effectiveModes, meanConfidence, confidentShare: Double
  }

  let real, generated, validation, squares: [[Double]]
  let neighbours, neighboursWithin: Neighbours
  let parzen: Parzen
  let frechet, polynomial, bandwidth, gaussian: Double
  let clusters, clustersFromAfar: Clusters
  let bins: Bins
  let precisionRecall: Shares
  let twoSample: Accuracies
  let labels: Labels

  static func load() throws -> QualityGoldens { try Goldens.load("quality", from: .module) }

  var realSet: Tensor { Tensor(real, dtype: .float64) }
  var generatedSet: Tensor { Tensor(generated, dtype: .float64) }
}

/// The first element of a tensor or list that is off by more than a millionth, in words.
func difference(_ found: Tensor, _ expected: [[Double]]) -> String? {
  difference(found.array(of: Double.self), Array(expected.joined()))
}

/// The first number that is off by more than a millionth, in words.
func difference(_ found: [Double], _ expected: [Double]) -> String? {
  Near.difference(found, expected, absolute: 1e-12, relative: 1e-6)
}
