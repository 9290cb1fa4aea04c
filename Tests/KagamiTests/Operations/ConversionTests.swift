import Testing

@testable import Kagami

/// Every pair of types is converted as one number after another is, whatever the layout and the length.
@Suite struct ConversionTests {
  @Test(arguments: DType.allCases, DType.allCases) func everyPair(_ from: DType, _ to: DType) {
    let numbers = (0..<1300).map { Double($0 % 300) * 1.5 - 100 }
    let x = Tensor(numbers, shape: [26, 50], dtype: .float64).to(from)
    for view in [x, x.transpose(), x[.all, stride(from: 0, to: 50, by: 3)]] {
      let found = view.to(to)
      let expected = view.to(.reference).to(to)
      #expect(found.array(of: Double.self) == expected.array(of: Double.self))
    }
  }

  @Test(arguments: [DType.int64, .int32, .uint8, .bool]) func wholeNumbersAsTheReference(
    _ dtype: DType
  ) {
    let x = Tensor((0..<60).map { $0 * 7 % 23 - 5 }, shape: [6, 10]).to(dtype)
    let y = Tensor((0..<60).map { $0 * 5 % 19 - 4 }, shape: [10, 6]).to(dtype).transpose()
    let (a, b) = (x.to(.reference), y.to(.reference))
    func agree(_ found: Tensor, _ expected: Tensor) {
      #expect(found.array(of: Int.self) == expected.array(of: Int.self))
    }
    if dtype != .bool {
      agree(x + y, a + b)
      agree(x - y, a - b)
      agree(x * y, a * b)
    }
    agree(x.maximum(y), a.maximum(b))
    agree(x.minimum(y), a.minimum(b))
    agree(x .&& y, a .&& b)
    agree(x .|| y, a .|| b)
    agree(x .< y, a .< b)
    agree(x .>= y, a .>= b)
    agree(x .== y, a .== b)
    agree(Tensor.where(x .> y, x, y), Tensor.where(a .> b, a, b))
    for axes in [[0], [1], [0, 1]] {
      agree(x.sum(axes: axes), a.sum(axes: axes))
      agree(y.sum(axes: axes), b.sum(axes: axes))
      // Every third column: rows are added whose elements are apart.
      let (apart, others) = (
        x[.all, stride(from: 0, to: 10, by: 3)], a[.all, stride(from: 0, to: 10, by: 3)]
      )
      agree(apart.sum(axes: axes), others.sum(axes: axes))
    }
  }
}
