import Kagami
import KagamiNN
import Testing

/// Factors of single losses broadcast to the input and never make more losses of it.
@Suite struct LossWeightTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func factorsDoNotBroadcastTheLossesUp() async {
    let bce = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = BCELoss(weight: Tensor.ones([4]))(Tensor.full([4, 1], 0.5), Tensor.ones([4, 1]))
    }
    #expect(
      message(bce).contains(
        "BCELoss: a weight of [4] does not broadcast to an input of [4, 1]"))
    let logits = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = BCEWithLogitsLoss(weight: Tensor.ones([2, 4]))(Tensor.ones([4]), Tensor.ones([4]))
    }
    #expect(
      message(logits).contains(
        "BCEWithLogitsLoss: a weight of [2, 4] does not broadcast to an input of [4]"))
    let positive = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = BCEWithLogitsLoss(posWeight: Tensor.ones([4]))(Tensor.ones([4, 1]), Tensor.ones([4, 1]))
    }
    #expect(
      message(positive).contains(
        "BCEWithLogitsLoss: a posWeight of [4] does not broadcast to an input of [4, 1]"))
  }

  @Test func factorsThatFitKeepShapeAndType() {
    let (x, t) = (Tensor.full([3, 2], 0.5), Tensor.ones([3, 2]))
    for shape in [[2], [3, 1], [1, 2], [], [3, 2]] as [Shape] {
      let weight = Tensor.full(shape, 2, dtype: .float64)
      let bce = BCELoss(weight: weight, reduction: .none)(x, t)
      #expect(bce.shape == [3, 2] && bce.dtype == .float32)
      let logits = BCEWithLogitsLoss(weight: weight, posWeight: weight, reduction: .none)(x, t)
      #expect(logits.shape == [3, 2] && logits.dtype == .float32)
    }
  }
}
