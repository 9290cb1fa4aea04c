import TestSupport
import Testing

@testable import Kagami

/// Sorting of every type, at lengths at which it goes other ways.
@Suite struct SortTests {
  /// 1 to 48 elements are inserted; more are sorted by digits.
  static let lengths = [1, 2, 47, 48, 49, 300, 5000]

  @Test(arguments: DType.allCases, lengths) func everyTypeAsTheReference(
    _ dtype: DType, _ length: Int
  ) {
    let numbers = (0..<2 * length).map { i -> Double in
      let mixed = Double((i &* 2_654_435_761) % 1009 - 500)
      return dtype.isFloatingPoint ? mixed / 7 : mixed
    }
    let x = Tensor(numbers, shape: [2, length], dtype: .float64).to(dtype)
    for isDescending in [false, true] {
      let (values, indices) = x.sort(isDescending: isDescending)
      let (expected, places) = x.to(.reference).sort(isDescending: isDescending)
      #expect(values.dtype == dtype && indices.dtype == .int64)
      #expect(values.array(of: Double.self) == expected.array(of: Double.self))
      #expect(indices.array(of: Int.self) == places.array(of: Int.self))
      for k in [1, length / 20, length / 2, length] {
        let (top, where_) = x.topK(k, isLargest: isDescending)
        #expect(top.array(of: Double.self) == values[.all, 0..<k].array(of: Double.self))
        #expect(where_.array(of: Int.self) == indices[.all, 0..<k].array(of: Int.self))
      }
    }
  }

  /// All orders of magnitude, so that every digit of a key matters.
  @Test(arguments: [DType.float32, .float64, .int64]) func everyDigit(_ dtype: DType) {
    let numbers = (0..<400).map { i -> Double in
      let magnitude = dtype == .int64 ? 0x1p62 : 1e37
      return (i % 2 == 0 ? 1 : -1) * magnitude / (1 + Double((i * 7919) % 401) * 0x1p50)
    }
    let x = Tensor(numbers, dtype: .float64).to(dtype)
    let sorted = x.sort().values.array(of: Double.self)
    #expect(sorted == x.array(of: Double.self).sorted())
  }

  @Test(arguments: [Device.cpu, .reference, SealedDevice.device])
  func equalOnesStayAndNaNIsLargest(_ device: Device) {
    let x = Tensor([2, .nan, -0.0, 1, 0, .infinity, 1, .nan, -.infinity], device: device)
    let (up, places) = x.sort()
    #expect(places.array(of: Int.self) == [8, 2, 4, 3, 6, 0, 5, 1, 7])
    #expect(up.array(of: Float.self)[7].isNaN)
    #expect(x.argsort(isDescending: true).array(of: Int.self) == [1, 7, 5, 0, 3, 6, 2, 4, 8])
    #expect(x.topK(3).indices.array(of: Int.self) == [1, 7, 5])
    // The bits stay: a zero keeps its sign.
    #expect(up.array(of: Float.self)[1].sign == .minus)
  }

  @Test func alongEveryAxisAndOfViews() {
    let x = Tensor(Array(0..<24).map { ($0 * 7) % 24 }, shape: [2, 3, 4])
    for axis in 0..<3 {
      let sorted = x.sort(axis: axis).values
      #expect(
        sorted.array(of: Int.self) == x.to(.reference).sort(axis: axis).values.array(of: Int.self))
      let turned = x.transpose(axis, -1).flip(axis: -1).sort(axis: -1).values
      #expect(turned.transpose(axis, -1).array(of: Int.self) == sorted.array(of: Int.self))
    }
  }

  @Test func gradientsGoBackToThePlaces() {
    let x = Tensor([3, 1, 2], dtype: .float64, requiresGrad: true)
    let (values, indices) = x.sort()
    #expect(!indices.requiresGrad)
    (values * Tensor([1, 10, 100], dtype: .float64)).sum().backward()
    #expect(x.grad?.array(of: Double.self) == [100, 1, 10])
  }

  @Test func edges() {
    #expect(Tensor(5).sort().values.array(of: Int.self) == [5])
    #expect(Tensor.zeros([0, 3]).sort(axis: 0).values.shape == [0, 3])
    #expect(Tensor.zeros([2, 0]).topK(0).values.shape == [2, 0])
    #expect(Tensor([1, 2]).topK(0).values.shape == [0])
  }

  @Test func moreThanThereAreIsMisuse() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2]).topK(3)
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("topK: axis -1 of [2] does not have 3 elements"))
  }
}
