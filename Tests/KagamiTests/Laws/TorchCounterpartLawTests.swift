import KagamiCases
import Testing

/// Every row of the table is run beside torch, or gives the reason why not.
@Suite struct TorchCounterpartLawTests {
  @Test("a row has a torch counterpart or a reason", arguments: OperationCase.all)
  func hasCounterpart(_ row: OperationCase) {
    switch row.torch {
    case .expression(let text)?: #expect(!text.isEmpty, "\(row.name)")
    case .form(let name)?:
      #expect(FuzzForm.all.contains { $0.name == name }, "\(row.name): no form named \(name)")
    case .none(let reason)?: #expect(!reason.isEmpty, "\(row.name)")
    case nil:
      Issue.record(
        "\(row.name): say how torch computes it (torch:), or why it is not run beside it")
    }
  }

  @Test("a form's name is used once and its torch expression is not empty")
  func formsAreDistinct() {
    let names = FuzzForm.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(FuzzForm.all.allSatisfy { !$0.torch.isEmpty })
  }
}
