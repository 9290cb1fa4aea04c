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
    FuzzForm(
      "convTranspose2d", [.image, .kernel, .bias],
      ["stride": .pair, "padding": .padding, "dilation": .pair, "extended": .flag],
      torch:
        "F.conv_transpose2d(a, b.transpose(0, 1), c, stride, padding, "
        + "[s - 1 for s in stride] if extended else 0, 1, dilation)"
    ) { inputs, arguments in
      let stride = try arguments.pair("stride")
      return inputs[0].convTranspose2d(
        inputs[1].transpose(0, 1), inputs[2], stride: stride,
        padding: try arguments.pair("padding"),
        outputPadding: try arguments.flag("extended")
          ? Pair(stride.rows - 1, stride.columns - 1) : 0,
        dilation: try arguments.pair("dilation"))
    },
    FuzzForm(
      "conv1d", [.image, .kernel, .bias], ["stride": .pair, "padding": .padding],
      torch: "F.conv1d(a.flatten(-2), b.flatten(-2), c, stride[1], padding[1])"
    ) { inputs, arguments in
      inputs[0].flatten(from: -2).conv1d(
        inputs[1].flatten(from: -2), inputs[2], stride: try arguments.pair("stride").columns,
        padding: .zeros(Pair(try arguments.pair("padding").columns)))
    },
    FuzzForm(
      "convTranspose1d", [.image, .kernel, .bias], ["stride": .pair, "padding": .padding],
      torch:
        "F.conv_transpose1d(a.flatten(-2), b.flatten(-2).transpose(0, 1), c, stride[1], padding[1])"
    ) { inputs, arguments in
      inputs[0].flatten(from: -2).convTranspose1d(
        inputs[1].flatten(from: -2).transpose(0, 1), inputs[2],
        stride: try arguments.pair("stride").columns,
        padding: try arguments.pair("padding").columns)
    },
    pool(
      "unfold", ["size": .pair, "stride": .pair, "padding": .padding, "dilation": .pair],
      torch: "F.unfold(a, size, dilation, padding, stride)"
    ) { x, arguments, size, stride in
      x.unfold(
        size, dilation: try arguments.pair("dilation"), padding: try arguments.pair("padding"),
        stride: stride)
    },
    pool(
      "fold", ["size": .pair, "stride": .pair, "padding": .padding],
      torch: "F.fold(F.unfold(a, size, 1, padding, stride), a.shape[-2:], size, 1, padding, stride)"
    ) { x, arguments, size, stride in
      let padding = try arguments.pair("padding")
      return x.unfold(size, padding: padding, stride: stride)
        .fold(Pair(x.shape[-2], x.shape[-1]), kernelSize: size, padding: padding, stride: stride)
    },
    FuzzForm(
      "adaptiveAvgPool2d", [.image], ["size": .pair], torch: "F.adaptive_avg_pool2d(a, size)"
    ) { inputs, arguments in inputs[0].adaptiveAvgPool2d(try arguments.pair("size")) },
    FuzzForm(
      "adaptiveMaxPool2d", [.image], ["size": .pair], torch: "F.adaptive_max_pool2d(a, size)"
    ) { inputs, arguments in inputs[0].adaptiveMaxPool2d(try arguments.pair("size")) },
    FuzzForm(
      "maxPool1d", [.image], ["size": .pair, "stride": .pair, "ceil": .flag],
      torch: "F.max_pool1d(a.flatten(-2), size[1], stride[1], 0, 1, ceil)"
    ) { inputs, arguments in
      inputs[0].flatten(from: -2).maxPool1d(
        try arguments.pair("size").columns, stride: try arguments.pair("stride").columns,
        ceilMode: try arguments.flag("ceil"))
    },
    FuzzForm(
      "avgPool1d", [.image], ["size": .pair, "stride": .pair, "ceil": .flag],
      torch: "F.avg_pool1d(a.flatten(-2), size[1], stride[1], 0, ceil)"
    ) { inputs, arguments in
      inputs[0].flatten(from: -2).avgPool1d(
        try arguments.pair("size").columns, stride: try arguments.pair("stride").columns,
        ceilMode: try arguments.flag("ceil"))
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
