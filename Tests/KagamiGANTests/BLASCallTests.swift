import Kagami
import KagamiGAN
import KagamiKernels
import KagamiNN
import Testing

/// Every Linear layer makes exactly the BLAS calls that its mathematics needs.
///
/// Forward `X·Wᵀ`, backward `dY·W` and `dYᵀ·X`: none is missing, none is extra, none goes another way.
@Suite struct BLASCallTests {
  /// The calls of one layer, for a batch.
  struct LayerCalls {
    let inputs: Int
    let outputs: Int
    let batch: Int

    /// One row or one column is a matrix times a vector, an inner extent of one a column times a row.
    private func call(_ m: Int, _ n: Int, _ k: Int, _ layout: String) -> BLASCall {
      let route: BLASRoute =
        switch (m, n, k) {
        case (1, 1, _): .dot
        case (_, _, 1): .ger
        case (1, _, _), (_, 1, _): .gemv
        default: .gemm
        }
      return BLASCall(route, m: m, n: n, k: k, layout: layout)
    }

    var forward: BLASCall { call(batch, outputs, inputs, "NT") }
    var inputGradient: BLASCall { call(batch, inputs, outputs, "NN") }
    var weightGradient: BLASCall { call(outputs, inputs, batch, "TN") }
  }

  static let widthsG = [100, 256, 512, 1024, 784]
  static let widthsD = [784, 1024, 512, 256, 1]

  private static func layers(_ widths: [Int], _ batch: Int) -> [LayerCalls] {
    zip(widths, widths.dropFirst()).map { LayerCalls(inputs: $0, outputs: $1, batch: batch) }
  }

  /// What is compared: routes and extents.
  ///
  /// Single rows and columns lie both ways at once, so the layout is compared where it means something.
  private static func plain(_ calls: [BLASCall]) -> [String] {
    calls.map { call in
      let layout = call.route == .gemm ? " " + call.layout : ""
      return "\(call.route) \(call.m)×\(call.n)×\(call.k)\(layout)"
    }
  }

  @Test(arguments: [1, 2, 64], [DType.float32, .float64])
  func oneForwardAndOneBackward(_ batch: Int, _ dtype: DType) {
    for (module, widths) in [
      (Generator() as Module, Self.widthsG), (Discriminator() as Module, Self.widthsD),
    ] {
      module.to(dtype)
      let layers = Self.layers(widths, batch)
      let x = Tensor.uniform([batch, widths[0]], -1, 1, dtype: dtype)
      let (output, forward) = BLASLog.recording { module(x) }
      #expect(Self.plain(forward.calls) == Self.plain(layers.map(\.forward)))
      // Some weights' gradients are formed only when they are read.
      let (_, backward) = BLASLog.recording {
        output.sum().backward()
        for parameter in module.parameters() { #expect(parameter.grad != nil) }
      }
      // The data requires no gradient, so the first layer forms none for it.
      let expected = layers.enumerated().flatMap { index, layer in
        index == 0 ? [layer.weightGradient] : [layer.inputGradient, layer.weightGradient]
      }
      #expect(Self.plain(backward.calls).sorted() == Self.plain(expected).sorted())
      for log in [forward, backward] {
        #expect(log.executedOperations == log.calls.reduce(0) { $0 + $1.operations })
      }
    }
  }

  /// Where the input requires a gradient, the first layer forms it too.
  @Test func inputGradientsAreFormedWhenAsked() {
    let discriminator = Discriminator()
    var x = Tensor.uniform([4, 784], -1, 1)
    x.requiresGrad = true
    let output = discriminator(x)
    let (_, log) = BLASLog.recording {
      output.sum().backward()
      for parameter in discriminator.parameters() { #expect(parameter.grad != nil) }
    }
    #expect(log.calls.count == 8)
    #expect(x.grad?.shape == [4, 784])
  }

  /// A frozen network forms input gradients only.
  @Test func frozenWeightsCostNoProduct() {
    let discriminator = Discriminator()
    discriminator.setRequiresGrad(false)
    var x = Tensor.uniform([4, 784], -1, 1)
    x.requiresGrad = true
    let output = discriminator(x)
    let (_, log) = BLASLog.recording { output.sum().backward() }
    let expected = Self.layers(Self.widthsD, 4).reversed().map(\.inputGradient)
    #expect(Self.plain(log.calls) == Self.plain(expected))
  }

  /// The reference device computes by itself.
  @Test func theReferenceMakesNoCall() {
    let layer = Linear(5, 3).to(.reference)
    let (_, log) = BLASLog.recording {
      layer(Tensor.ones([2, 5], device: .reference)).sum().backward()
    }
    #expect(log.calls.isEmpty)
  }
}
