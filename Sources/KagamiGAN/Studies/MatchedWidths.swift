/// Hidden layers in given proportions whose weights and biases come to a given number.
enum MatchedWidths {
  /// The weights and biases of linear layers between these extents.
  static func parameters(_ extents: [Int]) -> Int {
    zip(extents, extents.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + $1.1 }
  }

  /// The units of hidden layers.
  ///
  /// - Parameters:
  ///   - proportions: Units of each layer for one of the narrowest.
  ///   - input: The extent before the first.
  ///   - output: The extent after the last.
  ///   - parameters: The number to come near to.
  /// - Returns: The units whose number of parameters is nearest.
  static func hidden(_ proportions: [Int], from input: Int, to output: Int, parameters: Int)
    -> [Int]
  {
    func hidden(_ unit: Int) -> [Int] { proportions.map { $0 * unit } }
    func excess(_ unit: Int) -> Int {
      Self.parameters([input] + hidden(unit) + [output]) - parameters
    }
    var unit = 1
    while excess(unit) < 0 { unit += 1 }
    return hidden(unit > 1 && -excess(unit - 1) < excess(unit) ? unit - 1 : unit)
  }
}
