import Testing

@testable import KagamiKernels

/// Phases and taps of an axis are the convolution's definition: element i of the window at position p lies at
/// `p · stride − before + i · dilation`.
@Suite struct DirectAxisTests {
  static let axes: [(axis: WindowAxis, extent: Int)] = {
    var all: [(axis: WindowAxis, extent: Int)] = []
    for size in 1...4 {
      for stride in 1...3 {
        for dilation in 1...2 {
          for before in 0...2 {
            for extent in [1, 2, 5, 12] {
              all.append(
                (
                  WindowAxis(
                    size: size, stride: stride, dilation: dilation, before: before, after: 1),
                  extent
                ))
            }
          }
        }
      }
    }
    return all.filter { $0.axis.positions(over: $0.extent) > 0 }
  }()

  private func walk(_ axis: WindowAxis, _ extent: Int) -> WindowWalk {
    WindowWalk(
      WindowGeometry(rows: axis, columns: axis), over: (extent, extent),
      positions: (axis.positions(over: extent), axis.positions(over: extent)))
  }

  @Test(arguments: axes) func resultsAreSumsOverTheWindow(
    _ axis: WindowAxis, _ extent: Int
  ) {
    let direct = DirectAxis(resultsOf: walk(axis, extent).window.rows)
    #expect(direct.phases.count == 1 && direct.places == axis.positions(over: extent))
    for position in 0..<direct.places {
      #expect(direct.phases[0].taps.map(\.element) == Array(0..<axis.size))
      for tap in direct.phases[0].taps {
        let source = direct.first + tap.residue + (position + tap.shift) * direct.residues
        #expect(source == axis.place(of: tap.element, at: position))
        #expect(tap.residue < direct.residues && tap.shift <= direct.reach)
      }
    }
  }

  @Test(arguments: axes) func imagesAreSumsOverWhatTheyReached(
    _ axis: WindowAxis, _ extent: Int
  ) {
    let positions = axis.positions(over: extent)
    let direct = DirectAxis(imagesOf: walk(axis, extent).window.rows)
    var found: [[Int]: Int] = [:]
    var targets: [Int] = []
    for phase in direct.phases {
      for index in 0..<phase.count {
        let target = phase.first + index * direct.step
        targets.append(target)
        for tap in phase.taps {
          let position = direct.first + phase.start + index + tap.shift
          #expect(tap.shift >= 0 && tap.shift <= direct.reach)
          if (0..<positions).contains(position) {
            #expect(axis.place(of: tap.element, at: position) == target)
            found[[position, tap.element], default: 0] += 1
          }
        }
      }
      #expect(phase.start + phase.count <= direct.places)
    }
    #expect(targets.sorted() == Array(0..<extent))
    // Every element of every window that lies on the image, once.
    var expected: [[Int]: Int] = [:]
    for position in 0..<positions {
      for element in axis.elements(at: position, over: extent) {
        expected[[position, element]] = 1
      }
    }
    #expect(found == expected)
  }
}
