import Testing

@testable import KagamiGAN

/// Figures of several runs, and the words for them.
@Suite struct SpreadTests {
  @Test func figures() {
    let spread = Spread([4, 1, 3, 2])
    #expect(spread.mean == 2.5 && spread.median == 2.5)
    #expect(spread.least == 1 && spread.most == 4)
    #expect(abs(spread.deviation - (5.0 / 3).squareRoot()) < 1e-15)
    #expect(Spread([7]).deviation == 0 && Spread([3, 1, 2]).median == 2)
    #expect(Spread([]).median.isNaN)
  }

  @Test func differencesThatSeedsDoNotExplain() {
    #expect(Spread([1, 2]).isBelow(Spread([3, 4])))
    #expect(!Spread([1, 3.5]).isBelow(Spread([3, 4])))
    #expect(StudyWords.verdict(Spread([1, 2]), than: Spread([3, 4])) == "better in every run")
    #expect(StudyWords.verdict(Spread([3, 4]), than: Spread([1, 2])) == "worse in every run")
    #expect(
      StudyWords.verdict(Spread([1, 3.5]), than: Spread([3, 4])).hasPrefix("better on the mean"))
    #expect(
      StudyWords.verdict(Spread([1, .nan]), than: Spread([3, 4])).hasPrefix("not comparable"))
  }

  @Test func numbersInWords() {
    #expect(
      [0, 0.012345, 1.2345, 12.345, 1234.5].map(StudyWords.number) == [
        "0", "0.0123", "1.23", "12.3", "1234",
      ])
    #expect(StudyWords.number(.nan) == "nan")
    #expect(StudyWords.spread(Spread([1, 3])) == "2.00 (1.00 to 3.00)")
    #expect(StudyWords.spread(Spread([1])) == "1.00")
    #expect(StudyWords.list(["a", "b", "c"]) == "a, b and c" && StudyWords.list(["a"]) == "a")
  }
}
