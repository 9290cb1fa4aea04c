import Testing

@testable import Kagami

@Suite struct OperationTraceTests {
  @Test func operationsAreRecordedWithoutGradients() {
    let x = Tensor.randn([2, 3])
    let (y, entries) = OperationTrace.recording { noGrad { (x * 2).relu().sum(axis: 1) } }
    #expect(entries.map(\.name) == ["multiply", "relu", "sum"])
    #expect(entries[0].inputs[0].memoryPlace == x.memoryPlace)
    #expect(entries[1].inputs[0].memoryPlace == entries[0].outputs[0].memoryPlace)
    #expect(entries[2].outputs[0].memoryPlace == y.memoryPlace)
  }

  @Test func truthValuesPositionsAndWritesInPlaceAreRecorded() {
    let x = Tensor.randn([2, 3])
    let (_, entries) = OperationTrace.recording {
      var y = x + 0
      y += 1
      return [y, x .> 0, x.argmax(axis: 1)]
    }
    #expect(entries.map(\.name) == ["add", "add", "greater", "argmax"])
  }

  @Test func whatAnOperationIsMadeOfIsNotRecorded() {
    let x = Tensor.randn([2, 3])
    let (_, entries) = OperationTrace.recording { x.logSumExp(axis: 1) }
    #expect(entries.map(\.name) == ["logSumExp"])
  }

  @Test func nothingIsRecordedAfterwards() {
    let x = Tensor.randn([2])
    let (_, entries) = OperationTrace.recording { x }
    _ = x + 1
    #expect(entries.isEmpty)
    #expect(OperationTrace.active == nil)
  }

  @Test func anInPlaceWriteHasAnotherPlace() {
    let x = Tensor.randn([2, 3])
    let copy = x
    var y = x
    #expect(y.memoryPlace == copy.memoryPlace)
    y[0] = Tensor.zeros([3])
    #expect(y.memoryPlace != copy.memoryPlace)
  }
}
