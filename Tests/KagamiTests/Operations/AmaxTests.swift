import Kagami
import TestSupport
import Testing

/// Where the largest and the smallest are, in every element type.
@Suite struct AmaxTests {
  @Test(
    arguments: [Device.cpu, .reference, SealedDevice.device],
    [DType.int8, .int16, .int32, .int64, .uint8, .bool, .float16, .bfloat16, .float32, .float64])
  func places(_ device: Device, _ dtype: DType) {
    let numbers: [Double] = [3, 1, 7, 0, 7, 2, 5, 5, 0, 1, 0, 4]
    let x = Tensor(numbers, shape: [3, 4]).to(dtype).to(device)
    let rows = x.to(.float64).to(.cpu)
    for axis in [0, 1] {
      let lines = axis == 1 ? rows : rows.transpose()
      for (found, isLargest) in [(x.argmax(axis: axis), true), (x.argmin(axis: axis), false)] {
        let expected = (0..<lines.shape[0]).map { line -> Int in
          let values = lines[line].array(of: Double.self)
          let wanted = isLargest ? values.max() : values.min()
          return values.firstIndex { $0 == wanted } ?? -1
        }
        #expect(found.array(of: Int.self) == expected)
      }
    }
  }

  /// Numbers that no float tells apart.
  @Test func largeIntegers() {
    let large = Int64(1) << 60
    #expect(Tensor([large, large + 1, large - 1] as [Int64]).argmax(axis: 0).item() == 1)
    #expect(Tensor([1 << 30, (1 << 30) + 1] as [Int32]).argmax(axis: 0).item() == 1)
  }
}
