import Kagami
import Testing

/// A tensor without axes takes the axes 0 and −1 where PyTorch's does.
@Suite struct AxesOfNumbersTests {
  private let number = Tensor(5.0)

  @Test func zeroAndMinusOneNameNone() {
    for axis in [0, -1] {
      #expect(number.transpose(axis, 0).item() == 5)
      #expect(number.squeeze(axis: axis).shape == [])
      #expect(number.sum(axis: axis).item() == 5)
      #expect(number.argmax(axis: axis).item() == 0)
      #expect(number.indexSelect(axis: axis, Tensor([0])).shape == [])
    }
  }

  @Test func anIndexMayBeOneNumber() {
    let row = Tensor([1.0, 2, 3])
    let second = row.indexSelect(axis: 0, Tensor(1))
    #expect(second.shape == [1])
    #expect(second.array() == [2])
  }

  @Test func otherAxesAreMisuse() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor(5.0).squeeze(axis: 1) }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("squeeze: axis 1 is not among the 0 axes of []"))
  }
}
