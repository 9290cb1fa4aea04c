import Kagami

extension OperationCase {
  /// - Parameters:
  ///   - walk: Of the convolution whose gradient it is.
  ///   - outputPadding: Rows below and columns at the right.
  private static func transposed(
    _ name: String, _ walk: ReferenceWalk, outputPadding: [Int] = [0, 0],
    torch: TorchCounterpart = .form("convTranspose2d"), _ samples: [Sample],
    kernelSamples: [Sample] = []
  ) -> OperationCase {
    OperationCase(
      name, samples, tolerance: 4e-6,
      operations: { 2 * $0[0].elementCount * $0[1].dropFirst().reduce(1, *) }, isScalable: false,
      kernelSamples: kernelSamples, torch: torch,
      apply: { inputs in
        inputs[0].convTranspose2d(
          inputs[1], inputs.count == 3 ? inputs[2] : nil,
          stride: Pair(walk.stride[0], walk.stride[1]),
          padding: Pair(walk.before[0], walk.before[1]),
          outputPadding: Pair(outputPadding[0], outputPadding[1]), groups: walk.groups,
          dilation: Pair(walk.dilation[0], walk.dilation[1]))
      },
      reference: { inputs in
        let isOne = inputs[0].shape.count == 3
        let x = isOne ? inputs[0].reshaped([1] + inputs[0].shape) : inputs[0]
        let y = walk.transposed(
          x, inputs[1], inputs.count == 3 ? inputs[2] : nil, outputPadding: outputPadding)
        return isOne ? y.reshaped(Array(y.shape.dropFirst())) : y
      })
  }

  private static func inputs(_ images: Shape, _ weight: Shape, bias: Int? = nil) -> Sample {
    let (x, w) = (Input.spread(images, -1...1), Input.spread(weight, -1...1, seed: 2))
    return bias.map { .smooth(x, w, .spread([$0], -1...1, seed: 3)) } ?? .smooth(x, w)
  }

