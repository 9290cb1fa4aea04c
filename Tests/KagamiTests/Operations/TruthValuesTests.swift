import Kagami
import Testing

/// What has no meaning for truth values, and what has.
@Suite struct TruthValuesTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func thereIsNoDifference() async {
    let tensors = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var truth = Tensor([true, false])
      truth -= Tensor([true, true])
    }
    #expect(message(tensors).contains("truth values have no difference: bool − bool"))
    let number = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([1.0, 2]) - true }
    #expect(message(number).contains("truth values have no difference: float32 − bool"))
  }

  @Test func thereAreNoActivationsPowersAndProducts() async {
    let relu = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([true, false]).relu() }
    #expect(message(relu).contains("relu: truth values of [2] are no numbers"))
    #expect(message(relu).contains("to(.int64)"))
    let magnitude = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([true]).abs() }
    #expect(message(magnitude).contains("abs: truth values of [1] are no numbers"))
    let power = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([true]).pow(Tensor([true])) }
    #expect(message(power).contains("power: truth values of [1] are no numbers"))
    let product = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([true]).matmul(Tensor([true])) }
    #expect(message(product).contains("matmul: truth values of [1] and [1] are no numbers"))
    let linear = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([true]).linear(Tensor([true])) }
    #expect(message(linear).contains("linear: truth values of [1] are no numbers"))
  }

  @Test func besideNumbersTheyCountAsZeroAndOne() {
    let truth = Tensor([true, false, true])
    #expect((truth + truth).array(of: Bool.self) == [true, false, true])
    #expect((truth + 1).array(of: Int.self) == [2, 1, 2])
    #expect(truth.sum().item() == 2)
    #expect(truth.mean().dtype == .float32)
    #expect(truth.to(.float32).matmul(Tensor([1.0, 2, 3])).item() == 4)
    #expect(Tensor([2.0, 3, 4]).pow(truth).array() == [2, 1, 4])
  }
}
