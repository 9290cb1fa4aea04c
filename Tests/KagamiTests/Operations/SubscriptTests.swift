import Kagami
import Testing

/// Reading and writing through brackets.
@Suite struct SubscriptTests {
  private let x = Tensor.arange(24, dtype: .float32).reshape([2, 3, 4])

  private func numbers(_ x: Tensor) -> [Int] { x.array(of: Int.self) }

  @Test func endsOfRangesCountFromTheEnd() {
    let v = Tensor.arange(6)
    #expect(numbers(v[(-2)...]) == [4, 5])
    #expect(numbers(v[..<(-2)]) == [0, 1, 2, 3])
    #expect(numbers(v[...(-2)]) == [0, 1, 2, 3, 4])
    #expect(numbers(v[-3 ..< -1]) == [3, 4])
    #expect(numbers(v[-3...(-1)]) == [3, 4, 5])
    #expect(numbers(v[2..<2]) == [])
    #expect(numbers(v[6...]) == [])
    #expect(x.shape[-1] == 4)
    #expect(x.shape[-3] == 2)
  }

  @Test func masksSelectElements() {
    #expect(numbers(x[x .> 20]) == [21, 22, 23])
    #expect(x[x .> 100].shape == [0])
    let rows = Tensor([true, false])
    #expect(x[rows].shape == [1, 3, 4])
    let inner = Tensor(
      [[true, false, false], [false, false, true]].flatMap { $0 }, shape: [2, 3])
    #expect(numbers(x[inner]) == [0, 1, 2, 3, 20, 21, 22, 23])
    #expect(numbers(x[0, Tensor([false, true, true]), -1]) == [7, 11])
  }

  @Test func tensorsOfPositionsSelectSlices() {
    #expect(numbers(x[Tensor([1, 0, -1])][.all, 0, 0]) == [12, 0, 12])
    #expect(x[.all, Tensor([[0, 1], [2, 0]] as [[Int]])].shape == [2, 2, 2, 4])
    #expect(numbers(x[0, Tensor([0, 2]), Tensor([1, 3])]) == [1, 11])
    // The axes of tensors apart from each other are in front.
    #expect(x[Tensor([0, 1]), .all, Tensor([0, 3])].shape == [2, 3])
    #expect(numbers(x[Tensor([0, 1]), .all, Tensor([0, 3])]) == [0, 4, 8, 15, 19, 23])
    #expect(numbers(x[.all, Tensor([1]), Tensor([[0], [3]] as [[Int]])]) == [4, 7, 16, 19])
  }

  @Test func numbersAreWritten() {
    var y = x
    y[0] = 5
    #expect(numbers(y[0]) == Array(repeating: 5, count: 12))
    #expect(numbers(y[1]) == numbers(x[1]))
    y[1, 2, -1] = 1.5
    #expect(y[1, 2, -1] == 1.5 as Float)
    y[y .> 15] = 0
    #expect(y.amax().item() == 15)
    y[Tensor([0, 1]), 0] = -1
    #expect(numbers(y[.all, 0]) == Array(repeating: -1, count: 8))
    #expect(numbers(x) == Array(0..<24))
  }

  @Test func tensorsAreWritten() {
    var y = x
    y[.all, 1] = Tensor([[1, 2, 3, 4]] as [[Float]])
    #expect(numbers(y[0, 1]) == [1, 2, 3, 4])
    y[0, 1] = Tensor([[9, 9, 9, 9]] as [[Float]])
    #expect(numbers(y[0, 1]) == [9, 9, 9, 9])
    y[0] = y[1]
    #expect(numbers(y[0]) == numbers(y[1]))
    y[.all, Tensor([2, 0])] = Tensor([10, 20, 30, 40] as [Float])
    #expect(numbers(y[1, 2]) == [10, 20, 30, 40])
    var repeated = Tensor.zeros([1]).expand([3])
    repeated[0] = 7
    #expect(numbers(repeated) == [7, 0, 0])
    var twice = Tensor.zeros([2])
    twice[Tensor([1, 1, 0])] = Tensor([1.0, 2, 3])
    #expect(numbers(twice) == [3, 2])
  }

