import Kagami
import KagamiNN
import Testing

/// A mistake inside a model names the module by its path.
@Suite struct ModuleMisuseTests {
  final class Discriminator: Module {
    let model = Sequential(Linear(4, 3), LeakyReLU(0.2), Linear(5, 1))

    override func forward(_ x: Tensor) -> Tensor { model(x) }
  }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func shapesThatDoNotFitNameTheLayer() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { callWrongly() }
    let text = message(result)
    #expect(text.contains("linear: an input of [2, 3] does not meet a weight of [1, 5]"))
    #expect(text.contains("in module: discriminator.model.2 (Linear)"))
    #expect(text.contains("hint: the input's last extent must be 5"))
    #expect(text.contains("ModuleMisuseTests.swift"))
  }

  @Test func targetsAreNotBroadcast() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = BCELoss()(Tensor.ones([4, 1]), Tensor.ones([4])) }
    #expect(message(result).contains("BCELoss: a target of [4] does not fit an input of [4, 1]"))
    #expect(message(result).contains("in module: bceLoss (BCELoss)"))
  }

  @Test func optimizersCheckTheirSettings() async {
    let empty = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Adam([Parameter]()) }
    #expect(message(empty).contains("there are no parameters to optimize"))
    let negative = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = SGD([Parameter(Tensor.ones([1]))], lr: -1) }
    #expect(message(negative).contains("SGD: lr cannot be -1.0"))
  }
}

private func callWrongly() {
  _ = ModuleMisuseTests.Discriminator()(Tensor.ones([2, 4]))
}
