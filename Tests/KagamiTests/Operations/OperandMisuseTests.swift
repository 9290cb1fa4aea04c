import Kagami
import Testing

/// Operands, axes and indices that do not fit are refused, with their shapes and types.
@Suite struct OperandMisuseTests {
  @Test(arguments: [
    "inner": "matmul: the inner extents of [2, 3] and [2, 3] differ",
    "bias": "linear: a bias of [3] does not fit a weight of [2, 3]",
    "type": "linear: the input is float32 on cpu, a parameter is float64 on cpu",
    "columns": "linear: an input of [2, 3] does not meet a weight of [3, 2]",
    "terms": "add: shapes [2, 3] and [4] do not broadcast",
    "target": "binaryCrossEntropy: a target of [3] does not fit an input of [2, 3]",
    "expand": "expand: a tensor of [2, 3] does not repeat to [4, 3]",
    "axes": "sum: axes [0, 0] name an axis of [2, 3] twice",
    "row": "indexSelect: index 2 is outside axis 0 of [2, 3]",
    "gather": "gather: index -1 is outside axis 1 of [2, 3]",
    "narrow": "narrow: 2 positions from 2 on leave axis 1 of [2, 3]",
    "position": "subscript: index 2 is outside axis 0 of [2, 3]",
  ])
  func whatDoesNotFitIsNamed(_ kind: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      let x = Tensor.ones([2, 3])
      switch kind {
      case "inner": _ = x.matmul(x)
      case "bias": _ = x.linear(x, Tensor.ones([3]))
      case "type": _ = x.linear(Tensor.ones([2, 3], dtype: .float64))
      case "columns": _ = x.linear(x.transpose())
      case "terms": _ = x + Tensor.ones([4])
      case "target": _ = x.binaryCrossEntropy(Tensor.ones([3]))
      case "expand": _ = x.expand([4, 3])
      case "axes": _ = x.sum(axes: [0, 0])
      case "row": _ = x.indexSelect(axis: 0, Tensor([2] as [Int64]))
      case "gather": _ = x.gather(axis: 1, Tensor([-1] as [Int64]).reshape([1, 1]))
      case "narrow": _ = x.narrow(axis: 1, start: 2, length: 2)
      default: _ = x[2] as Tensor
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem))
  }
}
