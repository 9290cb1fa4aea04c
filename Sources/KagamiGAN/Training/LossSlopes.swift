internal import Kagami

/// Both losses of a step, and their derivatives by each score.
///
/// The losses are small functions of the scores, so they are differentiated by themselves; what leads
/// from scores to weights and images is walked afterwards, once for all of them.
struct LossSlopes {
  let lossG: Double
  let lossD: Double
  /// The derivative of the generator's loss by the scores of fake images, `[batch, 1]`.
  let fakeG: Tensor
  /// Those of the discriminator's loss by the scores of fake and of real images.
  let fakeD, realD: Tensor

  init(_ loss: any AdversarialLoss, real: Tensor, fake: Tensor) {
    func leaf(_ scores: Tensor) -> Tensor {
      var leaf = scores.detach()
      leaf.requiresGrad = true
      return leaf
    }
    let (real, fake) = (leaf(real), leaf(fake))
    let (lossG, lossD) = (
      loss.generator(fake: fake, real: real), loss.discriminator(real: real, fake: fake)
    )
    (self.lossG, self.lossD) = (lossG.item(), lossD.item())
    fakeG = grad(of: lossG, withRespectTo: [fake])[0]
    let slopes = grad(of: lossD, withRespectTo: [fake, real])
    (fakeD, realD) = (slopes[0], slopes[1])
  }
}
