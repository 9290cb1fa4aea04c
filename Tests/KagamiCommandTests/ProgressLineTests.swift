import Testing

@testable import KagamiCommand

@Suite struct ProgressLineTests {
  private let line = ProgressLine(
    step: 1407, total: 5628, rate: 2970.4, left: 754,
    latest: MetricsRecord(
      step: 1400, epoch: 2, lossG: 1.5142, lossD: 0.2991, realScore: 0.7294, fakeScore: 0.2211,
      imagesPerSecond: 2970))

  @Test func aWideTerminalGetsFullWords() {
    #expect(
      line.text(columns: 140) == "██████░░░░░░░░░░░░░░░░░░ 1407/5628  2970 images/s  12:34 left  "
        + "lossG 1.514  lossD 0.299  D(x) 0.729  D(G(z)) 0.221")
  }

  @Test func eightyColumnsHoldAllFigures() {
    let text = line.text(columns: 79)
    #expect(text.count <= 79)
    #expect(
      text.hasSuffix("1407/5628  2970 img/s  12:34  G 1.514 D 0.299 D(x) 0.729 D(G(z)) 0.221"))
    #expect(text.hasPrefix("██░░░░░░ "))
  }

  @Test(arguments: 1...160) func noLineIsTooLong(columns: Int) {
    #expect(line.text(columns: columns).count <= columns)
  }

  @Test func narrowTerminalsGetWholeNumbers() {
    #expect(line.text(columns: 39) == "█░░░░ 1407/5628  12:34  G 1.514 D 0.299")
    #expect(line.text(columns: 12) == "1407/5628")
    #expect(line.text(columns: 5) == "")
  }

  @Test func otherLocalesGetASCII() {
    var plain = line
    plain.isUnicode = false
    let text = plain.text(columns: 140)
    #expect(text.utf8.count == text.count)
    #expect(text.hasPrefix("######------------------ 1407/5628"))
    #expect(!ProgressReporter.isUnicode(["LC_ALL": "C", "LANG": "de_DE.UTF-8"]))
    #expect(ProgressReporter.isUnicode(["LANG": "C.UTF-8"]))
    #expect(!ProgressReporter.isLive(isTerminal: true, ["TERM": "dumb"]))
  }

  @Test func beforeTheFirstRecordThereAreNoLosses() {
    let start = ProgressLine(step: 0, total: 10, rate: 0, left: 0, latest: nil)
    #expect(
      start.text(columns: 60) == String(repeating: "░", count: 24) + " 0/10  0 images/s  0:00 left")
  }
}
