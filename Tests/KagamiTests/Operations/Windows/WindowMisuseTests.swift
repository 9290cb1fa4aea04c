import Kagami
import Testing

/// Windows and images that do not fit are refused, with their shapes.
@Suite struct WindowMisuseTests {
  @Test(arguments: [
    "rank": "conv2d: an input of [4, 4] is no image",
    "weight": "conv2d: a weight of [1, 3, 3] has no four axes",
    "channels":
      "conv2d: an input of [2, 3, 4, 4] does not meet a weight of [4, 1, 3, 3] "
      + "([outputs, channels / groups, rows, columns]) in 2 groups",
    "channelHint": "hint: the input must have 2 channels",
    "outputs": "conv2d: 2 groups do not divide the 3 outputs of a weight of [3, 2, 3, 3]",
    "groups": "conv2d: 0 groups do not divide the 4 outputs of a weight of [4, 2, 3, 3]",
    "window":
      "conv2d: a window of 3×3 does not fit an image of 2×2, which [2, 1, 2, 2] is with its padding",
    "dilation":
      "conv2d: a window of 5×3 does not fit an image of 4×4, which [1, 2, 2] is with its padding",
    "empty": "conv2d: a window cannot be (0, 3)",
    "stride": "conv2d: a stride cannot be (0, 1)",
    "padding": "conv2d: padding cannot be -1",
    "spread": "conv2d: a dilation cannot be 0",
    "huge": "conv2d: a stride cannot be 9223372036854775807",
    "bias": "conv2d: a bias of [2] does not fit a weight of [1, 1, 3, 3]",
    "type": "conv2d: the input is float32 on cpu, a parameter is float64 on cpu",
    "integers": "conv2d: an input of [1, 2, 2] is int64, not of a floating-point type",
    "same":
      "conv2d: padding for results of the image's extents and a stride of 2 exclude one another",
    "pool": "maxPool2d: a window of 3×3 does not fit an image of 2×2",
    "half": "maxPool2d: padding of 2 is more than half a window of (3, 4)",
    "wide": "maxPool2d: padding of 2 is more than half a window of (4, 3)",
    "none": "avgPool2d: images of [2, 1, 0, 4] have no elements to pool",
    "divisor": "avgPool2d: sums cannot be divided by 0",
    "truth": "maxPool2d: truth values of [1, 2, 2] are no numbers",
    "off":
      "maxPool2d: a window of (2, 1) with a dilation of (2, 1) stands on padding alone, beside images "
      + "of [1, 1, 1, 1]",
    "sequence": "conv1d: an input of [4] is no sequence",
    "sequenceWeight": "conv1d: a weight of [1, 1, 3, 3] has no three axes",
    "sequenceWindow":
      "conv1d: a window of 5 does not fit an image of 4, which [1, 4] is with its padding",
    "sequenceStride": "conv1d: a stride cannot be 0",
    "sequencePadding": "conv1d: a sequence has one axis to pad, not two of (1, 2)",
    "sequencePool": "maxPool1d: padding of 2 is more than half a window of 3",
    "transposedWeight":
      "convTranspose2d: an input of [2, 3, 4, 4] does not meet a weight of [4, 1, 3, 3] "
      + "([channels, outputs / groups, rows, columns]) in 1 groups",
    "transposedBias": "convTranspose2d: a bias of [2] does not fit a weight of [1, 1, 3, 3]",
    "transposedGroups": "convTranspose2d: 2 groups do not divide the 3 channels of a weight of",
    "outputPadding":
      "convTranspose2d: output padding of 2 does not go with a stride of 2 and a dilation of 1",
    "cut": "convTranspose2d: a window of 3 over 2 rows of [1, 2, 2] leaves 0 elements",
    "transposedEmpty": "convTranspose2d: images of [1, 0, 2] have no elements",
    "folding":
      "fold: [9, 4] are no windows of 3 at 9 positions over 5",
    "foldedTruth": "unfold: truth values of [1, 2, 2] are no numbers",
    "adaptive": "adaptiveAvgPool2d: results cannot be of (0, 2)",
    "adaptiveEmpty": "adaptiveMaxPool2d: images of [2, 1, 0, 4] have no elements to pool",
    "shuffle": "pixelShuffle: [6, 2, 2] do not have 2² channels for each of the result's",
    "unshuffle": "pixelUnshuffle: 2 does not divide rows and columns of [1, 3, 2]",
    "means": "avgPool2d: an input of [1, 2, 2] is int64, not of a floating-point type",
  ])
  func whatDoesNotFitIsNamed(_ kind: String, _ problem: String) {
    func x(_ shape: Shape) -> Tensor { Tensor.ones(shape) }
    let error = #expect(throws: MisuseError.self) {
      _ = try MisuseScope.run { () -> Tensor in
        let (small, w) = (x([1, 2, 2]), x([1, 1, 3, 3]))
        switch kind {
        case "rank": return x([4, 4]).conv2d(w)
        case "weight": return x([1, 4, 4]).conv2d(x([1, 3, 3]))
        case "channels", "channelHint": return x([2, 3, 4, 4]).conv2d(x([4, 1, 3, 3]), groups: 2)
        case "outputs": return x([2, 4, 4, 4]).conv2d(x([3, 2, 3, 3]), groups: 2)
        case "groups": return x([2, 4, 4, 4]).conv2d(x([4, 2, 3, 3]), groups: 0)
        case "window": return x([2, 1, 2, 2]).conv2d(w)
        case "dilation": return small.conv2d(w, padding: 1, dilation: [2, 1])
        case "empty": return small.conv2d(x([1, 1, 0, 3]))
        case "stride": return small.conv2d(w, stride: [0, 1], padding: 1)
        case "padding": return small.conv2d(w, padding: -1)
        case "spread": return small.conv2d(w, padding: 1, dilation: 0)
        case "huge": return small.conv2d(w, stride: Pair(.max), padding: 1)
        case "bias": return small.conv2d(w, x([2]), padding: 1)
        case "type": return small.conv2d(w.to(.float64), padding: 1)
        case "integers": return small.to(.int64).conv2d(w.to(.int64), padding: 1)
        case "same": return small.conv2d(w, stride: 2, padding: .same)
        case "pool": return small.maxPool2d(3)
        case "half": return x([1, 9, 9]).maxPool2d([3, 4], padding: 2)
        case "wide": return x([1, 9, 9]).maxPool2d([4, 3], padding: 2)
        case "none": return x([2, 1, 0, 4]).avgPool2d(2)
        case "divisor": return small.avgPool2d(2, divisorOverride: 0)
        case "truth": return small.to(.bool).maxPool2d(2)
        case "sequence": return x([4]).conv1d(x([1, 1, 3]))
        case "sequenceWeight": return x([1, 4]).conv1d(w)
        case "sequenceWindow": return x([1, 4]).conv1d(x([1, 1, 5]))
        case "sequenceStride": return x([1, 4]).conv1d(x([1, 1, 3]), stride: 0)
        case "sequencePadding": return x([1, 4]).conv1d(x([1, 1, 3]), padding: [1, 2])
        case "sequencePool": return x([1, 4]).maxPool1d(3, padding: 2)
        case "transposedWeight": return x([2, 3, 4, 4]).convTranspose2d(x([4, 1, 3, 3]))
        case "transposedBias": return small.convTranspose2d(w, x([2]))
        case "transposedGroups":
          return x([2, 3, 4, 4]).convTranspose2d(x([3, 1, 3, 3]), groups: 2)
        case "outputPadding": return small.convTranspose2d(w, stride: 2, outputPadding: 2)
        case "cut": return small.convTranspose2d(w, padding: 2)
        case "transposedEmpty": return x([1, 0, 2]).convTranspose2d(w)
        case "folding": return x([9, 4]).fold(5, kernelSize: 3)
        case "foldedTruth": return small.to(.bool).unfold(2)
        case "adaptive": return small.adaptiveAvgPool2d([0, 2])
        case "adaptiveEmpty": return x([2, 1, 0, 4]).adaptiveMaxPool2d(1)
        case "shuffle": return x([6, 2, 2]).pixelShuffle(2)
        case "unshuffle": return x([1, 3, 2]).pixelUnshuffle(2)
        case "off": return x([1, 1, 1, 1]).maxPool2d([2, 1], padding: [1, 0], dilation: [2, 1])
        default: return small.to(.int64).avgPool2d(2)
        }
      }
    }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "none")")
  }

  /// Outside a dry run it ends the program.
  @Test(arguments: [
    "window": "conv2d: a window of 3×3 does not fit an image of 2×2",
    "pair": "Pair: [1, 2, 3] are not two numbers",
  ])
  func itEndsTheProgram(_ kind: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      let x = Tensor.ones([1, 2, 2])
      _ = kind == "pair" ? x.maxPool2d([1, 2, 3]) : x.conv2d(Tensor.ones([1, 1, 3, 3]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem))
  }
}