  @Test func subscriptsAreBuiltInALoop() {
    for axis in 0..<3 {
      var list: [any TensorIndex] = Array(repeating: AllIndices(), count: 3)
      list[axis] = -1
      #expect(
        numbers(x[indices: list])
          == numbers(x.narrow(axis: axis, start: x.shape[axis] - 1, length: 1)))
    }
    var y = x
    y[indices: [NewAxis(), 0]] = Tensor.zeros([4])
    #expect(y[0].sum().item() == 0)
  }

  @Test func gradientsPassThroughTensors() {
    let w = Tensor([1.0, 2, 3, 4], requiresGrad: true)
    (w[Tensor([3, 0, 3])] * Tensor([1.0, 10, 100])).sum().backward()
    #expect(w.grad.map(numbers) == [10, 0, 0, 101])
    w.grad = nil
    (w[w .> 2] * 5).sum().backward()
    #expect(w.grad.map(numbers) == [0, 0, 5, 5])
    w.grad = nil
    let v = Tensor([7.0, 8], requiresGrad: true)
    var y = w * 2
    y[Tensor([1, 2])] = v
    (y * Tensor([1.0, 2, 3, 4])).sum().backward()
    #expect(w.grad.map(numbers) == [2, 0, 0, 8])
    #expect(v.grad.map(numbers) == [2, 3])
    w.grad = nil
    var z = w * 3
    z[w .> 3] = 0
    z[0] = 1
    z.sum().backward()
    #expect(w.grad.map(numbers) == [0, 3, 3, 0])
  }

  /// As with `+=`: a leaf stays one outside recording, and is not written while recording.
  @Test func leavesStayLeaves() async {
    var w = Tensor([1.0, 2], requiresGrad: true)
    noGrad {
      w[0] = Tensor(5.0)
      w[w .> 4] = 6
      w[Tensor([1])] = 3
    }
    #expect(w.requiresGrad && w.isLeaf)
    (w * w).sum().backward()
    #expect(w.grad.map(numbers) == [12, 6])
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var w = Tensor([1.0, 2], requiresGrad: true)
      w[0] = Tensor(5.0)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("subscript: a leaf of [2] that requires a gradient is changed in place"))
  }

  @Test(arguments: 0..<8) func whatIsNotThereIsNamed(_ kind: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      let x = Tensor.zeros([2, 3])
      switch kind {
      case 0: _ = x[...Int.max]
      case 1: _ = x[.all, 2..<5]
      case 2: _ = x[Tensor([2])]
      case 3: _ = x[Tensor([true, false, true])]
      case 4: _ = x[Tensor([0.0])]
      case 5: _ = x[0, 0, 0]
      case 6: _ = x[-4 ..< -1]
      default: _ = x[stride(from: 0, to: Int.max, by: 1)]
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("subscript: "))
    #expect(text.contains("[2, 3]"))
  }

  /// As in NumPy: index tensors with something else between them put their axes first.
  @Test func scatteredIndexTensors() {
    let x = Tensor.arange(24).reshape([2, 3, 4])
    let index = Tensor([1, 0] as [Int64])
    let parted = x[index, 0..<3, index]
    #expect(parted.shape == [2, 3])
    #expect(parted.array(of: Int.self) == [13, 17, 21, 0, 4, 8])
    let deep = Tensor.arange(48).reshape([2, 3, 4, 2])
    let places = Tensor([1, 0, 1] as [Int64])
    #expect(deep[0..<2, places, 0..<4, places].shape == [3, 2, 4])
    let joined = x[0..<2, index, index]
    #expect(joined.shape == [2, 2])
    #expect(joined.array(of: Int.self) == [5, 0, 17, 12])
  }

  @Test func everySecondPosition() {
    let x = Tensor.arange(10)
    #expect(x[stride(from: 1, to: 10, by: 3)].array(of: Int.self) == [1, 4, 7])
  }
}
