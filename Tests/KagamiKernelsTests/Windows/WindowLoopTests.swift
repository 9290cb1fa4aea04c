import Testing

@testable import KagamiKernels

/// Unfolding and folding at every border, against the place of each element by itself.
@Suite struct WindowLoopTests {
  private struct Walk {
    var axes: [WindowAxis]
    var extents: [Int]
    var channels: Int

    var positions: [Int] { zip(axes, extents).map { $0.positions(over: $1) } }
    var pixels: Int { extents[0] * extents[1] }
    var depth: Int { channels * axes[0].size * axes[1].size }

    var walk: WindowWalk {
      WindowWalk(
        WindowGeometry(rows: axes[0], columns: axes[1]), over: (extents[0], extents[1]),
        positions: (positions[0], positions[1]))
    }

    /// Where an image has the element of a row of the unfolded matrix at a position; nil on padding.
    func place(row: Int, position: Int) -> Int? {
      let (rest, j) = row.quotientAndRemainder(dividingBy: axes[1].size)
      let (channel, i) = rest.quotientAndRemainder(dividingBy: axes[0].size)
      let y = axes[0].place(of: i, at: position / positions[1])
      let x = axes[1].place(of: j, at: position % positions[1])
      guard (0..<extents[0]).contains(y), (0..<extents[1]).contains(x) else { return nil }
      return channel * pixels + y * extents[1] + x
    }
  }

  /// Walks of every kind, among them those without a step or padding, whose rows are copied together.
  private static let walks: [Walk] = {
    var all: [Walk] = []
    let axes = WindowAxisTests.axes.filter { $0.0.positions(over: $0.extent) > 0 }
    for turn in 0..<400 {
      let (rows, columns) = (axes[turn * 7 % axes.count], axes[turn * 13 % axes.count])
      all.append(
        Walk(
          axes: [rows.0, columns.0], extents: [rows.extent, columns.extent], channels: 1 + turn % 2)
      )
    }
    for width in [3, 5, 9, 12, 17, 33] {
      for padding in 0...2 {
        let axis = WindowAxis(size: 3, before: padding, after: padding)
        all.append(Walk(axes: [axis, axis], extents: [7, width], channels: 2))
      }
    }
    return all
  }()

  @Test func unfoldsAndFolds() {
    for (turn, walk) in Self.walks.enumerated() {
      let total = walk.positions[0] * walk.positions[1]
      // All, all but a few, and a few; rows of the matrix side by side, and with gaps.
      let few = turn % total
      for range in [
        0..<total, 0..<max(1, total - 1 - turn % 3), few..<few + 1 + turn / 2 % (total - few),
      ] {
        check(walk, range, range.count + turn % 3, as: Float.self)
        check(walk, range, range.count + 1, as: Double.self)
      }
    }
  }

  private func check<T: KernelElement>(
    _ walk: Walk, _ range: Range<Int>, _ leading: Int, as _: T.Type
  ) {
    let image = (0..<walk.channels * walk.pixels).map { T($0 % 251 + 1) }
    var u = [T](repeating: -1, count: walk.depth * leading)
    T.unfold(
      walk.walk, channels: walk.channels, image, positions: range, into: &u, leading: leading)
    var matrix = u.indices.map { T($0 % 13) }
    var folded = [T](repeating: 2, count: image.count)
    var expected = folded
    var unfolded = [T](repeating: -1, count: u.count)
    for row in 0..<walk.depth {
      for column in 0..<range.count {
        let place = walk.place(row: row, position: range.lowerBound + column)
        unfolded[row * leading + column] = place.map { image[$0] } ?? 0
        if let place { expected[place] += matrix[row * leading + column] }
      }
    }
    #expect(u == unfolded, "\(walk) of \(range)")
    T.fold(
      walk.walk, channels: walk.channels, &matrix, leading: leading, positions: range, into: &folded
    )
    #expect(folded == expected, "\(walk) of \(range)")
  }
}
