import Kagami
import KagamiNN
import Testing

@testable import KagamiGAN

/// One walk back for two losses gives what two walks give.
@Suite struct SharedPassTests {
  /// Gradients of the generator's loss by the images and of the discriminator's by its parameters.
  private func gradients(
    shared: Bool, _ criterion: Loss, logits: Bool, bias: Double = 0
  ) -> [Tensor] {
    withGenerator(RandomGenerator(seed: 6)) {
      let discriminator = Discriminator(inputDim: 12)
      discriminator.to(.float64)
      let parameters = discriminator.parameters()
      parameters[7].update { $0 += bias }
      let images = Tensor.uniform([5, 12], -1, 1, dtype: .float64)
      var leaf = images
      leaf.requiresGrad = true
      let scores = logits ? discriminator.logits(leaf) : discriminator(leaf)
      let lossG = criterion(scores, Tensor.ones(like: scores))
      let lossD = criterion(scores, Tensor.zeros(like: scores)) / 2
      let slope: Tensor
      if shared {
        slope = SharedPass(lossG: lossG, lossD: lossD, scores: scores, images: leaf)
          .accumulate(in: parameters)
      } else {
        slope = grad(of: lossG, withRespectTo: [leaf], retainGraph: true)[0]
        lossD.backward(inputs: parameters.map(\.value))
      }
      return [slope] + parameters.compactMap(\.grad)
    }
  }

  /// Scores about a half, and scores so near 0 or 1 that a slope all but vanishes.
  @Test(arguments: [0, 30, -30, 60, -60, -800])
  func twoWalksGiveTheSame(_ bias: Double) {
    for (criterion, logits) in [(BCELoss() as Loss, false), (BCEWithLogitsLoss(), true)] {
      let shared = gradients(shared: true, criterion, logits: logits, bias: bias)
      let apart = gradients(shared: false, criterion, logits: logits, bias: bias)
      #expect(shared.count == 9)
      for (a, b) in zip(shared, apart) {
        #expect(a.isFinite)
        #expect((a - b).abs().amax().item() <= 1e-12 * b.abs().amax().item())
      }
    }
  }
}
