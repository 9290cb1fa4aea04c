import Testing

@testable import KagamiData

/// Ticks are round and their labels exact.
@Suite struct ChartScaleTests {
  private func linear(_ values: [Double], target: Int = 5) -> [String] {
    ChartScale(linear: values, target: target, widened: true).ticks.map(\.label)
  }

  private func logarithmic(_ values: [Double], target: Int = 7) -> [String] {
    ChartScale(logarithmic: values, target: target).ticks.map(\.label)
  }

  @Test func linearTicks() {
    #expect(linear([0, 10]) == ["0", "2", "4", "6", "8", "10"])
    #expect(linear([0.1, 1.9]) == ["0.0", "0.5", "1.0", "1.5", "2.0"])
    #expect(linear([-0.03, 0.04]) == ["-0.04", "-0.02", "0.00", "0.02", "0.04"])
    #expect(linear([0, 3e7], target: 3) == ["0", "1e7", "2e7", "3e7"])
    #expect(linear([0, 2e-9], target: 4) == ["0", "5e-10", "1e-9", "1.5e-9", "2e-9"])
    // Labels of neighbours differ, however close they are to each other.
    #expect(linear([1e8, 1e8 + 4], target: 2) == ["1e8", "1.00000002e8", "1.00000004e8"])
  }

  @Test func rangesWithoutExtent() {
    #expect(linear([]) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(linear([.nan, .infinity, 1e101]) == linear([]))
    #expect(linear([0]) == ["-0.6", "-0.4", "-0.2", "0.0", "0.2", "0.4", "0.6"])
    #expect(linear([20, 20]) == ["18", "19", "20", "21", "22"])
    #expect(linear([0, .leastNonzeroMagnitude]) == linear([0]))
    #expect(logarithmic([]) == ["1", "2", "5", "10"])
    #expect(logarithmic([10]) == ["5", "10", "20"])
    #expect(logarithmic([3]) == ["2", "5"])
  }

  @Test func logarithmicTicks() {
    #expect(logarithmic([0.02, 40], target: 5) == ["0.01", "0.1", "1", "10", "100"])
    #expect(logarithmic([0.3, 12]) == ["0.2", "0.5", "1", "2", "5", "10", "20"])
    #expect(
      logarithmic([-1, 0, .nan, 1e-5, 1e9], target: 4) == [
        "1e-8", "0.0001", "1", "10000", "1e8", "1e12",
      ])
    let scale = ChartScale(logarithmic: [1, 1000], target: 4)
    for (value, place) in [(1.0, 0.0), (10, 1.0 / 3), (100, 2.0 / 3), (1000, 1)] {
      #expect(abs(scale.place(value) - place) < 1e-12)
    }
    let wide = ChartScale(logarithmic: [1e-100, 1e100, 1e-101], target: 8)
    #expect(abs(wide.place(1) - 0.5) < 1e-12)
    #expect(wide.ticks.count == 9 && wide.ticks.map(\.label).contains("1e-25"))
    #expect(!scale.isUsable(0) && !scale.isUsable(-1) && !scale.isUsable(.nan) && scale.isUsable(3))
  }
}
