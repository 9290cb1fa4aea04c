import TestSupport
import Testing

@testable import Kagami

/// What kind of number each element is, and its neighbour.
@Suite struct NumberKindsTests {
  @Test(arguments: [DType.float16, .bfloat16, .float32, .float64], [Device.cpu, .reference])
  func ofFractions(_ dtype: DType, _ device: Device) {
    let x = Tensor([1, -0.0, .infinity, -.infinity, .nan, -2], dtype: .float64, device: device)
      .to(dtype)
    #expect(x.isNaN().array(of: Bool.self) == [false, false, false, false, true, false])
    #expect(x.isInfinite().array(of: Bool.self) == [false, false, true, true, false, false])
    #expect(x.isFinite().array(of: Bool.self) == [true, true, false, false, false, true])
    #expect(x.signBit()[0..<4].array(of: Bool.self) == [false, true, false, true])
    #expect(!x.allFinite && x[0..<2].allFinite)
  }

  @Test func ofIntegersAndTruthValues() {
    for x in [Tensor([1, -2]), Tensor([1, -2]).to(.int8), Tensor([true, false])] {
      #expect(x.isFinite().array(of: Bool.self) == [true, true])
      #expect(x.isInfinite().array(of: Bool.self) == [false, false])
      #expect(x.isNaN().array(of: Bool.self) == [false, false])
    }
    #expect(Tensor([1, -2]).signBit().array(of: Bool.self) == [false, true])
    #expect(Tensor([3, 0]).logicalXor(Tensor([0.0, 0])).array(of: Bool.self) == [true, false])
  }

  @Test(arguments: [Device.cpu, .reference]) func neighbours(_ device: Device) {
    let a: [Float] = [1, 1, 0, -0.0, 1, .infinity, 0x1p-149, -1, .nan]
    let b: [Float] = [2, 0, 1, -1, 1, 0, 0, -2, 1]
    let found = Tensor(a, device: device).nextAfter(Tensor(b, device: device)).array(of: Float.self)
    let expected: [Float] = [
      Float(1).nextUp, Float(1).nextDown, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1,
      .greatestFiniteMagnitude, 0, Float(-1).nextDown,
    ]
    #expect(Array(found.prefix(8)) == expected)
    #expect(found[8].isNaN)
    let wide = Tensor([1.0], dtype: .float64, device: device)
    #expect(wide.nextAfter(wide * 2).item() == Double(1).nextUp)
  }

  @Test func signsOfZeroAreCopied() {
    let x = Tensor([1.0, -1, 2]).copySign(Tensor([-0.0, 0, -3]))
    #expect(x.array(of: Double.self) == [-1, 1, -2])
    #expect((+x).array(of: Double.self) == [-1, 1, -2])
  }
}
