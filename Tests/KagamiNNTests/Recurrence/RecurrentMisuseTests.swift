import Kagami
import KagamiNN
import Testing

/// Settings, inputs and states that do not fit stop the program, with a message that names them.
@Suite struct RecurrentMisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func settings() async {
    let size = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GRU(3, 0) }
    #expect(message(size).contains("GRU: hiddenSize must be above 0, not 0"))
    let layers = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = RNN(3, 4, numLayers: 0) }
    #expect(message(layers).contains("RNN: numLayers must be above 0, not 0"))
    let chance = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LSTM(3, 4, dropout: 1.5) }
    #expect(message(chance).contains("dropout has to be between 0 and 1, but is 1.5"))
    let projection = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LSTM(3, 4, projSize: 4) }
    #expect(message(projection).contains("projSize 4 must be below hiddenSize 4"))
    let cell = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LSTMCell(-1, 4) }
    #expect(message(cell).contains("LSTMCell: inputSize cannot be -1"))
  }

  @Test func inputs() async {
    let steps = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LSTM(3, 4).forward(Tensor.zeros([0, 2, 3])) }
    #expect(message(steps).contains("LSTM: an input of [0, 2, 3] has no steps"))
    let turned = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GRU(3, 4, batchFirst: true).forward(Tensor.zeros([2, 0, 3])) }
    #expect(message(turned).contains("GRU: an input of [2, 0, 3] has no steps"))
    let axes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = RNN(3, 4).forward(Tensor.zeros([3])) }
    #expect(message(axes).contains("RNN: an input of [3] has 1 axes, expected 2 or 3"))
    let features = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = RNN(3, 4).forward(Tensor.zeros([2, 2, 5])) }
    #expect(message(features).contains("RNN: an input of [2, 2, 5] does not end in 3"))
    let cell = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GRUCell(3, 4)(Tensor.zeros([2, 2, 3])) }
    #expect(message(cell).contains("GRUCell: an input of [2, 2, 3] has 3 axes, expected 1 or 2"))
    let last = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = RNNCell(3, 4)(Tensor.zeros([2, 4])) }
    #expect(message(last).contains("RNNCell: an input of [2, 4] does not end in 3"))
  }

  @Test func states() async {
    let batch = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GRU(3, 4)([Tensor.zeros([2, 2, 3]), Tensor.zeros([1, 3, 4])]) }
    #expect(
      message(batch).contains(
        "a state h of [1, 3, 4] does not fit an input of [2, 2, 3], expected [1, 2, 4]"))
    let c = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = LSTM(3, 4)([
        Tensor.zeros([2, 2, 3]), Tensor.zeros([1, 2, 4]), Tensor.zeros([1, 2, 3]),
      ])
    }
    #expect(message(c).contains("a state c of [1, 2, 3] does not fit an input"))
    let alone = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LSTM(3, 4)([Tensor.zeros([2, 2, 3]), Tensor.zeros([1, 2, 4])]) }
    #expect(message(alone).contains("LSTM: a state of 1 tensors, expected 2"))
    let type = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let (h, c) = (Tensor.zeros([2, 4]), Tensor.zeros([2, 4], dtype: .float64))
      _ = LSTMCell(3, 4)(Tensor.zeros([2, 3]), (h, c))
    }
    #expect(message(type).contains("the state c is float64 on cpu"))
    let row = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GRUCell(3, 4)(Tensor.zeros([3]), Tensor.zeros([1, 4])) }
    #expect(
      message(row).contains("a state h of [1, 4] does not fit an input of [3], expected [4]"))
  }
}
