/// The ways in which each digit is written, as pen strokes about one unit high.
enum DigitShape {
  /// One way of writing `digit`, drawn at random from those that are usual.
  static func strokes(of digit: Int, _ random: inout SplitMix64) -> [PenStroke] {
    switch digit {
    case 0: zero(&random)
    case 1: one(&random)
    case 2: two(&random)
    case 3: three(&random)
    case 4: four(&random)
    case 5: five(&random)
    case 6: six(&random)
    case 7: seven(&random)
    case 8: eight(&random)
    default: nine(&random)
    }
  }
}
