import Kagami
import KagamiGAN
import TestSupport
import Testing

/// Every loss and its derivatives by the scores are PyTorch's.
@Suite struct AdversarialLossTests {
  private static let losses: [String: any AdversarialLoss] = [
    "classic": ClassicLoss(), "original": OriginalLoss(), "non-saturating": NonSaturatingLoss(),
    "smoothed": NonSaturatingLoss(realLabel: 0.9), "least-squares": LeastSquaresLoss(),
    "hinge": HingeLoss(), "wasserstein": WassersteinLoss(), "relativistic": RelativisticLoss(),
  ]

  private func leaf(_ scores: [Double]) -> Tensor {
    var leaf = Tensor(scores, shape: [scores.count, 1], dtype: .float64)
    leaf.requiresGrad = true
    return leaf
  }

  @Test func valuesAndDerivatives() throws {
    let rows = try AdversarialGolden.load().values
    #expect(Set(rows.map(\.name)) == Set(Self.losses.keys))
    for row in rows {
      let loss = try #require(Self.losses[row.name])
      #expect(loss.takesProbabilities == (row.name == "classic"))
      let (real, fake) = (leaf(row.real), leaf(row.fake))
      let lossD = loss.discriminator(real: real, fake: fake)
      let lossG = loss.generator(fake: fake, real: real)
      let slopes = grad(of: lossD, withRespectTo: [real, fake])
      let slopeG = grad(of: lossG, withRespectTo: [fake])
      let found =
        [lossD.item(), lossG.item()] + (slopes + slopeG).flatMap { $0.array(of: Double.self) }
      let expected = [row.lossD, row.lossG] + row.realD + row.fakeD + row.fakeG
      #expect(
        Near.difference(found, expected, absolute: 1e-13, relative: 1e-12) == nil, "\(row.name)")
    }
  }

  @Test func labelsBeyondTheirBounds() async {
    await #expect(processExitsWith: .failure) { _ = NonSaturatingLoss(realLabel: 1.1) }
    await #expect(processExitsWith: .failure) { _ = NonSaturatingLoss(realLabel: 0) }
  }
}
