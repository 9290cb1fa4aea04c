import Kagami
import Testing

/// Factors that do not meet are refused, with their shapes and types.
@Suite struct ProductMisuseTests {
  @Test(arguments: [
    "inner": "matmul: the inner extents of [2, 3] and [2, 3] differ",
    "bias": "linear: a bias of [3] does not fit a weight of [2, 3]",
    "type": "linear: the input is float32 on cpu, a parameter is float64 on cpu",
    "columns": "linear: an input of [2, 3] does not meet a weight of [3, 2]",
  ])
  func factorsThatDoNotMeet(_ kind: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      let x = Tensor.ones([2, 3])
      switch kind {
      case "inner": _ = x.matmul(x)
      case "bias": _ = x.linear(x, Tensor.ones([3]))
      case "type": _ = x.linear(Tensor.ones([2, 3], dtype: .float64))
      default: _ = x.linear(x.transpose())
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem))
  }
}
