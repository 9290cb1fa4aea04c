import Kagami
import KagamiNN
import Testing

/// Softmax and LogSoftmax as layers.
@Suite struct SoftmaxTests {
  @Test func layersAreTheOperationsAlongTheirAxis() {
    let x = Tensor([0.5, -1.25, 2.0, 0.0, 3.5, -0.75], shape: [2, 3])
    for axis in [0, 1, -1] {
      #expect(
        Softmax(axis: axis)(x).array(of: Float.self) == x.softmax(axis: axis).array(of: Float.self))
      #expect(
        LogSoftmax(axis: axis)(x).array(of: Float.self)
          == x.logSoftmax(axis: axis).array(of: Float.self))
    }
    #expect(Softmax(axis: 1)(x).sum(axis: 1).allClose(Tensor.ones([2])))
    #expect(Softmax(axis: 0)(x).sum(axis: 0).allClose(Tensor.ones([3])))
  }

  @Test func printedFormsArePyTorchs() {
    #expect(Softmax(axis: 1).description == "Softmax(dim=1)")
    #expect(LogSoftmax(axis: -1).description == "LogSoftmax(dim=-1)")
  }
}
