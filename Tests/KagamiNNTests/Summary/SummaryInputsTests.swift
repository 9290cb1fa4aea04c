import Kagami
import KagamiNN
import Testing

/// Dry runs on given inputs: several, or of whole numbers.
@Suite struct SummaryInputsTests {
  @Test func indices() throws {
    let model = Sequential(Embedding(10, 4), Linear(4, 2))
    let summary = try model.summary(inputs: [Tensor([1, 2, 3] as [Int])])
    #expect(summary.rows.first?.outputShape == [3, 2])
    #expect(summary.inputBytes == 24)
  }

  @Test func severalInputs() throws {
    let summary = try Bilinear(4, 5, 3).summary(inputs: [.zeros([2, 4]), .zeros([2, 5])])
    #expect(summary.rows.first?.outputShape == [2, 3])
    #expect(summary.inputShape == [2, 4])
    #expect(summary.inputBytes == 72)
    #expect(throws: MisuseError.self) {
      try Bilinear(4, 5, 3).summary(inputs: [.zeros([2, 4]), .zeros([2, 4])])
    }
  }
}
