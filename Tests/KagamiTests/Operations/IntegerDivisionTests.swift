import TestSupport
import Testing

@testable import Kagami

/// Whole quotients of integers, and what they leave.
@Suite struct IntegerDivisionTests {
  @Test(arguments: BitwiseOperationsTests.integers, [Device.cpu, .reference, SealedDevice.device])
  func allPairsOfSmallIntegers(_ dtype: DType, _ device: Device) {
    let isSigned = dtype != .uint8
    let range = isSigned ? Array(-9...9) : Array(0...18)
    let pairs = range.flatMap { a in range.filter { $0 != 0 }.map { (a, $0) } }
    let x = Tensor(pairs.map(\.0), device: device).to(dtype)
    let y = Tensor(pairs.map(\.1), device: device).to(dtype)
    func floor(_ a: Int, _ b: Int) -> Int { Int((Double(a) / Double(b)).rounded(.down)) }
    #expect(x.floorDivide(y).array(of: Int.self) == pairs.map { floor($0, $1) })
    #expect((x % y).array(of: Int.self) == pairs.map { $0 - floor($0, $1) * $1 })
    #expect(x.fmod(y).array(of: Int.self) == pairs.map { $0 % $1 })
    #expect((x % y).dtype == dtype && x.floorDivide(y).dtype == dtype)
  }

  /// The least integer has no opposite in its type.
  @Test(arguments: [DType.int8, .int16, .int32, .int64], [Device.cpu, .reference])
  func theLeastByMinusOneWraps(_ dtype: DType, _ device: Device) {
    let least = Tensor([dtype.integers.lowerBound], device: device).to(dtype)
    #expect(least.floorDivide(-1).array(of: Int64.self) == [dtype.integers.lowerBound])
    #expect((least % -1).array(of: Int64.self) == [0])
    #expect(least.fmod(-1).array(of: Int64.self) == [0])
  }

  @Test func numbersPromote() {
    let x = Tensor([7, -7])
    #expect((x % 3).array(of: Int.self) == [1, 2])
    #expect((x % 2.5).array(of: Float.self) == [2, 0.5])
    #expect((x % 2.5).dtype == .float32)
    #expect((20 % Tensor([7, -7])).array(of: Int.self) == [6, -1])
    #expect((Tensor([true, true]) % Tensor([1, 2])).array(of: Int.self) == [0, 1])
  }

  @Test func divisionOfIntegersByZeroIsMisuse() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([4, 5]) % Tensor([2, 0])
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("remainder: integers of int64 are divided by [2], which holds 0"))
  }
}
