import Kagami
import Testing

/// Inside a catcher a mistake is an error, outside it stops the program.
@Suite struct MisuseCatcherTests {
  private func multiply() throws(MisuseError) -> Tensor {
    try MisuseCatcher.run { Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5])) }
  }

  @Test func resultsComeBack() throws {
    let x = Tensor([1.0, 2.0], requiresGrad: true)
    let y = try MisuseCatcher.run { (x * x).sum() }
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

  @Test func manyTasksMayCatchAtOnce() async {
    let caught = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
      for _ in 0..<16 { group.addTask { (try? multiply()) == nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(caught == 16)
  }

  @Test func modesHoldInside() throws {
    let x = Tensor([1.0], requiresGrad: true)
    let (recorded, plain) = (
      try MisuseCatcher.run { x * 2 },
      try noGrad { () throws(MisuseError) in try MisuseCatcher.run { x * 2 } }
    )
    #expect(recorded.requiresGrad)
    #expect(!plain.requiresGrad)
    let expected = Tensor.rand([3], generator: RandomGenerator(seed: 5)).array(of: Float.self)
    let drawn = try withGenerator(RandomGenerator(seed: 5)) {
      try MisuseCatcher.run { Tensor.rand([3]) }
    }
    #expect(drawn.array(of: Float.self) == expected)
  }

  @Test func catchersNest() throws {
    let problem = try MisuseCatcher.run { () -> String in
      do throws(MisuseError) {
        return "\(try multiply().shape)"
      } catch {
        return error.operation
      }
    }
    #expect(problem == "matmul")
  }

  @Test func deepCallsHaveRoom() throws {
    func sum(_ count: Int) -> Int { count == 0 ? 0 : count + sum(count - 1) }
    #expect(try MisuseCatcher.run { sum(20_000) } == 200_010_000)
  }

  @Test func outsideMistakesStillStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? MisuseCatcher.run { Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5])) }
      _ = Tensor.zeros([2]).item()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("item: a tensor of [2] has 2 elements, not one"))
    #expect(!text.contains("matmul"))
  }
}
