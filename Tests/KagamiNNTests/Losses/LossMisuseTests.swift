import Kagami
import KagamiNN
import Testing

/// What does not fit a loss stops with shapes and a hint.
@Suite struct LossMisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func labelsOfAnotherShape() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CrossEntropyLoss()(Tensor.zeros([2, 3]), Tensor.zeros([4], dtype: .int64)) }
    let text = message(result)
    #expect(
      text.contains("CrossEntropyLoss: class labels of [4] do not fit an input of [2, 3]"))
    #expect(text.contains("hint: expected [2]: the input's shape without its axis of 3 classes"))
    #expect(text.contains("in module: crossEntropyLoss (CrossEntropyLoss)"))
  }

  @Test func labelsThatAreNotAmongTheClasses() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = NLLLoss(ignoreIndex: 7)(Tensor.zeros([2, 3]), Tensor([7, 5] as [Int])) }
    #expect(message(result).contains("NLLLoss: label 5 is not among 3 classes"))
    let next = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CrossEntropyLoss()(Tensor.zeros([2, 3]), Tensor([0, 3] as [Int])) }
    #expect(message(next).contains("CrossEntropyLoss: label 3 is not among 3 classes"))
    #expect(message(result).contains("hint: labels are 0..<3, or 7 to be ignored"))
  }

  @Test func labelsThatAreFractions() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CrossEntropyLoss()(Tensor.zeros([2, 3]), Tensor([1.0, 2.0])) }
    #expect(message(result).contains("class labels of [2] are float32, expected int64 or uint8"))
    #expect(message(result).contains("hint: class probabilities have the input's shape, [2, 3]"))
  }

  @Test func probabilitiesThatAreNot() async {
    let labels = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CrossEntropyLoss()(Tensor.zeros([3]), Tensor([1, 2, 0] as [Int])) }
    #expect(message(labels).contains("input and target are float32 and int64"))
    let ignored = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CrossEntropyLoss(ignoreIndex: 1)(Tensor.zeros([2, 3]), Tensor.zeros([2, 3])) }
    #expect(message(ignored).contains("ignoreIndex 1 has no meaning for class probabilities"))
  }

  @Test func weightsOfAnotherNumber() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = CrossEntropyLoss(weight: Tensor.ones([2]))(
        Tensor.zeros([2, 3]), Tensor([1, 2] as [Int]))
    }
    #expect(message(result).contains("a weight of [2] does not fit 3 classes"))
  }

  @Test func settingsOutsideTheirBounds() async {
    let smoothing = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CrossEntropyLoss(labelSmoothing: 1.5) }
    #expect(message(smoothing).contains("labelSmoothing is 1.5, expected 0 to 1"))
    let delta = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = HuberLoss(delta: 0) }
    #expect(message(delta).contains("HuberLoss: delta is 0.0, expected a number above 0"))
    let beta = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = SmoothL1Loss(beta: -1) }
    #expect(message(beta).contains("SmoothL1Loss: beta is -1.0, expected 0 or above"))
  }

  @Test func gatheringOutsideAnAxis() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.zeros([2, 3]).gather(axis: 1, Tensor([3] as [Int], shape: [1, 1])) }
    #expect(message(result).contains("gather: index 3 is outside axis 1 of [2, 3]"))
    let larger = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.zeros([2, 3]).gather(axis: 1, Tensor.zeros([3, 1], dtype: .int64)) }
    #expect(message(larger).contains("an index of [3, 1] is larger than [2, 3] beside axis 1"))
  }

  /// A target that would broadcast gives a loss of pairs that are none.
  @Test func targetsDoNotBroadcast() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = MSELoss()(Tensor.ones([2, 1]), Tensor.ones([2]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("MSELoss: a target of [2] does not fit an input of [2, 1]"))
  }
}
