import KagamiGAN
import Testing

/// Numbers that change over a run.
@Suite struct RampTests {
  @Test func values() {
    let linear = Ramp(4, to: 2, over: 0.5)
    #expect([0, 0.25, 0.5, 1].map { linear.value(at: $0) } == [4, 3, 2, 2])
    let late = Ramp(4, to: 2, after: 0.5)
    #expect([0, 0.5, 0.75, 1].map { late.value(at: $0) } == [4, 4, 3, 2])
    let cosine = Ramp(1, to: 0, .cosine)
    for (progress, expected) in [(0, 1), (1.0 / 3, 0.75), (0.5, 0.5), (1, 0), (2, 0)] {
      #expect(abs(cosine.value(at: progress) - expected) < 1e-15)
    }
    let constant: Ramp = 0.3
    #expect(constant.isConstant && constant.value(at: 0.7) == 0.3)
    #expect(Ramp(1) == 1)
  }

  @Test func sharesBeyondTheRun() async {
    await #expect(processExitsWith: .failure) { _ = Ramp(1, to: 0, over: 0) }
    await #expect(processExitsWith: .failure) { _ = Ramp(1, to: 0, over: 1.5) }
    await #expect(processExitsWith: .failure) { _ = Ramp(1, to: 0, after: 0.5, over: 0.6) }
  }
}