  static let transposedConvolutions: [OperationCase] = [
    transposed(
      "convolutionTranspose, of images", ReferenceWalk(),
      [
        inputs([2, 2, 3, 2], [2, 3, 2, 3], bias: 3), inputs([1, 1, 2, 2], [1, 1, 1, 1], bias: 1),
        .special(
          .spread([0, 2, 3, 3], -1...1), .spread([2, 3, 2, 2], -1...1, seed: 2),
          .spread([3], -1...1, seed: 3)),
      ],
      // Several images in a strip, several strips for an image, and many channels.
      kernelSamples: [
        inputs([7, 5, 7, 6], [5, 3, 3, 3], bias: 3),
        inputs([2, 3, 33, 31], [3, 3, 4, 4], bias: 3),
        inputs([1, 70, 9, 8], [70, 5, 3, 2], bias: 5),
      ]),
    transposed(
      "convolutionTranspose, of images, strided and padded",
      ReferenceWalk(stride: [2, 2], before: [1, 1], after: [1, 1]),
      [inputs([2, 2, 2, 3], [2, 2, 4, 4]), inputs([2, 3, 2], [2, 1, 3, 3], bias: 1)],
      kernelSamples: [inputs([3, 6, 14, 13], [6, 4, 4, 4], bias: 4)]),
    transposed(
      "convolutionTranspose, of images, in groups, dilated and extended",
      ReferenceWalk(
        stride: [2, 1], before: [1, 1], after: [1, 1], dilation: [1, 2], groups: 2),
      outputPadding: [1, 1], torch: .none(reason: "the forms of fuzzing are of one group"),
      [inputs([2, 4, 2, 3], [4, 1, 3, 2], bias: 2), inputs([1, 2, 3, 3], [2, 2, 2, 2])],
      kernelSamples: [inputs([2, 16, 18, 17], [16, 3, 3, 3], bias: 6)]),
    transposed(
      "convolutionTranspose, of single elements", ReferenceWalk(),
      [inputs([2, 3, 2, 2], [3, 2, 1, 1], bias: 2)],
      kernelSamples: [inputs([2, 20, 13, 15], [20, 9, 1, 1], bias: 9)]),
    OperationCase(
      "convolutionTranspose, of sequences",
      [
        .smooth(
          .spread([2, 2, 4], -1...1), .spread([2, 3, 3], -1...1, seed: 2),
          .spread([3], -1...1, seed: 3)),
        .smooth(.spread([2, 3], -1...1), .spread([2, 1, 2], -1...1, seed: 2)),
      ], tolerance: 4e-6,
      operations: { 2 * $0[0].elementCount * $0[1].dropFirst().reduce(1, *) }, isScalable: false,
      torch: .form("convTranspose1d"),
      apply: { inputs in
        inputs[0].convTranspose1d(
          inputs[1], inputs.count == 3 ? inputs[2] : nil, stride: 2, padding: 1, outputPadding: 1)
      },
      reference: { inputs in
        let walk = ReferenceWalk(stride: [1, 2], before: [0, 1], after: [0, 1])
        return walk.ofSequences(inputs) {
          walk.transposed($0, $1, $2, outputPadding: [0, 1])
        }
      }),
    OperationCase(
      "convolution, of sequences",
      [
        .smooth(
          .spread([2, 2, 6], -1...1), .spread([4, 1, 3], -1...1, seed: 2),
          .spread([4], -1...1, seed: 3)),
        .smooth(.spread([4, 5], -1...1), .spread([2, 2, 2], -1...1, seed: 2)),
      ], tolerance: 4e-6,
      operations: { 2 * $0[0].elementCount * $0[1].elementCount }, isScalable: false,
      torch: .form("conv1d"),
      apply: { inputs in
        inputs[0].conv1d(
          inputs[1], inputs.count == 3 ? inputs[2] : nil, stride: 2, padding: 1, dilation: 2,
          groups: 2)
      },
      reference: { inputs in
        var walk = ReferenceWalk(
          stride: [1, 2], before: [0, 1], after: [0, 1], dilation: [1, 2], groups: 2)
        walk.size = [1, inputs[1].shape[2]]
        return walk.ofSequences(inputs) { walk.convolved($0, $1, $2) }
      }),
  ]
}

extension ReferenceWalk {
  /// The transposed convolution of images: the adjoint of the walk's convolution, and a bias.
  fileprivate func transposed(
    _ x: ReferenceArray, _ weight: ReferenceArray, _ bias: ReferenceArray?, outputPadding: [Int]
  ) -> ReferenceArray {
    let extents = (0..<2).map { (axis: Int) -> Int in
      let span = dilation[axis] * (weight.shape[2 + axis] - 1) + 1
      let steps = (x.shape[2 + axis] - 1) * stride[axis]
      return steps + span - before[axis] - after[axis] + outputPadding[axis]
    }
    let shape = [x.shape[0], weight.shape[1] * groups] + extents
    let sums = adjoint(
      shape: shape, images: shape, weight: weight.shape, results: x.shape
    ) { ($0, weight[$1] * x[$2]) }
    return ReferenceArray(shape: shape) { sums[$0] + (bias?[[$0[1]]] ?? 0) }
  }

  /// What `body` makes of sequences as images of one row.
  fileprivate func ofSequences(
    _ inputs: [ReferenceArray],
    _ body: (ReferenceArray, ReferenceArray, ReferenceArray?) -> ReferenceArray
  ) -> ReferenceArray {
    let (x, weight) = (inputs[0], inputs[1])
    let batch = x.shape.count == 3 ? [x.shape[0]] : []
    let images = x.reshaped([batch.first ?? 1, x.shape[batch.count], 1, x.shape[batch.count + 1]])
    let planes = weight.reshaped([weight.shape[0], weight.shape[1], 1, weight.shape[2]])
    let y = body(images, planes, inputs.count == 3 ? inputs[2] : nil)
    return y.reshaped(batch + [y.shape[1], y.shape[3]])
  }
}
