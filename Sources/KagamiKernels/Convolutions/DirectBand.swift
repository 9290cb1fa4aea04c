internal import CKernels

/// How a band of rows of a convolution's source planes lies in memory, with zeros around the planes and each residue of
/// rows and columns by the step for itself: so that each element of the window is at a fixed distance from its
/// position.
///
/// Bands are bounded by the second-level cache; their borders depend on the shape alone.
struct DirectBand: Sendable {
  /// Floats of a band with its zeros: 256 KiB.
  private static let mostElements = 1 << 16
  /// Places of a band below which vectors would be half empty.
  private static let fewestPlaces = 48
  /// What may be read behind a band: a panel's width.
  private static let slack = 64

  let rows, columns: DirectAxis
  /// Planes of a group, and their extents.
  let planes: Int
  let extents: (rows: Int, columns: Int)
  /// Rows of places in a band, and elements of a row.
  let height, width: Int

  /// Nil where bands would be so flat, or rows so short, that another way is faster.
  init?(
    rows: DirectAxis, columns: DirectAxis, planes: Int, extents: (rows: Int, columns: Int)
  ) {
    (self.rows, self.columns, self.planes, self.extents) = (rows, columns, planes, extents)
    width = columns.places + columns.reach
    // Elements that each row of places adds to a band.
    let line = planes * rows.residues * columns.residues * width
    let fitting = Self.mostElements / max(line, 1) - rows.reach
    guard fitting >= max(1, min(rows.places, 4 + rows.reach)) else { return nil }
    let bands = (rows.places + fitting - 1) / fitting
    height = (rows.places + bands - 1) / max(bands, 1)
    // Rows of phases end with places that are none.
    let shortest = columns.phases.map(\.count).min() ?? 0
    guard shortest * 10 >= width * 7, height * shortest >= Self.fewestPlaces else { return nil }
  }

  /// Bands of a plane.
  var count: Int { (rows.places + height - 1) / height }

  /// The rows of places of a band.
  func places(_ band: Int) -> Range<Int> {
    band * height..<min(rows.places, (band + 1) * height)
  }

  /// Elements of one residue of a plane.
  private var size: Int { (height + rows.reach) * width }

  /// Elements of a band, and what may be read behind it.
  var capacity: Int { planes * rows.residues * columns.residues * size + Self.slack }

  /// The distance between sums of neighbouring targets: whole vectors, and not a multiple of a page's floats.
  var leading: Int { (height * width + 15) / 16 * 16 + 16 }

  /// Copies a band's rows of planes, `distance` elements apart, with zeros around them and behind.
  func read(
    _ source: UnsafePointer<Float>, distance: Int, from place: Int,
    into band: UnsafeMutablePointer<Float>
  ) {
    var to = band
    for plane in 0..<planes {
      for a in 0..<rows.residues {
        for b in 0..<columns.residues {
          var lattice = kg_lattice(
            rows: kg_lattice_axis(
              extent: extents.rows, first: rows.first + place * rows.residues + a,
              step: rows.residues, count: height + rows.reach),
            columns: kg_lattice_axis(
              extent: extents.columns, first: columns.first + b, step: columns.residues,
              count: width))
          kg_read_lattice_f32(&lattice, source + plane * distance, to)
          to += size
        }
      }
    }
    // Numbers, since they are multiplied, by zeros.
    to.update(repeating: 0, count: Self.slack)
  }

  /// How far each term of a phase lies from a target's place: planes outside, then the window's elements.
  func distances(_ row: DirectAxis.Phase, _ column: DirectAxis.Phase) -> [Int32] {
    (0..<planes).flatMap { plane in
      row.taps.flatMap { i in
        column.taps.map { j in
          let residue = (plane * rows.residues + i.residue) * columns.residues + j.residue
          return Int32(residue * size + i.shift * width + j.shift)
        }
      }
    }
  }
}
