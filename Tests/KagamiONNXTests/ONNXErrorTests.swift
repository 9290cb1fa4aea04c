import Kagami
import KagamiNN
import TestSupport
import Testing

@testable import KagamiONNX

/// What cannot be exported is named.
@Suite struct ONNXErrorTests {
  private final class ByHand: Module {
    override func forward(_ x: Tensor) -> Tensor {
      // The sum leaves the tensors and comes back as a constant.
      x * Tensor(x.sum().item())
    }
  }

  private final class Halving: Module {
    override func forward(_ x: Tensor) -> Tensor {
      x.shape[0].isMultiple(of: 2) ? x + 1 : x - 1
    }
  }

  private func error(
    _ model: Module, _ inputs: [Tensor], inputNames: [String]? = nil, batchAxis: Int? = 0
  ) -> ONNXError? {
    do throws(ONNXError) {
      _ = try ONNX.encode(
        model, inputs: inputs, inputNames: inputNames, batchAxis: batchAxis)
      return nil
    } catch {
      return error
    }
  }

  @Test func anOperationWithoutCounterpart() {
    let model = Sequential(Identity(), Unfold(2))
    #expect(
      error(model, [Tensor.randn([1, 3, 4, 4])])?.description
        == "ONNX: unfold in sequential.1 (Unfold) cannot be exported: there is no such operator")
  }

  @Test func aNumberThatLeftTheTensors() {
    let found = error(Sequential(ByHand()), [Tensor.randn([1, 3])])
    #expect(found == .untraceable(operation: "multiply", module: "sequential.0 (ByHand)"))
    #expect(error(ByHand(), [Tensor.randn([1, 3])], batchAxis: nil) != nil)
  }

  @Test func otherOperationsForOtherBatches() {
    let found = error(Halving(), [Tensor.randn([1, 3])])
    #expect(found == .batchDependent(operation: "add", module: "halving (Halving)"))
    #expect(error(Halving(), [Tensor.randn([1, 3])], batchAxis: nil) == nil)
  }

  @Test func misuseIsThrown() {
    guard case .misuse(let message)? = error(Linear(4, 2), [Tensor.randn([1, 3])]) else {
      Issue.record("nothing was thrown")
      return
    }
    #expect(message.contains("[2, 3]"))
  }

  @Test func examplesAndNames() {
    let x = Tensor.randn([2, 4])
    #expect(error(Linear(4, 2), [])?.description.contains("no inputs") == true)
    #expect(error(Linear(4, 2), [Tensor.zeros([0, 4])])?.description.contains("batch") == true)
    #expect(
      error(CosineSimilarity(), [x, Tensor.randn([3, 4])])?.description.contains("batch") == true)
    #expect(error(Linear(4, 2), [x], batchAxis: -1)?.description.contains("-1") == true)
    for names in [[], ["a", "b"], [""], ["weight"], ["output"]] {
      guard case .invalid? = error(Linear(4, 2), [x], inputNames: names) else {
        Issue.record("\(names) were taken")
        continue
      }
    }
  }

  @Test func aFolderThatIsNotThere() {
    #expect(throws: ONNXError.self) {
      try ONNX.export(Linear(2, 2), inputs: [Tensor.randn([1, 2])], to: "/nowhere/g.onnx")
    }
  }

  @Test func modesStayAfterAnError() {
    let model = Unfold(2)
    #expect(error(model, [Tensor.randn([1, 3, 4, 4])]) != nil)
    #expect(model.training)
  }
}
