import Kagami
import KagamiNN
import Testing

/// What recurrent layers compute, by their cells, their parts and their directions.
@Suite struct RecurrentLayerTests {
  private func numbers(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
    Tensor.randn(shape, dtype: .float64, generator: RandomGenerator(seed: seed))
  }

  private func near(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape && a.allClose(b, rtol: 1e-12, atol: 1e-12)
  }

  /// Gives a cell the parameters of a layer's first one.
  private func copy(_ layer: RecurrentLayer, to cell: RecurrentCell) throws {
    try cell.loadStateDict(
      layer.stateDict().map { ($0.name.replacing("_l0", with: ""), $0.tensor) })
  }

  @Test func anRNNIsItsCellAtEachStep() throws {
    for nonlinearity in [RNN.Nonlinearity.tanh, .relu] {
      let rnn = RNN(3, 4, nonlinearity: nonlinearity, dtype: .float64)
      let cell = RNNCell(3, 4, nonlinearity: nonlinearity, dtype: .float64)
      try copy(rnn, to: cell)
      let (x, start) = (numbers([5, 2, 3]), numbers([1, 2, 4], seed: 2))
      let (output, state) = rnn(x, start)
      var h = start[0]
      for step in 0..<5 {
        h = cell(x[step], h)
        #expect(near(output[step], h))
      }
      #expect(near(state[0], h))
    }
  }

  @Test func aGRUIsItsCellAtEachStep() throws {
    let (gru, cell) = (GRU(3, 4, dtype: .float64), GRUCell(3, 4, dtype: .float64))
    try copy(gru, to: cell)
    let x = numbers([5, 2, 3])
    let (output, state) = gru(x)
    var h = Tensor.zeros([2, 4], dtype: .float64)
    for step in 0..<5 {
      h = cell(x[step], h)
      #expect(near(output[step], h))
    }
    #expect(near(state[0], h))
  }

  @Test func anLSTMIsItsCellAtEachStep() throws {
    let (lstm, cell) = (LSTM(3, 4, dtype: .float64), LSTMCell(3, 4, dtype: .float64))
    try copy(lstm, to: cell)
    let x = numbers([5, 2, 3])
    let start = (h: numbers([1, 2, 4], seed: 2), c: numbers([1, 2, 4], seed: 3))
    let (output, state) = lstm(x, start)
    var (h, c) = (start.h[0], start.c[0])
    for step in 0..<5 {
      (h, c) = cell(x[step], (h, c))
      #expect(near(output[step], h))
    }
    #expect(near(state.h[0], h) && near(state.c[0], c))
  }

  /// A state that is given back goes on where it ended.
  @Test func stepsGoOnFromAState() {
    let lstm = LSTM(3, 4, numLayers: 2, projSize: 2, dtype: .float64)
    let x = numbers([6, 2, 3])
    let (whole, end) = lstm(x)
    let (first, middle) = lstm(x[0..<2])
    let (second, (h, c)) = lstm(x[2...], middle)
    #expect(near(whole, .concatenate([first, second])))
    #expect(near(h, end.h) && near(c, end.c))
  }

  /// The steps backward are those of a layer with these parameters on the input from its end.
  @Test func bothDirections() throws {
    let (both, one) = (
      GRU(3, 4, bidirectional: true, dtype: .float64), GRU(3, 4, dtype: .float64)
    )
    let x = numbers([5, 2, 3])
    let (output, state) = both(x)
    #expect(output.shape == [5, 2, 8] && state.shape == [2, 2, 4])
    for (index, suffix) in ["_l0", "_l0_reverse"].enumerated() {
      try one.loadStateDict(
        both.stateDict().filter { $0.name.hasSuffix(suffix) }
          .map { ($0.name.replacing(suffix, with: "_l0"), $0.tensor) })
      let (own, last) = one(index == 0 ? x : x.flip(axes: [0]))
      let half = output.narrow(axis: 2, start: 4 * index, length: 4)
      #expect(near(half, index == 0 ? own : own.flip(axes: [0])))
      #expect(near(state[index], last[0]))
    }
  }

  @Test func dropoutIsInTrainingAndBetweenLayersOnly() {
    let (deep, flat) = (RNN(3, 4, numLayers: 2, dropout: 0.5), RNN(3, 4, dropout: 0.5))
    let x = Tensor.randn([3, 2, 3])
    func differs(_ layer: RNN) -> Bool {
      let (a, b): (Tensor, Tensor) = (layer(x), layer(x))
      return !a.allClose(b, rtol: 0, atol: 0)
    }
    #expect(differs(deep) && !differs(flat))
    deep.eval()
    #expect(!differs(deep))
  }

