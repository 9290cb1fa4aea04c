import Kagami

extension OperationCase {
  private static func convolution(
    _ name: String, _ walk: ReferenceWalk, padding: ConvolutionPadding? = nil,
    torch: TorchCounterpart = .form("conv2d"), _ samples: [Sample], kernelSamples: [Sample] = []
  ) -> OperationCase {
    let padding = padding ?? .zeros(Pair(walk.before[0], walk.before[1]))
    return OperationCase(
      name, samples, tolerance: 4e-6,
      operations: { shapes in
        let positions = walk.positions(over: Array(shapes[0].suffix(2))).reduce(1, *)
        return 2 * shapes[0].dropLast(3).reduce(1, *) * positions * shapes[1].elementCount
      },
      isScalable: false, kernelSamples: kernelSamples, torch: torch,
      apply: { inputs in
        inputs[0].conv2d(
          inputs[1], inputs.count == 3 ? inputs[2] : nil,
          stride: Pair(walk.stride[0], walk.stride[1]), padding: padding,
          dilation: Pair(walk.dilation[0], walk.dilation[1]), groups: walk.groups)
      },
      reference: { inputs in
        var walk = walk
        walk.size = Array(inputs[1].shape.suffix(2))
        let x = inputs[0].shape.count == 3 ? inputs[0].reshaped([1] + inputs[0].shape) : inputs[0]
        let y = walk.convolved(x, inputs[1], inputs.count == 3 ? inputs[2] : nil)
        return inputs[0].shape.count == 3 ? y.reshaped(Array(y.shape.dropFirst())) : y
      })
  }

  private static func inputs(_ images: Shape, _ weight: Shape, bias: Bool = true) -> Sample {
    let (x, w) = (Input.spread(images, -1...1), Input.spread(weight, -1...1, seed: 2))
    return bias ? .smooth(x, w, .spread([weight[0]], -1...1, seed: 3)) : .smooth(x, w)
  }

  /// A gradient that is recorded where a convolution's is differentiated again, of the inputs' types and device.
  private static func adjoint(
    _ name: String, _ walk: ReferenceWalk, _ samples: [Sample], isOfImages: Bool, third: Shape,
    reference: @escaping @Sendable ([ReferenceArray]) -> ReferenceArray
  ) -> OperationCase {
    OperationCase(
      name, samples, tolerance: 4e-6,
      operations: { 2 * $0[0].elementCount * $0[1].elementCount }, isScalable: false,
      torch: .none(reason: "only the gradient of conv2d records it"),
      apply: { inputs in
        let third = Tensor.zeros(
          third, dtype: inputs[0].dtype, device: inputs[0].device, requiresGrad: true)
        let (x, w) = isOfImages ? (third, inputs[1]) : (inputs[0], third)
        return enableGrad {
          let y = x.conv2d(
            w, stride: Pair(walk.stride[0], walk.stride[1]),
            padding: [walk.before[0], walk.before[1]],
            dilation: Pair(walk.dilation[0], walk.dilation[1]), groups: walk.groups)
          let gradient = isOfImages ? inputs[0] : inputs[1]
          return grad(of: y, withRespectTo: [third], gradient: gradient, createGraph: true)[0]
        }
      }, reference: reference)
  }

  private static let uneven = ReferenceWalk(
    size: [2, 3], stride: [2, 1], before: [1, 1], after: [1, 1], dilation: [1, 2], groups: 2)

  static let convolutions: [OperationCase] = [
    convolution(
      "convolution", ReferenceWalk(),
      [
        inputs([2, 2, 4, 3], [2, 2, 3, 2]), inputs([1, 1, 3, 3], [1, 1, 3, 3]),
        .special(
          .spread([0, 2, 4, 3], -1...1), .spread([2, 2, 3, 2], -1...1, seed: 2),
          .spread([2], -1...1, seed: 3)),
      ],
      // Several images in a strip, several strips for an image, and many outputs.
      kernelSamples: [
        inputs([7, 3, 9, 8], [5, 3, 3, 3]), inputs([2, 3, 36, 34], [3, 3, 4, 4]),
        inputs([1, 5, 33, 20], [70, 5, 3, 2]),
      ]),
    convolution(
      "convolution, strided, padded, dilated and in groups", uneven,
      [inputs([2, 2, 3, 4], [2, 1, 2, 3]), inputs([1, 4, 2, 5], [2, 2, 1, 2], bias: false)],
      kernelSamples: [
        inputs([3, 6, 13, 17], [8, 3, 3, 3]), inputs([2, 16, 37, 34], [6, 8, 3, 3]),
      ]),
    convolution(
      "convolution, strided beyond its window", ReferenceWalk(stride: [3, 2]),
      [inputs([1, 2, 5, 6], [2, 2, 2, 1], bias: false)],
      kernelSamples: [inputs([2, 3, 40, 41], [4, 3, 2, 2])]),
    convolution(
      "convolution of single elements", ReferenceWalk(),
      [inputs([2, 3, 2, 2], [2, 3, 1, 1]), inputs([1, 1, 2, 3], [2, 1, 1, 1], bias: false)],
      kernelSamples: [
        inputs([2, 20, 13, 15], [9, 20, 1, 1]), inputs([9, 20, 3, 5], [4, 20, 1, 1]),
      ]),
    convolution(
      "convolution of one image to its extents", ReferenceWalk(before: [0, 1], after: [1, 2]),
      padding: .same, torch: .form("conv2d of equal extents"),
      [inputs([2, 3, 4], [2, 2, 2, 4])]),
    convolution(
      "convolution of each channel by itself",
      ReferenceWalk(before: [1, 1], after: [1, 1], groups: 3),
      [inputs([2, 3, 3, 2], [3, 1, 3, 3], bias: false)],
      kernelSamples: [
        .smooth(.spread([2, 3, 30, 31], -1...1), .spread([6, 1, 3, 3], -1...1, seed: 2))
      ]),
    adjoint(
      "convolutionTranspose", uneven,
      [.smooth(.spread([2, 2, 2, 2], -1...1), .spread([2, 1, 2, 3], -1...1, seed: 2))],
      isOfImages: true, third: [2, 2, 3, 4],
      reference: { inputs in
        let (g, w) = (inputs[0], inputs[1])
        return uneven.adjoint(
          shape: [2, 2, 3, 4], images: [2, 2, 3, 4], weight: w.shape, results: g.shape
        ) { ($0, w[$1] * g[$2]) }
      }),
    adjoint(
      "convolutionWeight", uneven,
      [.smooth(.spread([2, 2, 3, 4], -1...1), .spread([2, 2, 2, 2], -1...1, seed: 2))],
      isOfImages: false, third: [2, 1, 2, 3],
      reference: { inputs in
        let (x, g) = (inputs[0], inputs[1])
        return uneven.adjoint(
          shape: [2, 1, 2, 3], images: x.shape, weight: [2, 1, 2, 3], results: g.shape
        ) { ($1, x[$0] * g[$2]) }
      }),
  ]
}
