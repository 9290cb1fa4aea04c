import Kagami
import KagamiNN
import Testing

/// Settings and shapes that no layer can work with stop the program, with a message that names them.
@Suite struct LayerMisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func normalizations() async {
    let single = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = BatchNorm1d(2)(Tensor.ones([1, 2])) }
    #expect(message(single).contains("expected more than 1 value per channel when training"))
    #expect(message(single).contains("got [1, 2]"))
    let features = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = BatchNorm1d(2).eval()(Tensor.ones([4, 3])) }
    #expect(message(features).contains("an input of [4, 3] does not have 2 features"))
    let axes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = BatchNorm1d(2)(Tensor.ones([2])) }
    #expect(message(axes).contains("an input of [2] has 1 axes, expected 2 or 3"))
    let shape = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LayerNorm(3)(Tensor.ones([2, 4])) }
    #expect(message(shape).contains("LayerNorm: an input of [2, 4] does not end in [3]"))
    let none = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LayerNorm([]) }
    #expect(message(none).contains("LayerNorm: there is no axis to normalize over"))
    let groups = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GroupNorm(3, 4) }
    #expect(message(groups).contains("numChannels (4) must be divisible by numGroups (3)"))
    let channels = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GroupNorm(2, 4)(Tensor.ones([2, 6])) }
    #expect(message(channels).contains("an input of [2, 6] does not have 4 channels"))
    let alone = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GroupNorm(2, 2)(Tensor.ones([1, 2])) }
    #expect(message(alone).contains("expected more than 1 value per channel"))
  }

  @Test func embeddings() async {
    let padding = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Embedding(3, 2, paddingIdx: 3) }
    #expect(message(padding).contains("paddingIdx 3 must be within 3 rows"))
    let range = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Embedding(3, 2)(Tensor([0, -1])) }
    #expect(message(range).contains("Embedding: index -1 is out of range of 3 rows"))
    let fractions = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Embedding(3, 2)(Tensor.ones([1])) }
    #expect(message(fractions).contains("rows are named by float32, expected int64"))
  }

  @Test func activationsAndShapes() async {
    let probability = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Dropout(1.5) }
    #expect(message(probability).contains("has to be between 0 and 1, but is 1.5"))
    let bounds = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Hardtanh(1, 1) }
    #expect(message(bounds).contains("maxVal (1.0) must be greater than minVal (1.0)"))
    let slopes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = PReLU(3)(Tensor.ones([2, 4])) }
    #expect(message(slopes).contains("3 slopes do not fit the 4 channels of [2, 4]"))
    let sizes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Unflatten(axis: 1, [2, 3])(Tensor.ones([3, 4])) }
    #expect(message(sizes).contains("[2, 3] do not multiply up to the extent of axis 1"))
    let open = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Unflatten(axis: 1, [-1, -1]) }
    #expect(message(open).contains("Unflatten: [-1, -1] are no extents"))
    let axis = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Flatten()(Tensor.ones([3])) }
    #expect(message(axis).contains("axis 1 is not among the 1 axes of [3]"))
  }

  @Test func bilinear() async {
    let features = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Bilinear(0, 1, 2) }
    #expect(message(features).contains("in1Features must be above 0, not 0"))
    let last = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Bilinear(1, 2, 3)(Tensor.ones([2, 1]), Tensor.ones([2, 3])) }
    #expect(message(last).contains("inputs of [2, 1] and [2, 3] do not end in 1 and 2"))
    let batch = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Bilinear(1, 2, 3)(Tensor.ones([2, 1]), Tensor.ones([3, 2])) }
    #expect(message(batch).contains("inputs of [2, 1] and [3, 2] differ before the last axis"))
  }

  @Test func rowsOfAnEmbeddingEnd() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Embedding(3, 2)(Tensor([3] as [Int64]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Embedding: index 3 is out of range of 3 rows"))
  }
}
