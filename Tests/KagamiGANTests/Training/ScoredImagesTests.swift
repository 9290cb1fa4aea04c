import Kagami
import KagamiNN
import Testing

@testable import KagamiGAN

/// One walk back for two losses gives what two walks give.
@Suite struct ScoredImagesTests {
  /// Gradients of the generator's loss by the images and of the discriminator's, with a penalty, by its
  /// parameters.
  private func gradients(
    shared: Bool, _ loss: any AdversarialLoss, gamma: Double = 0, bias: Double = 0
  ) -> [Tensor] {
    withGenerator(RandomGenerator(seed: 6)) {
      let discriminator = Discriminator(inputDim: 12)
      discriminator.to(.float64)
      let parameters = discriminator.parameters()
      parameters[7].update { $0 += bias }
      var leaf = Tensor.uniform([5, 12], -1, 1, dtype: .float64)
      let other = Tensor.uniform([5, 1], 0.2, 0.8, dtype: .float64)
      leaf.requiresGrad = true
      let scores = loss.takesProbabilities ? discriminator(leaf) : discriminator.logits(leaf)
      let slope: Tensor
      if shared {
        let scored = ScoredImages(
          leaf, scores: scores, takesProbabilities: loss.takesProbabilities)
        let losses = LossSlopes(loss, real: other, fake: scores)
        slope = scored.accumulate(
          in: parameters, slope: losses.fakeD, penalty: gamma, other: losses.fakeG)
      } else {
        let lossG = loss.generator(fake: scores, real: other)
        var lossD = loss.discriminator(real: other, fake: scores)
        if gamma != 0 { lossD = lossD + R1Penalty(gamma: gamma)(scores, images: leaf) }
        slope = grad(of: lossG, withRespectTo: [leaf], retainGraph: true)[0]
        lossD.backward(inputs: parameters.map(\.value))
      }
      return [slope] + parameters.compactMap(\.grad)
    }
  }

  /// Scores about a half, and scores so near 0 or 1 that a slope all but vanishes.
  @Test(arguments: [0, 30, -30, 60, -60, -800])
  func twoWalksGiveTheSame(_ bias: Double) {
    expectTheSame(ClassicLoss(), bias: bias)
    expectTheSame(NonSaturatingLoss(), bias: bias)
  }

  @Test func everyLossAndThePenalty() {
    let losses: [any AdversarialLoss] = [
      OriginalLoss(), NonSaturatingLoss(realLabel: 0.9), LeastSquaresLoss(), HingeLoss(),
      WassersteinLoss(), RelativisticLoss(),
    ]
    for loss in losses {
      expectTheSame(loss)
      expectTheSame(loss, gamma: 0.7)
    }
  }

  private func expectTheSame(
    _ loss: any AdversarialLoss, gamma: Double = 0, bias: Double = 0
  ) {
    let shared = gradients(shared: true, loss, gamma: gamma, bias: bias)
    let apart = gradients(shared: false, loss, gamma: gamma, bias: bias)
    #expect(shared.count == 9)
    for (a, b) in zip(shared, apart) {
      #expect(a.allFinite)
      #expect((a - b).abs().amax().item() <= 1e-12 * b.abs().amax().item(), "\(loss)")
    }
  }
}
