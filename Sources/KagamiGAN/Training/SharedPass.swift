internal import Kagami
internal import KagamiNN

/// Both losses on the same fake images, by one backward pass through the discriminator.
///
/// The discriminator computes one score for each image, independent of the other images (there are no
/// batch statistics). So the gradients of the two losses differ, at every layer, by one factor for each
/// image: the ratio of the losses' derivatives at its score. The backward pass is that of the
/// discriminator's loss; its gradient at the images, times that ratio, is that of the generator's loss.
struct SharedPass {
  /// The derivative of the generator's loss by each score, `[batch, 1]`.
  private let slopeG: Tensor
  /// That of the discriminator's loss.
  private let slopeD: Tensor
  private let scores: Tensor
  private let images: Tensor

  /// - Parameters:
  ///   - scores: The discriminator's results for the images, `[batch, 1]`.
  ///   - images: `[batch, pixels]`, a leaf that requires a gradient.
  init(lossG: Tensor, lossD: Tensor, scores: Tensor, images: Tensor) {
    slopeG = grad(of: lossG, withRespectTo: [scores])[0]
    slopeD = grad(of: lossD, withRespectTo: [scores])[0]
    (self.scores, self.images) = (scores, images)
  }

  /// Derivatives below this are too small to divide by: gradients scaled by them underflow, in part or
  /// wholly, on their way through the layers.
  private static let smallest = 1e-20

  /// Accumulates the gradients of the discriminator's loss in `parameters`.
  ///
  /// - Returns: The gradient of the generator's loss by the images, `[batch, pixels]`.
  func accumulate(in parameters: [Parameter]) -> Tensor {
    let leaves = parameters.map(\.value)
    guard slopeD.array(of: Double.self).allSatisfy({ abs($0) >= Self.smallest }) else {
      let slope = grad(
        of: scores, withRespectTo: [images], gradient: slopeG, retainGraph: true)[0]
      scores.backward(gradient: slopeD, inputs: leaves)
      return slope
    }
    scores.backward(gradient: slopeD, inputs: leaves + [images])
    return noGrad { (images.grad ?? Tensor.zeros(like: images)) * (slopeG / slopeD) }
  }
}
