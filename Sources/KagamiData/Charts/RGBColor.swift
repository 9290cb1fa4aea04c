/// A colour of three bytes.
public struct RGBColor: Equatable, Sendable {
  /// Red, 0 to 255.
  public var red: UInt8
  /// Green, 0 to 255.
  public var green: UInt8
  /// Blue, 0 to 255.
  public var blue: UInt8

  /// Joins the three parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour of a hexadecimal triple, `0xRRGGBB`.
  init(_ hexadecimal: UInt32) {
    red = UInt8(truncatingIfNeeded: hexadecimal >> 16)
    green = UInt8(truncatingIfNeeded: hexadecimal >> 8)
    blue = UInt8(truncatingIfNeeded: hexadecimal)
  }

  static let paper = RGBColor(0xffffff)
  static let ink = RGBColor(0x222222)
  static let axis = RGBColor(0x666666)
  static let grid = RGBColor(0xe4e4e4)

  /// How many colours of series there are.
  static let seriesCount = series.count

  /// The colour of a series that names none: they begin anew after the last one.
  static func series(at index: Int) -> RGBColor { series[index % series.count] }

  /// Colours that stay apart for colour-blind readers too, in order of use.
  ///
  /// Source: Okabe and Ito, "Color Universal Design", without their yellow, too faint on white.
  private static let series: [RGBColor] = [
    RGBColor(0x0072b2), RGBColor(0xd55e00), RGBColor(0x009e73), RGBColor(0xcc79a7),
    RGBColor(0xe69f00), RGBColor(0x56b4e9), RGBColor(0x444444),
  ]
}
