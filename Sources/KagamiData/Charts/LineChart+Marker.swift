extension LineChart {
  /// What marks the points of a line.
  public enum Marker: CaseIterable, Sendable {
    /// A disc.
    case circle
    /// A square on its side.
    case square
    /// A triangle that points upwards.
    case triangle
    /// A square on its corner.
    case diamond
    /// Two crossing lines.
    case cross

    static func cycled(_ index: Int) -> Marker { allCases[index % allCases.count] }

    /// The marker around a point.
    func draw(_ center: SIMD2<Double>, _ paint: ChartPaint, _ style: ChartStyle) -> [SVG] {
      let (x, y) = (center.x, center.y)
      // A rim of the paper's colour parts the marker from lines behind it.
      func shape(_ path: String) -> SVG {
        SVG("path", ["d": path, "fill": paint, "stroke": style.paper])
      }
      switch self {
      case .circle:
        return [
          SVG("circle", ["cx": x, "cy": y, "r": 4.5, "fill": paint, "stroke": style.paper])
        ]
      case .square: return [shape("M\((x - 4).svg) \((y - 4).svg)h8v8h-8z")]
      case .triangle: return [shape("M\(x.svg) \((y - 5.5).svg)l5.5 9.5h-11z")]
      case .diamond: return [shape("M\(x.svg) \((y - 6).svg)l5.5 6l-5.5 6l-5.5 -6z")]
      case .cross:
        let arms = "M\((x - 4).svg) \((y - 4).svg)l8 8m0 -8l-8 8"
        return [SVG("path", ["d": arms, "fill": "none", "stroke": paint, "stroke-width": 2.4])]
      }
    }
  }
}
