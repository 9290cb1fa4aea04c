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
