internal import Kagami
internal import KagamiNN

/// Both losses on the same made images, by one walk back through the discriminator.
///
/// The discriminator says one number of each image, and no image has a say in another's (no batch
/// statistics), so the gradients of two losses differ, at every
/// layer, by one factor for each image: the ratio of their slopes at that number. What is walked is the
/// discriminator's own loss; the slope of the generator's at the images is the other's times that ratio.
struct SharedPass {
  /// The slope of the generator's loss at each score, `[batch, 1]`.
  private let slopeG: Tensor
  /// That of the discriminator's loss.
  private let slopeD: Tensor
  private let scores: Tensor
  private let images: Tensor

  /// - Parameters:
  ///   - scores: What the discriminator says of the images, `[batch, 1]`.
  ///   - images: `[batch, pixels]`, a leaf that requires a gradient.
  init(lossG: Tensor, lossD: Tensor, scores: Tensor, images: Tensor) {
    slopeG = grad(of: lossG, withRespectTo: [scores])[0]
    slopeD = grad(of: lossD, withRespectTo: [scores])[0]
    (self.scores, self.images) = (scores, images)
  }

  /// Slopes below this are too close to vanishing to be divided by: what they scale would lose
  /// digits, or all, on its way through the layers.
  private static let smallest = 1e-20

  /// Gathers the discriminator loss's gradients at `parameters`.
  ///
  /// - Returns: The gradient of the generator's loss by the images, `[batch, pixels]`.
  func gather(at parameters: [Parameter]) -> Tensor {
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
