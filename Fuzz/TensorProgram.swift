import Kagami
import KagamiCases

/// Leaves, steps and what is differentiated at the end.
struct TensorProgram: Decodable, Sendable {
  struct Leaf: Decodable, Sendable {
    var value: TensorRecord
    /// Forms without inputs of their own by which the leaf comes to lie as it does.
    var layout: [Step]
    var requiresGrad: Bool

    func tensor() throws -> Tensor {
      var tensor = try value.tensor()
      for step in layout {
        var inputs = [tensor]
        tensor = try FormTable.form(step.form).apply(&inputs, FuzzArguments(step.arguments))
      }
      if requiresGrad { tensor.requiresGrad = true }
      return tensor
    }
  }

  struct Step: Decodable, Sendable {
    var form: String
    /// Places among the values: leaves first, then the results of steps.
    var inputs: [Int]
    var arguments: [String: [String]]
    var noGrad: Bool?
  }

  struct End: Decodable, Sendable {
    var mode: String
    var root: Int
    /// How the seed lies: row-major, transposed, or one number repeated.
    var seed: String
    /// A second value to differentiate, for the mode of two roots.
    var other: Int?
  }

  var leaves: [Leaf]
  var steps: [Step]
  var end: End?
}

/// The forms by name.
enum FormTable {
  static let forms = Dictionary(
    FuzzForm.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func form(_ name: String) throws -> FuzzForm {
    guard let form = forms[name] else { throw UnknownForm(name: name) }
    return form
  }

  struct UnknownForm: Error { let name: String }
}
