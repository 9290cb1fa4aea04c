import Kagami
import TestSupport
import Testing

/// Floats of 16 bits, beside Swift's own.
@Suite struct Float16Tests {
  /// All 65,536 of them, and back.
  @Test(arguments: [Device.cpu, .reference]) func everyNumber(_ device: Device) {
    let numbers = (0...UInt16.max).map { Float16(bitPattern: $0) }
    let x = Tensor(numbers, device: device)
    #expect(x.dtype == .float16)
    let wide = x.to(.float32)
    for (number, found) in zip(numbers, wide.array(of: Float.self))
    where !(number.isNaN && found.isNaN) {
      #expect(found.bitPattern == Float(number).bitPattern)
    }
    for (number, found) in zip(numbers, wide.to(.float16).array(of: Float16.self))
    where !(number.isNaN && found.isNaN) {
      #expect(found.bitPattern == number.bitPattern)
    }
  }

  /// Between and beyond them: halfway, a bit to either side, and where they end.
  @Test func nearestToEven() {
    var floats: [Float] = [
      65504, 65519, 65520, 65536, 1e30, .infinity, 0x1p-24, 0x1p-25, 0x1.8p-24,
    ]
    for bits in stride(from: UInt16(1), to: 0x7C00, by: 37) {
      let (low, high) = (Float(Float16(bitPattern: bits)), Float(Float16(bitPattern: bits + 1)))
      let middle = low + (high.isInfinite ? 16 : (high - low) / 2)
      floats += [middle, middle.nextUp, middle.nextDown]
    }
    floats += floats.map { -$0 }
    let found = Tensor(floats).to(.float16).array(of: Float16.self)
    for (float, half) in zip(floats, found) {
      #expect(half.bitPattern == Float16(float).bitPattern)
    }
  }

  @Test func theyPrintPromoteAndKeepTheirRange() {
    let x = Tensor([1.5, -2], dtype: .float16)
    #expect("\(x)" == "tensor([ 1.5000, -2.0000], dtype: float16)")
    #expect((x + Tensor([1, 2])).dtype == .float16)
    #expect((x * Tensor([1.0, 2], dtype: .bfloat16)).dtype == .float32)
    #expect((x * 40000).array(of: Float.self) == [60000, -.infinity])
  }

  /// The sum is formed in `float32`: in 16 bits it would stand still at 2048.
  @Test(arguments: [DType.float16, .bfloat16]) func sumsAreFormedInFloats(_ dtype: DType) {
    let x = Tensor.ones([4096], dtype: dtype)
    #expect(x.sum().item() == 4096)
    #expect(x.reshape([1, 4096]).matmul(x.reshape([4096, 1])).item() == 4096)
    #expect(x.softmax(axis: 0).sum().item() == 1)
  }

  /// What repeats along an axis is made wide once.
  @Test(arguments: [DType.float16, .bfloat16]) func theyBroadcast(_ dtype: DType) {
    let x = Tensor([1, 2, 3], dtype: dtype)
    let y = Tensor([10, 20], dtype: dtype).unsqueeze(axis: 1)
    #expect((x + y).array(of: Int.self) == [11, 12, 13, 21, 22, 23])
    #expect(
      (x.expand([2, 3]) .> 1).array(of: Bool.self) == [false, true, true, false, true, true])
    #expect((y.expand([2, 3]) * x).argmax(axis: 1).array(of: Int.self) == [2, 2])
  }
}
