import Kagami

/// Convolution and pooling of images.
extension FuzzForm {
  private static func pool(
    _ name: String, _ parameters: KeyValuePairs<String, ParameterKind>, torch: String,
    _ apply:
      @escaping @Sendable (Tensor, FuzzArguments, _ size: Pair, _ stride: Pair) throws ->
      Tensor
  ) -> FuzzForm {
    FuzzForm(name, [.image], parameters, torch: torch) { inputs, arguments in
      try apply(inputs[0], arguments, try arguments.pair("size"), try arguments.pair("stride"))
    }
  }

  static let windows: [FuzzForm] = [
    FuzzForm(
      "conv2d", [.image, .kernel, .bias],
      ["stride": .pair, "padding": .padding, "dilation": .pair, "groups": .groups],
      torch: "F.conv2d(a, b, c, stride, padding, dilation, groups)"
    ) { inputs, arguments in
      inputs[0].conv2d(
        inputs[1], inputs[2], stride: try arguments.pair("stride"),
        padding: .zeros(try arguments.pair("padding")), dilation: try arguments.pair("dilation"),
        groups: try arguments.integer("groups"))
    },
    FuzzForm(
      "conv2d of equal extents", [.image, .kernel], ["dilation": .pair, "groups": .groups],
      torch: "F.conv2d(a, b, None, 1, 'same', dilation, groups)"
    ) { inputs, arguments in
      inputs[0].conv2d(
        inputs[1], padding: .same, dilation: try arguments.pair("dilation"),
        groups: try arguments.integer("groups"))
    },
    pool(
      "maxPool2d",
      [
        "size": .pair, "stride": .pair, "padding": .padding, "dilation": .pair, "ceil": .flag,
      ], torch: "max_pool(a, size, stride, padding, dilation, ceil)[0]"
    ) { x, arguments, size, stride in
      x.maxPool2d(
        size, stride: stride, padding: try arguments.pair("padding"),
        dilation: try arguments.pair("dilation"), ceilMode: try arguments.flag("ceil"))
    },
    pool(
      "maxPool2d: indices", ["size": .pair, "stride": .pair, "padding": .padding],
      torch: "max_pool(a, size, stride, padding)[1]"
    ) { x, arguments, size, stride in
      x.maxPool2dWithIndices(size, stride: stride, padding: try arguments.pair("padding")).indices
    },
    pool(
      "avgPool2d",
      [
        "size": .pair, "stride": .pair, "padding": .padding, "ceil": .flag, "include": .flag,
      ], torch: "F.avg_pool2d(a, size, stride, padding, ceil, include)"
    ) { x, arguments, size, stride in
      x.avgPool2d(
        size, stride: stride, padding: try arguments.pair("padding"),
        ceilMode: try arguments.flag("ceil"), countIncludePad: try arguments.flag("include"))
    },
  ]
}
