import Testing

@testable import KagamiGAN

/// How much a moving average keeps.
@Suite struct MovingAverageTests {
  @Test func shares() {
    #expect(MovingAverage.decay(0.99).decay(batch: 64, seen: 1) == 0.99)
    let rule = MovingAverage.halfLife(images: 6400, ofRun: 0.1)
    // After 640 images half of the average is older than 64 of them.
    #expect(rule.decay(batch: 64, seen: 640) == 0.5)
    #expect(abs(rule.decay(batch: 64, seen: 10_000_000) - 0.993092495437036) < 1e-12)
    #expect(rule.decay(batch: 64, seen: 0) == 0)
  }
}
