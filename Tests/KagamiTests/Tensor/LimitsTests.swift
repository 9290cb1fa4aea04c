import Kagami
import Testing

/// What types hold, and what is made without numbers.
@Suite struct LimitsTests {
  @Test func ofTypes() {
    #expect(DType.int8.integerRange == -128...127 && DType.uint8.integerRange == 0...255)
    #expect(DType.int64.integerRange == .min ... .max)
    #expect(DType.bool.integerRange == nil && DType.float32.integerRange == nil)
    #expect(DType.float16.floatingPointLimits?.greatestFiniteMagnitude == 65504)
    #expect(DType.float32.floatingPointLimits?.epsilon == 0x1p-23)
    #expect(DType.bfloat16.floatingPointLimits?.leastNormalMagnitude == 0x1p-126)
    #expect(DType.float64.floatingPointLimits?.leastNonzeroMagnitude == 0x1p-1074)
    #expect(DType.int32.floatingPointLimits == nil)
    #expect(DType.allCases.filter { $0.kind == .signedInteger }.count == 4)
    #expect(DType.int8.canCast(to: .int16) && !DType.int8.canCast(to: .uint8))
    #expect(DType.int64.canCast(to: .float16) && !DType.float16.canCast(to: .bfloat16))
  }

  @Test func ofResults() {
    let (list, number) = (Tensor([1.0, 2], dtype: .float16), Tensor(2.0, dtype: .float64))
    #expect(Tensor.resultDType(of: list, number) == .float16)
    #expect(Tensor.resultDType(of: number, list) == .float16)
    #expect(Tensor.resultDType(of: number, list, Tensor([1])) == .float16)
    #expect(Tensor.resultDType(of: number) == .float64)
    #expect((list + number).dtype == .float16)
  }

  @Test func emptyFullAndIdentity() {
    #expect(Tensor.empty([2, 3], dtype: .int16).shape == [2, 3])
    #expect(Tensor.empty(like: Tensor.zeros([4], dtype: .float64)).dtype == .float64)
    #expect(Tensor.full(like: Tensor([1, 2]), 7).array(of: Int.self) == [7, 7])
    #expect(Tensor.eye(2, columns: 3, diagonal: 1).array(of: Int.self) == [0, 1, 0, 0, 0, 1])
    #expect(Tensor.eye(3, columns: 2, diagonal: -1).array(of: Int.self) == [0, 0, 1, 0, 0, 1])
    #expect(Tensor.eye(2, columns: 2, diagonal: 100).sum().item() == 0)
    #expect(Tensor.arange(0, 1, step: 0.25).array(of: Double.self) == [0, 0.25, 0.5, 0.75])
    #expect(Tensor.arange(1, -1, step: -0.5).count == 4)
    #expect(Tensor.arange(1, 8, step: 3).dtype == .int64)
  }
}
