import Kagami
import Testing

/// Elements keep their places however the memory that is copied lies, in extents that fill tiles and vectors and those
/// that do not.
@Suite struct CopyTests {
  private static let shape: Shape = [5, 37, 3, 34]
  private static let types: [DType] = [.float32, .float64, .int64, .int16, .bool]

  private static func numbers(_ dtype: DType) -> Tensor {
    let count = shape.elementCount
    return Tensor((0..<count).map { $0 * 7919 % 30011 }, shape: shape).to(dtype)
  }

  /// The element of a row-major list at some places.
  private static func element(_ list: [Double], _ places: [Int]) -> Double {
    list[zip(places, shape).reduce(0) { $0 * $1.1 + $1.0 }]
  }

  @Test(arguments: types) func axesExchanged(_ dtype: DType) {
    let x = Self.numbers(dtype)
    let list = x.array(of: Double.self)
    for order in [[0, 1, 3, 2], [0, 3, 1, 2], [3, 2, 1, 0], [1, 0, 2, 3], [2, 3, 0, 1]] {
      let copy = x.permute(order).array(of: Double.self)
      let extents = order.map { Self.shape[$0] }
      var places = [Int](repeating: 0, count: 4)
      var expected: [Double] = []
      for a in 0..<extents[0] {
        for b in 0..<extents[1] {
          for c in 0..<extents[2] {
            for d in 0..<extents[3] {
              for (axis, place) in zip(order, [a, b, c, d]) { places[axis] = place }
              expected.append(Self.element(list, places))
            }
          }
        }
      }
      #expect(copy == expected, "\(order) of \(dtype)")
    }
  }

  @Test(arguments: types) func reversed(_ dtype: DType) {
    let x = Self.numbers(dtype)
    let list = x.array(of: Double.self)
    #expect(x.flip().array(of: Double.self) == list.reversed())
    let rows = x.reshape([-1, 34]).flip(axis: 1).array(of: Double.self)
    #expect(rows.indices.allSatisfy { rows[$0] == list[$0 / 34 * 34 + 33 - $0 % 34] })
    var target = Tensor.zeros(Self.shape, dtype: dtype)
    target[.reversed, .reversed, .reversed, .reversed] = x
    #expect(target.array(of: Double.self) == list.reversed())
  }

  @Test(arguments: types) func repeated(_ dtype: DType) {
    let x = Self.numbers(dtype)
    let list = x.array(of: Double.self)
    for times in [1, 2, 3, 4, 5, 8, 40] {
      let found = x.repeatInterleave(times).array(of: Double.self)
      #expect(found.count == list.count * times)
      #expect(found.indices.allSatisfy { found[$0] == list[$0 / times] }, "\(times) times")
    }
  }

  @Test func gradientsOfReversedViewsAreViews() {
    let x = Tensor.arange(6, dtype: .float32).reshape([2, 3])
    var leaf = x
    leaf.requiresGrad = true
    (leaf.flip() * x).sum().backward()
    #expect(leaf.grad?.array() == [5, 4, 3, 2, 1, 0])
  }

  /// Lines side by side, more and fewer than are taken at once.
  @Test(arguments: [DType.float32, .float64]) func runningTotals(_ dtype: DType) {
    for lines in [1, 15, 16, 35] {
      let numbers = (0..<20 * lines).map { Double($0 * 31 % 17) - 8 }
      let x = Tensor(numbers, shape: [20, lines], dtype: dtype)
      let sums = x.cumSum(axis: 0).array(of: Double.self)
      let across = x.transpose().cumSum(axis: 1).transpose().array(of: Double.self)
      #expect(sums == across)
      for line in 0..<lines {
        var total = 0.0
        for place in 0..<20 {
          total += numbers[place * lines + line]
          #expect(sums[place * lines + line] == total)
        }
      }
    }
  }
}
