import Kagami
import TestSupport
import Testing

/// Values without a gradient, for which no places are found, are those with one.
@Suite struct MaxPoolTests {
  @Test(
    arguments: [Device.cpu, .reference, SealedDevice.device], [DType.float32, .float64, .float16])
  func valuesAlone(_ device: Device, _ dtype: DType) {
    var x = Tensor.randn([2, 3, 11, 14], generator: RandomGenerator(seed: 4)).to(dtype)
    x[0, 1, 4, 5] = Tensor(Double.nan).to(dtype)
    x[1, 2, 0..<6, 0..<7] = Tensor(-Double.infinity).to(dtype)
    x = x.to(device)
    for (size, step, padding, dilation) in [
      (2, 2, 0, 1), (3, 1, 1, 1), (3, 2, 1, 2), (2, 3, 1, 1), (1, 1, 0, 1),
    ] {
      let alone = x.maxPool2d(
        Pair(size, 2), stride: Pair(step, 1), padding: Pair(padding, 1), dilation: Pair(dilation, 1)
      )
      let (values, _) = x.maxPool2dWithIndices(
        Pair(size, 2), stride: Pair(step, 1), padding: Pair(padding, 1), dilation: Pair(dilation, 1)
      )
      #expect(alone.isClose(values, rtol: 0, atol: 0, equalNaN: true).all().item() == 1)
      let line = x[0].flatten(from: -2)
      let one = line.maxPool1d(size, stride: step, padding: padding, dilation: dilation)
      let two = line.maxPool1dWithIndices(
        size, stride: step, padding: padding, dilation: dilation)
      #expect(one.isClose(two.values, rtol: 0, atol: 0, equalNaN: true).all().item() == 1)
    }
  }

  @Test func recordedWhereAGradientIsWanted() {
    var x = Tensor([1.0, 5, 2, 7], shape: [1, 1, 4])
    x.requiresGrad = true
    #expect(!noGrad { x.maxPool1d(2) }.requiresGrad)
    x.maxPool1d(2).sum().backward()
    #expect(x.grad?.array(of: Double.self) == [0, 1, 0, 1])
  }
}