  @Test func theBatchMayComeFirstOrBeAbsent() throws {
    let (plain, turned) = (
      LSTM(3, 4, dtype: .float64), LSTM(3, 4, batchFirst: true, dtype: .float64)
    )
    try turned.loadStateDict(plain.stateDict())
    let x = numbers([5, 2, 3])
    let start = (numbers([1, 2, 4], seed: 2), numbers([1, 2, 4], seed: 3))
    let (output, state) = plain(x, start)
    let (other, otherState) = turned(x.transpose(0, 1), start)
    #expect(near(output, other.transpose(0, 1)) && near(state.c, otherState.c))
    for sample in 0..<2 {
      let own = (start.0[.all, sample], start.1[.all, sample])
      let (alone, aloneState) = turned(x[.all, sample], own)
      #expect(near(alone, output[.all, sample]) && near(aloneState.h, state.h[.all, sample]))
    }
  }

  @Test func anEmptyBatchHasNoGradient() {
    for layer in [RNN(3, 4), LSTM(3, 4, projSize: 2), GRU(3, 4, bidirectional: true)] {
      let results = layer([Tensor.zeros([2, 0, 3], requiresGrad: true)])
      #expect(results[0].shape[1] == 0 && results[1].shape[1] == 0)
      results[0].sum().backward()
      #expect(layer.parameters().allSatisfy { $0.grad?.abs().sum().item() == 0 })
    }
  }

  @Test func aSequenceOfLayersTakesTheOutput() {
    let lstm = LSTM(3, 4, batchFirst: true)
    let x = Tensor.randn([2, 5, 3])
    let y = Sequential(lstm, Linear(4, 1))(x)
    #expect(y.shape == [2, 5, 1])
    let output = lstm(x)
    #expect(output.shape == [2, 5, 4])
  }

  @Test func hooksSeeOutputAndState() {
    let lstm = LSTM(3, 4)
    var seen: [[Int]] = []
    lstm.registerForwardHook { _, inputs, outputs in
      seen.append([inputs.count, outputs.count])
      return outputs.map { $0 * 0 }
    }
    let (output, state) = lstm(Tensor.randn([2, 1, 3]))
    let alone: Tensor = lstm(Tensor.randn([2, 1, 3]))
    _ = lstm(Tensor.randn([2, 1, 3]), state)
    #expect(seen == [[1, 3], [1, 1], [3, 3]])
    for tensor in [output, state.h, state.c, alone] { #expect(tensor.abs().sum().item() == 0) }
  }

  @Test func weightsAreListedAsInPyTorch() {
    let lstm = LSTM(3, 4, numLayers: 2, bidirectional: true, projSize: 2)
    #expect(lstm.allWeights.map(\.count) == [5, 5, 5, 5])
    #expect(lstm.allWeights[2].map(\.shape) == [[16, 4], [16, 2], [16], [16], [2, 4]])
    #expect(
      lstm.namedParameters().map(\.name).suffix(5) == [
        "weight_ih_l1_reverse", "weight_hh_l1_reverse", "bias_ih_l1_reverse", "bias_hh_l1_reverse",
        "weight_hr_l1_reverse",
      ])
    #expect(GRU(3, 4, bias: false).allWeights.map(\.count) == [2])
  }

  /// Floats of 16 bits take the operations one after another.
  @Test func narrowFloats() {
    for layer in [RNN(3, 4), LSTM(3, 4), GRU(3, 4)] {
      let x = Tensor.randn([4, 2, 3])
      let exact: Tensor = layer(x)
      let narrow: Tensor = layer.to(.bfloat16)(x.to(.bfloat16))
      #expect(narrow.dtype == .bfloat16)
      #expect(narrow.to(.float32).allClose(exact, rtol: 0.05, atol: 0.02))
    }
  }

  @Test func aSummaryShowsTheOutput() throws {
    let summary = try Sequential(LSTM(3, 4), Linear(4, 1)).summary(inputShape: [5, 2, 3])
    #expect("\(summary)".contains("[5, 2, 4]"))
    #expect(throws: MisuseError.self) { try LSTM(3, 4).summary(inputShape: [5, 2, 4]) }
    #expect(throws: MisuseError.self) { try Stepping().summary(inputShape: [5, 2, 4]) }
  }

  /// Goes on after a layer found a mistake.
  final class Stepping: Module {
    let (lstm, gru, cell) = (LSTM(3, 4), GRU(4, 4), LSTMCell(4, 4))

    override func forward(_ x: Tensor) -> Tensor {
      let (output, state) = lstm(x)
      let (more, h) = gru(output, state.h)
      return cell(more[0], cell(more[1], (h[0], h[0]))).h
    }
  }
}
