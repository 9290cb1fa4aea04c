import Kagami
import KagamiGAN
import KagamiNN
import Testing

/// The penalty's value and its gradient, which is a gradient of a gradient.
@Suite struct R1PenaltyTests {
  /// For a linear discriminator the slope is its weight.
  @Test func valueOfALinearDiscriminator() {
    let layer = Linear(3, 1).to(.float64)
    layer.weight.assign(Tensor([[1.0, -2.0, 0.5]] as [[Double]], dtype: .float64))
    var real = Tensor.rand([4, 3], dtype: .float64)
    real.requiresGrad = true
    let penalty = R1Penalty(gamma: 3)(layer(real), images: real)
    #expect(abs(penalty.item() - 1.5 * (1 + 4 + 0.25)) < 1e-12)
    penalty.backward(inputs: [layer.weight.value])
    let gradient = layer.weight.grad?.array(of: Double.self) ?? []
    for (found, weight) in zip(gradient, [1.0, -2.0, 0.5]) {
      #expect(abs(found - 3 * weight) < 1e-12)
    }
  }

  @Test func gradientEqualsDifferences() {
    let model = Sequential(Linear(3, 4), LeakyReLU(0.2), Linear(4, 1), Tanh()).to(.float64)
    let images = Tensor.rand([5, 3], dtype: .float64)
    func penalty() -> Tensor {
      var real = images
      real.requiresGrad = true
      return R1Penalty()(model(real), images: real)
    }
    let parameters = model.parameters()
    penalty().backward(inputs: parameters.map(\.value))
    for parameter in parameters where parameter.grad != nil {
      let values = parameter.value.array(of: Double.self)
      let gradient = parameter.grad?.array(of: Double.self) ?? []
      for index in values.indices {
        func shifted(_ shift: Double) -> Double {
          var moved = values
          moved[index] += shift
          parameter.assign(Tensor(moved, shape: parameter.shape, dtype: .float64))
          return penalty().item()
        }
        let slope = (shifted(1e-5) - shifted(-1e-5)) / 2e-5
        parameter.assign(Tensor(values, shape: parameter.shape, dtype: .float64))
        #expect(abs(gradient[index] - slope) < 1e-8)
      }
    }
  }
}
