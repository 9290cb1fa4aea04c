import Testing

@testable import KagamiTensorBoard

@Suite struct HistogramBinsTests {
  /// What PyTorch's `make_histogram` gives for the same numbers.
  @Test func binsArePyTorchs() {
    #expect(HistogramBins.limits.count == 1549)
    let bins = HistogramBins([-1.5, -1.5, -0.25, 0, 0, 0.1, 3, 1e-13, 2.5])
    #expect(bins.counts.count == 600 && bins.upperLimits.count == 600)
    let filled = bins.counts.indices.filter { bins.counts[$0] > 0 }
    #expect(filled == [1, 20, 297, 563, 597, 599])
    #expect(filled.map { bins.counts[$0] } == [2, 1, 3, 1, 1, 1])
    #expect(bins.upperLimits.first == -1.624957930213695)
    #expect(bins.upperLimits[297] == 1e-12)
    #expect(bins.upperLimits.last == 3.1665833053880363)
  }

  @Test func whatIsInNoBinIsLeftOut() {
    #expect(HistogramBins([.nan, .infinity, 1e30]).counts == [0])
    #expect(HistogramBins([1, .nan]).counts == HistogramBins([1]).counts)
  }

  @Test func theOutermostBinsHaveTheirLimits() {
    let (least, largest) = (HistogramBins.limits[0], HistogramBins.limits[1548])
    #expect(HistogramBins([least]).counts == [0, 1])
    #expect(HistogramBins([largest]).counts == [0, 1])
    #expect(HistogramBins([largest]).upperLimits.last == largest)
  }
}
