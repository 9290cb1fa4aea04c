import Kagami
import KagamiKernels

/// A stack of Linear layers as bare memory and kernel calls: what the engine is made of, without it.
final class RawNetwork {
  private let backend = CPUBackend()
  private let widths: [Int]
  private let activations: [Activation]
  private let weights, biases, weightGradients, biasGradients: [RawMemory]
  /// The weights' gradients that Adam will form, by layer; none where they were formed at once.
  private var products: [[(gradient: Operand, input: Operand)]]
  private let moments: [(mean: RawMemory, square: RawMemory)]

  /// What one pass leaves: the outputs of all layers, and memory for their gradients.
  struct Pass {
    fileprivate let outputs, preActivation, gradients: [RawMemory]
    /// The gradient of the first layer's input, where it is asked for.
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
    products = pairs.map { _ in [] }
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
      backend.matmul(
        (layer == 0 ? x : pass.outputs[layer - 1]).operand, weights[layer].turned,
        into: pass.outputs[layer].operand, accumulating: false, bias: biases[layer].operand,
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
          into: (layer > 0 ? pass.gradients[layer - 1] : pass.slope).operand, accumulating: false,
          bias: nil, activation: nil)
      }
      if wantsWeights {
        let input = layer == 0 ? x : pass.outputs[layer - 1]
        formOrLeave(layer, preActivation, input, adding: adding)
      }
    }
  }

  private func formOrLeave(_ layer: Int, _ gradient: RawMemory, _ input: RawMemory, adding: Bool) {
    if !adding { products[layer] = [] }
    if backend.formsWeightGradients(
      of: weights[layer].shape, dtype: .float32, batch: gradient.shape[0])
    {
      products[layer].append((gradient.operand, input.operand))
    } else {
      backend.matmul(
        gradient.turned, input.operand, into: weightGradients[layer].operand,
        accumulating: adding, bias: nil, activation: nil)
    }
  }

  func adam() {
    let constants = AdamConstants(
      beta1: 0.5, beta2: 0.999, decay: 0, step: 2e-4, root: 0.5, epsilon: 1e-8, sign: 1)
    let values = weights + biases
    let gradients =
      zip(products, weightGradients).map { products, dense in
        products.isEmpty
          ? GradientOperand.dense(dense.operand) : .products(products, onto: nil)
      } + biasGradients.map { .dense($0.operand) }
    backend.adam(
      values.indices.map { index in
        AdamStep(
          gradient: gradients[index], weight: values[index].operand,
          mean: moments[index].mean.operand, square: moments[index].square.operand, maximum: nil,
          constants: constants)
      })
  }
}

/// Memory that kernels read and write as they are told.
struct RawMemory {
  private let owner: Tensor
  let operand: Operand

  /// Memory filled with uniform numbers.
  init(_ shape: Shape, _ low: Double, _ high: Double) {
    owner = Tensor.uniform(shape, low, high)
    operand = owner.withOperand { $0 }
  }

  var shape: Shape { operand.shape }

  /// A matrix read with its axes exchanged.
  var turned: Operand {
    Operand(
      pointer: operand.pointer, dtype: operand.dtype, shape: [shape[1], shape[0]],
      strides: [operand.strides[1], operand.strides[0]])
  }
}
