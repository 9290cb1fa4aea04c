import TestSupport
import Testing

@testable import Kagami

/// Functions of bits, on either device, of every type that has them.
@Suite struct BitwiseOperationsTests {
  static let integers: [DType] = [.uint8, .int8, .int16, .int32, .int64]

  @Test(arguments: integers, [Device.cpu, .reference, SealedDevice.device])
  func integersAreSwifts(_ dtype: DType, _ device: Device) {
    let (a, b) = ([0, 1, 5, 100, 127, -1, -128, 77], [3, 1, 12, 27, -1, 1, 7, -6])
    let x = Tensor(a, device: device).to(dtype)
    let y = Tensor(b, device: device).to(dtype)
    let (left, right) = (x.array(of: Int.self), y.array(of: Int.self))
    func wrapped(_ numbers: [Int]) -> [Int] { Tensor(numbers).to(dtype).array(of: Int.self) }
    #expect((x & y).array(of: Int.self) == zip(left, right).map { $0 & $1 })
    #expect((x | y).array(of: Int.self) == zip(left, right).map { $0 | $1 })
    #expect((x ^ y).array(of: Int.self) == wrapped(zip(left, right).map { $0 ^ $1 }))
    #expect((~x).array(of: Int.self) == wrapped(left.map { ~$0 }))
    #expect((x << 3).array(of: Int.self) == wrapped(left.map { $0 << 3 }))
    #expect((x >> 2).array(of: Int.self) == left.map { $0 >> 2 })
    #expect((x & y).dtype == dtype)
  }

  @Test(arguments: integers, [Device.cpu, .reference])
  func shiftsByTooMuchLeaveTheSign(_ dtype: DType, _ device: Device) {
    let width = dtype.byteCount * 8
    let x = Tensor([5, -5], device: device).to(dtype)
    let isSigned = dtype != .uint8
    for bits in [width, -1] where isSigned || bits > 0 {
      let by = Tensor([bits, bits], device: device).to(dtype)
      #expect((x << by).array(of: Int.self) == [0, 0])
      #expect((x >> by).array(of: Int.self) == [0, isSigned ? -1 : 0])
    }
  }

  @Test(arguments: [Device.cpu, .reference]) func truthValues(_ device: Device) {
    let x = Tensor([false, false, true, true], device: device)
    let y = Tensor([false, true, false, true], device: device)
    #expect((x & y).array(of: Bool.self) == [false, false, false, true])
    #expect((x | y).array(of: Bool.self) == [false, true, true, true])
    #expect((x ^ y).array(of: Bool.self) == [false, true, true, false])
    #expect(x.logicalXor(y).array(of: Bool.self) == [false, true, true, false])
    #expect((~x).array(of: Bool.self) == [true, true, false, false])
    #expect((x & Tensor([1, 2, 3, 4], device: device)).dtype == .int64)
  }

  @Test func theyBroadcastAndTakeStrides() {
    let x = Tensor(Array(0..<12), shape: [3, 4]).transpose()
    let rows = Tensor([1, 2, 4])
    #expect((x & rows).array(of: Int.self) == [0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 2, 0])
    #expect((Tensor.zeros([0, 3], dtype: .int32) | Tensor([1, 2, 3]).to(.int32)).shape == [0, 3])
  }

  @Test func fractionsAndShiftedTruthValuesAreMisuse() async {
    let fractions = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.5]) & Tensor([1])
    }
    let first = fractions.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(first.contains("bitwise and") && first.contains("float32"))
    let truth = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([true]) << Tensor([true])
    }
    let second = truth.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(second.contains("bitwise shiftLeft"))
  }
}
