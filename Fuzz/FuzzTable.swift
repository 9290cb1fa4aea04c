import Kagami
import KagamiCases

/// What `Scripts/fuzz` draws from, as JSON.
struct FuzzTable: Encodable {
  struct Parameter: Encodable {
    let name, kind: String
  }

  struct Form: Encodable {
    let name: String
    let inputs: [String]
    let parameters: [Parameter]
    let torch: String
    let isInPlace: Bool
  }

  let forms: [Form]
  let modules: [ModuleForm.Row]

  static var all: FuzzTable {
    FuzzTable(
      forms: FuzzForm.all.map { form in
        Form(
          name: form.name, inputs: form.inputs.map(\.rawValue),
          parameters: form.parameters.map { Parameter(name: $0.name, kind: $0.kind.rawValue) },
          torch: form.torch, isInPlace: form.isInPlace)
      }, modules: ModuleForm.all.map(\.row))
  }
}
