import Kagami
import KagamiKernels

/// A stack of Linear layers as bare memory and kernel calls: what the engine is made of, without it.
final class RawNetwork {
  private let backend = CPUBackend()
  private let widths: [Int]
  private let activations: [Activation]
  private let weights, biases, weightGradients, biasGradients: [RawMemory]
  /// The weights' gradients that Adam will form, by layer; nil where they were formed at once.
  private var products: [Gradient?]
  private let moments: [(mean: RawMemory, square: RawMemory)]

  /// What one pass leaves: the outputs of all layers, and memory for their gradients.
  struct Pass {
    fileprivate let outputs, preActivation, gradients: [RawMemory]
    /// The gradient of the first layer's input, where it is computed.
    let slope: RawMemory
    /// What the last layer gave.
    var output: RawMemory { outputs[outputs.count - 1] }
  }

  init(_ widths: [Int], hidden: Activation, last: Activation) {
    self.widths = widths
    let pairs = Array(zip(widths, widths.dropFirst()))
    activations = pairs.indices.map { $0 == pairs.count - 1 ? last : hidden }
    weights = pairs.map { RawMemory([$0.1, $0.0], -0.03, 0.03) }
    biases = pairs.map { RawMemory([$0.1], -0.03, 0.03) }
    weightGradients = pairs.map { RawMemory([$0.1, $0.0], 0, 1) }
    biasGradients = pairs.map { RawMemory([$0.1], 0, 1) }
    products = pairs.map { _ in nil }
    moments = (weights + biases).map {
      (RawMemory($0.shape, 0, 1e-6), RawMemory($0.shape, 0, 1e-6))
    }
  }

  func makePass(batch: Int) -> Pass {
    let outputs = widths.dropFirst().map { RawMemory([batch, $0], 0, 1) }
    return Pass(
      outputs: outputs, preActivation: outputs.map { RawMemory($0.shape, 0, 1) },
      gradients: outputs.map { RawMemory($0.shape, 0, 1) },
      slope: RawMemory([batch, widths[0]], 0, 1))
  }

  func forward(_ x: RawMemory, _ pass: Pass) {
    for layer in weights.indices {
      backend.linear(
        (layer == 0 ? x : pass.outputs[layer - 1]).operand, weights[layer].turned,
        into: pass.outputs[layer].operand, bias: biases[layer].operand,
        activation: activations[layer])
    }
  }

  /// The gradients of one pass, from that of its output.
  func backward(
    _ x: RawMemory, _ pass: Pass, _ gradient: RawMemory, weights wantsWeights: Bool,
    input wantsInput: Bool, adding: Bool = false
  ) {
    for layer in weights.indices.reversed() {
      let preActivation = pass.preActivation[layer]
      backend.activationBackward(
        activations[layer],
        gradient: (layer == weights.count - 1 ? gradient : pass.gradients[layer]).operand,
        output: pass.outputs[layer].operand, into: preActivation.operand,
        sums: biasGradients[layer].operand)
      if layer > 0 || wantsInput {
        backend.matmul(
          preActivation.operand, weights[layer].operand,
          into: (layer > 0 ? pass.gradients[layer - 1] : pass.slope).operand, accumulating: false)
      }
      if wantsWeights {
        let input = layer == 0 ? x : pass.outputs[layer - 1]
        formOrLeave(layer, preActivation, input, adding: adding)
      }
    }
  }

  private func formOrLeave(_ layer: Int, _ gradient: RawMemory, _ input: RawMemory, adding: Bool) {
    if !adding { products[layer] = nil }
    if backend.formsInUpdates(
      weights[layer].shape, dtype: .float32, batch: gradient.shape[0])
    {
      let product = Gradient.product(gradient.owner, input.owner)
      if products[layer]?.absorb(product) != true { products[layer] = product }
    } else {
      backend.matmul(
        gradient.turned, input.operand, into: weightGradients[layer].operand,
        accumulating: adding)
    }
  }

  func adam() {
    let rule = AdamRule(step: 3, lr: 2e-4, betas: (0.5, 0.999), eps: 1e-8)
    let values = weights + biases
    let gradients =
      zip(products, weightGradients).map { $0 ?? .dense($1.owner) }
      + biasGradients.map { .dense($0.owner) }
    backend.update(
      values.indices.map { index in
        UpdateStep(
          weight: values[index].operand,
          state: [moments[index].mean.operand, moments[index].square.operand],
          gradient: gradients[index], rule: rule)
      })
  }
}

/// Memory that kernels read and write.
struct RawMemory {
  let owner: Tensor

  /// Memory filled with uniform numbers.
  init(_ shape: Shape, _ low: Double, _ high: Double) { owner = Tensor.uniform(shape, low, high) }

  var operand: Operand { owner.operand }
  var shape: Shape { owner.shape }

  /// A matrix read with its axes exchanged.
  var turned: Operand { operand.transposed }
}
