import Kagami
import TestSupport
import Testing

/// Elements are printed as PyTorch prints them.
@Suite struct PrintedTensorTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name, dtype, text: String
    let shape: [Int]
    let values: [String]

    var testDescription: String { name }

    /// The tensor; large ones are counted up.
    func tensor() -> Tensor? {
      let dtypes: [DType] = [.float32, .float64, .int64, .uint8, .float16, .bfloat16]
      guard let dtype = dtypes.first(where: { "\($0)" == self.dtype }) else { return nil }
      let numbers = values.compactMap(Double.init)
      if numbers.count == shape.reduce(1, *) {
        return Tensor(numbers, shape: Shape(shape), dtype: .float64).to(dtype)
      }
      switch name {
      case "cut": return .arange(2000)
      case "cut matrix": return Tensor.arange(3000).to(.float32).reshape([60, 50])
      case "cut cube": return (Tensor.arange(8 * 9 * 15).to(.float32) / 16).reshape([8, 9, 15])
      case "cut, few rows": return Tensor.arange(4000).reshape([2, 2000]) - 5
      default: return nil
      }
    }
  }

  struct File: Decodable { let cases: [Case] }

  static let cases =
    (try? Goldens.load("printed_tensors", from: .module, as: File.self))?.cases ?? []

  @Test func goldensAreThere() { #expect(Self.cases.count == 28) }

  @Test(arguments: cases) func textsArePyTorchs(_ golden: Case) throws {
    let x = try #require(golden.tensor())
    let plain = golden.dtype == "float32" || golden.dtype == "int64"
    let suffix = plain ? "" : ", dtype: \(golden.dtype)"
    #expect("\(x)" == "tensor(\(golden.text)\(suffix))")
  }

  @Test func whatIsSaidOfATensorMayTakeALineOfItsOwn() {
    var x = Tensor.arange(10).to(.float64)
    x.requiresGrad = true
    #expect(
      "\(x)"
        == "tensor([0., 1., 2., 3., 4., 5., 6., 7., 8., 9.], dtype: float64,\n       requiresGrad: true)"
    )
    #expect("\(Tensor.zeros([0, 3]))" == "tensor([], shape: [0, 3])")
  }
}
