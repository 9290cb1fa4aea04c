import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
  static let normalizations: [ModuleForm] = [
    layer(
      "BatchNorm1d",
      [
        "channels": "channels", "eps": "tiny", "momentum": "optionalShare", "affine": "flag",
        "track": "flag", "bias": "flag",
      ], inputs: "batch", torch: "nn.BatchNorm1d(channels, eps, momentum, affine, track, bias=bias)"
    ) {
      BatchNorm1d(
        try $0.integer("channels"), eps: try $0.number("eps"),
        momentum: try $0.optionalNumber("momentum"), affine: try $0.flag("affine"),
        trackRunningStats: try $0.flag("track"), bias: try $0.flag("bias"))
    },
    layer(
      "BatchNorm2d",
      [
        "channels": "channels", "eps": "tiny", "momentum": "optionalShare", "affine": "flag",
        "track": "flag",
      ], inputs: "images", torch: "nn.BatchNorm2d(channels, eps, momentum, affine, track)"
    ) {
      BatchNorm2d(
        try $0.integer("channels"), eps: try $0.number("eps"),
        momentum: try $0.optionalNumber("momentum"), affine: try $0.flag("affine"),
        trackRunningStats: try $0.flag("track"))
    },
    layer(
      "InstanceNorm2d",
      [
        "channels": "channels", "eps": "tiny", "momentum": "optionalShare", "affine": "flag",
        "track": "flag",
      ], inputs: "images", torch: "nn.InstanceNorm2d(channels, eps, momentum, affine, track)"
    ) {
      InstanceNorm2d(
        try $0.integer("channels"), eps: try $0.number("eps"),
        momentum: try $0.optionalNumber("momentum"), affine: try $0.flag("affine"),
        trackRunningStats: try $0.flag("track"))
    },
    layer(
      "InstanceNorm1d",
      ["channels": "channels", "eps": "tiny", "affine": "flag"], inputs: "sequences",
      torch: "nn.InstanceNorm1d(channels, eps, affine=affine)"
    ) {
      InstanceNorm1d(
        try $0.integer("channels"), eps: try $0.number("eps"), affine: try $0.flag("affine"))
    },
    layer(
      "LayerNorm", ["shape": "trailing", "eps": "tiny", "affine": "flag", "bias": "flag"],
      inputs: "features", torch: "nn.LayerNorm(shape, eps, affine, bias)"
    ) {
      LayerNorm(
        $0.shape("shape"), eps: try $0.number("eps"), elementwiseAffine: try $0.flag("affine"),
        bias: try $0.flag("bias"))
    },
    layer(
      "GroupNorm",
      [
        "channels": "channels", "groups": "divisor", "eps": "tiny", "affine": "flag",
        "bias": "flag",
      ], inputs: "channels", torch: "nn.GroupNorm(groups, channels, eps, affine, bias=bias)"
    ) {
      GroupNorm(
        try $0.integer("groups"), try $0.integer("channels"), eps: try $0.number("eps"),
        affine: try $0.flag("affine"), bias: try $0.flag("bias"))
    },
  ]
}
