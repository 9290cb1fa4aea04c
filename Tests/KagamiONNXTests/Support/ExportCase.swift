import Kagami
import KagamiGAN
import KagamiNN

/// A module, inputs of any batch, and how it is run.
struct ExportCase {
  let name: String
  let model: Module
  let batchAxis: Int
  let forward: (([Tensor]) -> [Tensor])?
  let inputs: (_ batch: Int) -> [Tensor]

  init(
    _ name: String, _ model: Module, batchAxis: Int = 0,
    forward: (([Tensor]) -> [Tensor])? = nil, inputs: @escaping (Int) -> [Tensor]
  ) {
    (self.name, self.model, self.batchAxis) = (name, model, batchAxis)
    (self.forward, self.inputs) = (forward, inputs)
  }

  /// A module of one input of these extents beside the batch.
  init(_ name: String, _ model: Module, _ extents: Shape) {
    self.init(name, model) { [Tensor.randn(Shape([$0] + Array(extents)))] }
  }

  /// A function of one input of these extents beside the batch.
  init(_ name: String, of extents: Shape, _ function: @escaping (Tensor) -> Tensor) {
    self.init(
      name, Identity(), forward: { [function($0[0])] },
      inputs: { [Tensor.randn(Shape([$0] + Array(extents)))] })
  }

  /// What the module computes in evaluation.
  func outputs(of inputs: [Tensor]) -> [Tensor] {
    model.eval()
    return noGrad {
      if let forward { return forward(inputs) }
      switch inputs.count {
      case 1: return [model(inputs[0])]
      case 2: return [model(inputs[0], inputs[1])]
      default: return [model(inputs[0], inputs[1], inputs[2])]
      }
    }
  }

  static var all: [ExportCase] {
    activations + layers + windows + recurrences + functions + models
  }
}
