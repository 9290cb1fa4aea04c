import Kagami
import Testing

/// Inside a scope misuse is an error, outside it stops the program.
@Suite struct MisuseScopeTests {
  private func multiply() throws(MisuseError) -> Tensor {
    try MisuseScope.run { Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5])) }
  }

  @Test func resultsComeBack() throws {
    let x = Tensor([1.0, 2.0], requiresGrad: true)
    let y = try MisuseScope.run { (x * x).sum() }
    #expect(y.item() == 5)
    y.backward()
    #expect(x.grad?.array(of: Double.self) == [2, 4])
  }

  @Test func mistakesAreErrorsTimeAndAgain() {
    for _ in 0..<50 {
      do {
        _ = try multiply()
        Issue.record("nothing was thrown")
      } catch {
        #expect(error.operation == "matmul")
        #expect(error.problem == "the inner extents of [2, 3] and [4, 5] differ")
        #expect(error.modulePath == nil)
        #expect(error.hint?.hasPrefix("the last extent on the left") == true)
        #expect(error.description.hasPrefix("matmul: the inner extents of [2, 3]"))
      }
    }
    // The engine still works on every thread.
    let ones = Tensor.ones([300, 300])
    #expect(ones.matmul(ones).sum().item() == 27_000_000)
  }

  @Test func manyTasksMayHaveScopesAtOnce() async {
    let caught = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
      for _ in 0..<16 { group.addTask { (try? multiply()) == nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(caught == 16)
  }

  @Test func modesHoldInside() throws {
    let x = Tensor([1.0], requiresGrad: true)
    let (recorded, plain) = (
      try MisuseScope.run { x * 2 },
      try noGrad { () throws(MisuseError) in try MisuseScope.run { x * 2 } }
    )
    #expect(recorded.requiresGrad)
    #expect(!plain.requiresGrad)
    let expected = Tensor.rand([3], generator: RandomGenerator(seed: 5)).array(of: Float.self)
    let drawn = try withGenerator(RandomGenerator(seed: 5)) {
      try MisuseScope.run { Tensor.rand([3]) }
    }
    #expect(drawn.array(of: Float.self) == expected)
  }

  @Test func scopesNest() throws {
    let problem = try MisuseScope.run { () -> String in
      do throws(MisuseError) {
        return "\(try multiply().shape)"
      } catch {
        return error.operation
      }
    }
    #expect(problem == "matmul")
  }

  /// The code runs to its end: what it defers is done, and no thread is lost.
  @Test func deferredBlocksRun() {
    var isClosed = false
    var isReached = false
    #expect(throws: MisuseError.self) {
      try MisuseScope.run {
        defer { isClosed = true }
        let y = Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5]))
        isReached = y.shape == [2, 3]
        return y
      }
    }
    #expect(isClosed)
    #expect(isReached)
    #expect(!MisuseScope.hasFailed)
  }

  /// After the first mistake further ones are not noted, and gradients are left alone.
  @Test func theFirstMistakeCounts() throws {
    let w = Tensor([1.0, 2], requiresGrad: true)
    do {
      _ = try MisuseScope.run {
        let y = w * Tensor.zeros([3])
        _ = y.softmax(axis: 7).reshape([5]).permute([3]).linear(w)[4].item()
        (w * 2).sum().backward()
        return y.sum(axis: 9)
      }
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.operation == "multiply")
    }
    #expect(w.grad == nil)
  }

  @Test func outsideMistakesStillStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? MisuseScope.run { Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5])) }
      _ = Tensor.zeros([2]).item()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("item: a tensor of [2] has 2 elements, not one"))
    #expect(!text.contains("matmul"))
  }
}
