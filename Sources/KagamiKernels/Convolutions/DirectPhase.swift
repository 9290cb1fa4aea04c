internal import CKernels

/// Targets of a convolution that stand a step apart and have the same terms.
struct DirectPhase: Sendable {
  /// Rows of places, and where those of a band's row begin and how many they are.
  let rows: Range<Int>
  let start, count: Int
  /// The target at the first place.
  let first: (row: Int, column: Int)
  /// Where a group's weight for the phase begins, and how many terms each target has.
  let weight, depth: Int
  /// Where the terms' distances begin among all phases'.
  let distances: Int

  /// The phases of a band, and their terms' distances; a group has `targets` planes of targets.
  static func all(_ band: DirectBand, targets: Int) -> (phases: [DirectPhase], distances: [Int32]) {
    var phases: [DirectPhase] = []
    var distances: [Int32] = []
    var weight = 0
    for row in band.rows.phases {
      for column in band.columns.phases {
        let terms = band.distances(row, column)
        phases.append(
          DirectPhase(
            rows: row.start..<row.start + row.count, start: column.start, count: column.count,
            first: (row.first, column.first), weight: weight, depth: terms.count,
            distances: distances.count))
        distances += terms
        weight += targets * terms.count
      }
    }
    return (phases, distances)
  }
}
