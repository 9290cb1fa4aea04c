import KagamiNN
import Testing

@testable import KagamiGAN

/// Widths in proportion whose parameters come near to a number.
@Suite struct MatchedWidthsTests {
  @Test func parametersAreThoseOfTheModules() {
    #expect(
      MatchedWidths.parameters([100, 256, 512, 1024, 784])
        == Generator().parameters().reduce(0) { $0 + $1.count })
  }

  @Test(arguments: [[1, 2, 4], [4, 2, 1], [1, 1, 1]]) func noOtherUnitIsNearer(_ shape: [Int]) {
    let goal = 1_486_352
    let hidden = MatchedWidths.hidden(shape, from: 100, to: 784, parameters: goal)
    func miss(_ unit: Int) -> Int {
      abs(MatchedWidths.parameters([100] + shape.map { $0 * unit } + [784]) - goal)
    }
    let unit = hidden[0] / shape[0]
    #expect(hidden == shape.map { $0 * unit })
    #expect(miss(unit) <= miss(unit - 1) && miss(unit) <= miss(unit + 1))
    #expect(Double(miss(unit)) < 0.005 * Double(goal))
  }

  @Test func theOriginalIsItsOwnMatch() {
    #expect(
      MatchedWidths.hidden([1, 2, 4], from: 100, to: 784, parameters: 1_486_352) == [
        256, 512, 1024,
      ])
  }
}
