import Kagami
import Testing

/// Streams are separate, can be put back, and refuse what is no state.
@Suite struct RandomGeneratorTests {
  @Test func namedStreamsDoNotDisturbTheCurrentOne() {
    let (a, b) = withGenerator(RandomGenerator(seed: 3)) {
      manualSeed(9)
      let undisturbed = Tensor.rand([4]).array(of: Float.self)
      manualSeed(9)
      _ = Tensor.rand([100], generator: RandomGenerator(seed: 1))
      _ = withGenerator(RandomGenerator(seed: 2)) { Tensor.randn([50]) }
      return (undisturbed, Tensor.rand([4]).array(of: Float.self))
    }
    #expect(a == b)
  }

  @Test func stateComesBack() throws {
    let stream = RandomGenerator(seed: 12)
    _ = Tensor.randn([3], generator: stream)
    let state = stream.state
    let first = Tensor.randn([40], generator: stream).array(of: Float.self)
    try stream.setState(state)
    #expect(Tensor.randn([40], generator: stream).array(of: Float.self) == first)
    #expect(stream.initialSeed == 12)
  }

  @Test func malformedStatesAreRefused() {
    let stream = RandomGenerator(seed: 12)
    let state = stream.state
    #expect(throws: RandomStateError.wrongSize(expected: 5056, found: 3)) {
      try stream.setState([1, 2, 3])
    }
    var broken = state
    broken[8] = 0
    #expect(throws: RandomStateError.inconsistent(left: 0, next: 0)) {
      try stream.setState(broken)
    }
    #expect(stream.state == state)
    for error in [
      RandomStateError.wrongSize(expected: 1, found: 2), .inconsistent(left: 1, next: 2),
    ] {
      #expect(!error.description.contains("\n"))
    }
  }
}
