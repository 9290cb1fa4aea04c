extension LineChart {
  /// How a line is broken.
  public enum Dash: CaseIterable, Sendable {
    /// Not at all.
    case solid
    /// Into short lines.
    case dashed
    /// Into dots.
    case dotted
    /// Into lines and dots in turns.
    case dashDotted
    /// Into long lines.
    case longDashed

    static func cycled(_ index: Int) -> Dash { allCases[index % allCases.count] }

    /// Lengths of lines and gaps in turns, in pixels; nil for none.
    var lengths: String? {
      switch self {
      case .solid: nil
      case .dashed: "7 6"
      case .dotted: "0.5 5.5"
      case .dashDotted: "9 5.5 0.5 5.5"
      case .longDashed: "16 6"
      }
    }
  }
}
