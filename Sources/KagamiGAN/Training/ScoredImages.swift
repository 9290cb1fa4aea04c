internal import Kagami
internal import KagamiNN

/// Images and the discriminator's scores of them, from which gradients are accumulated once.
///
/// The discriminator computes one score for each image, independent of the other images (there are no
/// batch statistics). So the gradients of any two losses differ, at every layer, by one factor for each
/// image: the ratio of the losses' derivatives at its score. One backward pass through the discriminator
/// therefore serves both networks.
struct ScoredImages {
  /// The scores that the loss takes, `[batch, 1]`.
  let scores: Tensor
  private let images: Tensor
  private let takesProbabilities: Bool

  /// - Parameters:
  ///   - images: `[batch, pixels]`; their own history is left out.
  ///   - slopes: Whether gradients at the images will be formed.
  init(
    _ images: Tensor, by discriminator: Discriminator, _ loss: any AdversarialLoss, slopes: Bool
  ) {
    var leaf = images.detach()
    leaf.requiresGrad = slopes
    let takesProbabilities = loss.takesProbabilities
    self.init(
      leaf, scores: takesProbabilities ? discriminator(leaf) : discriminator.logits(leaf),
      takesProbabilities: takesProbabilities)
  }

  /// Scores computed before, from images that are a leaf.
  init(_ images: Tensor, scores: Tensor, takesProbabilities: Bool) {
    (self.images, self.scores) = (images, scores)
    self.takesProbabilities = takesProbabilities
  }

  /// The mean probability that the images are real.
  var probability: Double {
    let scores = scores.detach()
    return (takesProbabilities ? scores : scores.sigmoid()).mean().item()
  }

  /// Accumulates a loss's gradients in `parameters`.
  ///
  /// - Parameters:
  ///   - slope: The loss's derivatives by the scores, `[batch, 1]`.
  ///   - gamma: The factor of an ``R1Penalty`` at these images; 0 for none.
  func accumulate(in parameters: [Parameter], slope: Tensor, penalty gamma: Double) {
    if gamma == 0 {
      scores.backward(gradient: slope, inputs: parameters.map(\.value))
    } else {
      accumulate(in: parameters, slope, R1Penalty.slope(scores, images: images), gamma)
    }
  }

  /// The same, and the gradient of another loss at the images.
  ///
  /// - Parameter other: The other loss's derivatives by the scores, `[batch, 1]`.
  /// - Returns: The other loss's gradient by the images, `[batch, pixels]`.
  func accumulate(
    in parameters: [Parameter], slope: Tensor, penalty gamma: Double, other: Tensor
  ) -> Tensor {
    let leaves = parameters.map(\.value)
    if gamma != 0 {
      let steepness = R1Penalty.slope(scores, images: images)
      accumulate(in: parameters, slope, steepness, gamma)
      return steepness.detach() * other
    }
    guard slope.array(of: Double.self).allSatisfy({ abs($0) >= Self.smallest }) else {
      let gradient = grad(
        of: scores, withRespectTo: [images], gradient: other, retainGraph: true)[0]
      scores.backward(gradient: slope, inputs: leaves)
      return gradient
    }
    scores.backward(gradient: slope, inputs: leaves + [images])
    return noGrad { (images.grad ?? Tensor.zeros(like: images)) * (other / slope) }
  }

  /// Derivatives below this are too small to divide by: gradients scaled by them underflow, in part or
  /// wholly, on their way through the layers.
  private static let smallest = 1e-20

  private func accumulate(
    in parameters: [Parameter], _ slope: Tensor, _ steepness: Tensor, _ gamma: Double
  ) {
    let loss = (scores * slope).sum() + R1Penalty(gamma: gamma)(slope: steepness)
    loss.backward(inputs: parameters.map(\.value))
  }
}
