import Testing

@testable import KagamiKernels

/// Positions and elements of windows, against counting them one by one.
@Suite struct WindowAxisTests {
  static let axes: [(WindowAxis, extent: Int)] = {
    var all: [(WindowAxis, Int)] = []
    for size in 1...4 {
      for stride in 1...3 {
        for dilation in 1...3 {
          for before in 0...3 {
            for after in [before, before + 1] {
              for extent in 1...8 {
                all.append(
                  (
                    WindowAxis(
                      size: size, stride: stride, dilation: dilation, before: before, after: after),
                    extent
                  ))
              }
            }
          }
        }
      }
    }
    return all
  }()

  @Test func positionsAreThoseThatFit() {
    for (axis, extent) in Self.axes {
      let padded = extent + axis.before + axis.after
      let fitting = (0..<20).filter { $0 * axis.stride + axis.span <= padded }.count
      #expect(axis.positions(over: extent) == fitting, "\(axis) over \(extent)")
    }
  }

  /// One more where a rest is left, unless it would begin behind the last element.
  @Test func roundingUpTakesTheRestAlong() {
    // With no more padding than pooling allows: every position that fits begins on the axis or before it.
    let allowed = Self.axes.filter {
      $0.0.before <= $0.0.size / 2 && $0.0.after == $0.0.before
    }
    for (axis, extent) in allowed {
      let padded = extent + axis.before + axis.after
      // A window begins where a stride from the last fitting one begins, if fewer than a stride are missing.
      let begun = (0..<20).filter {
        $0 * axis.stride + axis.span < padded + axis.stride
          && $0 * axis.stride < extent + axis.before
      }.count
      #expect(axis.positions(over: extent, roundingUp: true) == begun, "\(axis) over \(extent)")
    }
  }

  @Test func elementsAreThoseOnTheAxis() {
    for (axis, extent) in Self.axes {
      let found = (0..<6).map { Array(axis.elements(at: $0, over: extent)) }
      let expected = (0..<6).map { position in
        (0..<axis.size).filter { (0..<extent).contains(axis.place(of: $0, at: position)) }
      }
      #expect(found == expected, "\(axis) over \(extent)")
    }
  }
}
