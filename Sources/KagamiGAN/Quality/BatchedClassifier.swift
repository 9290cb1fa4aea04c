internal import Kagami

/// A classifier that is called on a thousand images at a time, so that its layers' results stay small.
struct BatchedClassifier {
  private static let batchSize = 1000

  private let computeFeatures: (Tensor) -> Tensor
  private let computeLogits: (Tensor) -> Tensor

  init(features: @escaping (Tensor) -> Tensor, logits: @escaping (Tensor) -> Tensor) {
    (computeFeatures, computeLogits) = (features, logits)
  }

  /// The features, `[n, width]`, of images, `[n, pixels]`.
  func features(_ images: Tensor) -> Tensor { Self.compute(images, "features", computeFeatures) }

  /// The logits, `[n, classes]`, of images, `[n, pixels]`.
  func logits(_ images: Tensor) -> Tensor { Self.compute(images, "logits", computeLogits) }

  private static func compute(
    _ images: Tensor, _ name: String, _ function: (Tensor) -> Tensor
  ) -> Tensor {
    noGrad {
      Tensor.concatenate(
        images.split(batchSize).map { batch in
          let found = function(batch)
          if found.rank != 2 || found.shape[0] != batch.shape[0] {
            misuse(
              "SampleQuality", "\(name) of \(batch.shape) are \(found.shape)",
              hint: "the classifier must return a row for each image")
          }
          return found
        })
    }
  }
}
