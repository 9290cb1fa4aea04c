import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
  static let windows: [ModuleForm] = [
    layer(
      "Conv2d",
      [
        "channels": "channels", "out": "small", "size": "pair", "stride": "pair",
        "padding": "padding", "dilation": "pair", "groups": "divisor", "bias": "flag",
      ], inputs: "images",
      torch: "nn.Conv2d(channels, groups * out, size, stride, padding, dilation, groups, bias)"
    ) {
      let groups = try $0.integer("groups")
      return Conv2d(
        try $0.integer("channels"), groups * (try $0.integer("out")), try $0.pair("size"),
        stride: try $0.pair("stride"), padding: .zeros(try $0.pair("padding")),
        dilation: try $0.pair("dilation"), groups: groups, bias: try $0.flag("bias"))
    },
    layer(
      "ConvTranspose2d",
      [
        "channels": "channels", "out": "small", "size": "pair", "stride": "pair",
        "padding": "padding", "dilation": "pair", "groups": "divisor", "bias": "flag",
      ], inputs: "images",
      torch:
        "nn.ConvTranspose2d(channels, groups * out, size, stride, padding, 0, groups, bias, dilation)"
    ) {
      let groups = try $0.integer("groups")
      return ConvTranspose2d(
        try $0.integer("channels"), groups * (try $0.integer("out")), try $0.pair("size"),
        stride: try $0.pair("stride"), padding: try $0.pair("padding"), groups: groups,
        bias: try $0.flag("bias"), dilation: try $0.pair("dilation"))
    },
    layer(
      "Conv1d",
      [
        "channels": "channels", "out": "small", "size": "small", "groups": "divisor",
        "bias": "flag",
      ], inputs: "sequences",
      torch: "nn.Conv1d(channels, groups * out, size, 1, 1, 1, groups, bias)"
    ) {
      let groups = try $0.integer("groups")
      return Conv1d(
        try $0.integer("channels"), groups * (try $0.integer("out")), try $0.integer("size"),
        padding: 1, groups: groups, bias: try $0.flag("bias"))
    },
    layer(
      "ConvTranspose1d",
      [
        "channels": "channels", "out": "small", "size": "small", "stride": "small", "bias": "flag",
      ], inputs: "sequences",
      torch: "nn.ConvTranspose1d(channels, out, size, stride, bias=bias)"
    ) {
      ConvTranspose1d(
        try $0.integer("channels"), try $0.integer("out"), try $0.integer("size"),
        stride: try $0.integer("stride"), bias: try $0.flag("bias"))
    },
    layer(
      "MaxPool1d", ["size": "small", "stride": "small", "ceil": "flag"], inputs: "sequences",
      torch: "nn.MaxPool1d(size, stride, ceil_mode=ceil)"
    ) {
      MaxPool1d(
        try $0.integer("size"), stride: try $0.integer("stride"), ceilMode: try $0.flag("ceil"))
    },
    layer(
      "AvgPool1d", ["size": "small", "stride": "small", "ceil": "flag"], inputs: "sequences",
      torch: "nn.AvgPool1d(size, stride, 0, ceil)"
    ) {
      AvgPool1d(
        try $0.integer("size"), stride: try $0.integer("stride"), ceilMode: try $0.flag("ceil"))
    },
    layer(
      "AdaptiveAvgPool2d", ["size": "pair"], inputs: "images",
      torch: "nn.AdaptiveAvgPool2d(size)"
    ) { AdaptiveAvgPool2d(try $0.pair("size")) },
    layer(
      "AdaptiveMaxPool2d", ["size": "pair"], inputs: "images",
      torch: "nn.AdaptiveMaxPool2d(size)"
    ) { AdaptiveMaxPool2d(try $0.pair("size")) },
    layer(
      "AdaptiveAvgPool1d", ["size": "small"], inputs: "sequences",
      torch: "nn.AdaptiveAvgPool1d(size)"
    ) { AdaptiveAvgPool1d(try $0.integer("size")) },
    layer(
      "Upsample", ["factor": "small", "linear": "flag"], inputs: "images",
      torch: "nn.Upsample(scale_factor=factor, mode='bilinear' if linear else 'nearest')"
    ) {
      Upsample(
        scale: Double(try $0.integer("factor")), mode: try $0.flag("linear") ? .linear : .nearest)
    },
    layer(
      "ReflectionPad2d", ["widths": "padding"], inputs: "images",
      torch: "nn.ReflectionPad2d((widths[1], widths[1], widths[0], 0))"
    ) {
      let widths = try $0.pair("widths")
      return ReflectionPad2d(
        PaddingWidths(left: widths.columns, right: widths.columns, top: widths.rows))
    },
    layer(
      "ZeroPad2d", ["widths": "pair"], inputs: "images",
      torch: "nn.ZeroPad2d((widths[1], 0, widths[0], widths[1]))"
    ) {
      let widths = try $0.pair("widths")
      return ZeroPad2d(
        PaddingWidths(left: widths.columns, top: widths.rows, bottom: widths.columns))
    },
    layer(
      "AdaptiveMaxPool1d", ["size": "small"], inputs: "sequences",
      torch: "nn.AdaptiveMaxPool1d(size)"
    ) { AdaptiveMaxPool1d(try $0.integer("size")) },
    layer(
      "ReplicationPad2d", ["widths": "pair"], inputs: "images",
      torch: "nn.ReplicationPad2d((widths[1], 0, widths[0], widths[1]))"
    ) {
      let widths = try $0.pair("widths")
      return ReplicationPad2d(
        PaddingWidths(left: widths.columns, top: widths.rows, bottom: widths.columns))
    },
    layer(
      "ConstantPad2d", ["widths": "pair", "value": "number"], inputs: "images",
      torch: "nn.ConstantPad2d((widths[1], 0, widths[0], 0), value)"
    ) {
      let widths = try $0.pair("widths")
      return ConstantPad2d(
        PaddingWidths(left: widths.columns, top: widths.rows), value: try $0.number("value"))
    },
    layer("PixelShuffle", ["factor": "small"], inputs: "images", torch: "nn.PixelShuffle(factor)") {
      PixelShuffle(try $0.integer("factor"))
    },
    layer(
      "PixelUnshuffle", ["factor": "small"], inputs: "images", torch: "nn.PixelUnshuffle(factor)"
    ) { PixelUnshuffle(try $0.integer("factor")) },
    layer(
      "Unfold", ["size": "pair", "stride": "pair", "padding": "padding"], inputs: "images",
      torch: "nn.Unfold(size, 1, padding, stride)"
    ) {
      Unfold(
        try $0.pair("size"), padding: try $0.pair("padding"), stride: try $0.pair("stride"))
    },
    layer("Dropout2d", ["p": "chance"], inputs: "images", torch: "nn.Dropout2d(p)") {
      Dropout2d(try $0.number("p"))
    },
    layer("Dropout1d", ["p": "chance"], inputs: "sequences", torch: "nn.Dropout1d(p)") {
      Dropout1d(try $0.number("p"))
    },
    layer(
      "MaxPool2d", ["size": "pair", "stride": "pair", "padding": "padding", "ceil": "flag"],
      inputs: "images", torch: "nn.MaxPool2d(size, stride, padding, ceil_mode=ceil)"
    ) {
      MaxPool2d(
        try $0.pair("size"), stride: try $0.pair("stride"), padding: try $0.pair("padding"),
        ceilMode: try $0.flag("ceil"))
    },
    layer(
      "AvgPool2d",
      [
        "size": "pair", "stride": "pair", "padding": "padding", "ceil": "flag", "include": "flag",
      ], inputs: "images", torch: "nn.AvgPool2d(size, stride, padding, ceil, include)"
    ) {
      AvgPool2d(
        try $0.pair("size"), stride: try $0.pair("stride"), padding: try $0.pair("padding"),
        ceilMode: try $0.flag("ceil"), countIncludePad: try $0.flag("include"))
    },
  ]
}
