import Kagami
import KagamiNN
import Testing

/// The example of the layer's page learns, and what it learnt comes back letter by letter.
@Suite struct LSTMTests {
  @Test func aLineIsLearntByHeart() {
    let generator = RandomGenerator(seed: 0)
    let line = Array("mirror, mirror on the wall")
    let letters = Set(line).sorted()
    let numbers = Tensor(line.map { letters.firstIndex(of: $0) ?? 0 })
    let (embedding, lstm, head) = withGenerator(generator) {
      (Embedding(letters.count, 8), LSTM(8, 32), Linear(32, letters.count))
    }
    let model = Sequential(embedding, lstm, head)
    let (optimizer, criterion) = (Adam(model.parameters(), lr: 0.02), CrossEntropyLoss())
    var loss = Tensor.zeros([])
    for _ in 0..<60 {
      optimizer.zeroGrad()
      loss = criterion(model(numbers[..<25]), numbers[1...])
      loss.backward()
      optimizer.step()
    }
    #expect(loss.item() < 0.05)

    // One step at a time, from the first letter on.
    let recited = noGrad {
      var (text, state) = ([line[0]], LSTM.State?.none)
      while text.count < line.count {
        let letter = Tensor([letters.firstIndex(of: text[text.count - 1]) ?? 0])
        let (output, after) = lstm(embedding(letter), state)
        state = after
        text.append(letters[Int(head(output).argmax(axis: 1).item())])
      }
      return text
    }
    #expect(String(recited) == String(line))
  }

  /// Where nothing says which is meant, the result is one tensor, as of any module.
  @Test func aCallGivesOneTensorUnlessTwoAreNamed() {
    let (lstm, gru, cell) = (LSTM(2, 3), GRU(2, 3), LSTMCell(2, 3))
    let (x, h) = (Tensor.randn([4, 2]), Tensor.zeros([1, 3]))
    let single = lstm(x)
    #expect(single.shape == [4, 3])
    let other = gru(x, h)
    #expect(other.shape == [4, 3])
    let both = lstm(x, (h, h))
    #expect(both.output.shape == [4, 3] && both.state.c.shape == [1, 3])
    let (next, c) = cell(x)
    #expect(next.shape == [4, 3] && c.shape == [4, 3])
  }
}
