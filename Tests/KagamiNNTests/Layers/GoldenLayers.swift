import Kagami
import KagamiNN

/// The layers of the golden files, by the names that they have there.
enum GoldenLayers {
  static func make(_ name: String, _ dtype: DType = .float32) -> Module? {
    activation(name) ?? normalization(name, dtype) ?? window(name, dtype) ?? other(name, dtype)
  }

  /// Calls a layer with as many inputs as it takes.
  static func run(_ layer: Module, _ inputs: [Tensor]) -> Tensor {
    inputs.count == 2 ? layer(inputs[0], inputs[1]) : layer(inputs[0])
  }

  private static func activation(_ name: String) -> Module? {
    switch name {
    case "Identity": Identity()
    case "ELU": ELU()
    case "ELU of 0.5": ELU(0.5)
    case "SELU": SELU()
    case "GELU": GELU()
    case "GELU by tanh": GELU(approximate: .tanh)
    case "SiLU": SiLU()
    case "Softplus": Softplus()
    case "Softplus of 2 and 3": Softplus(2, 3)
    case "Hardtanh": Hardtanh()
    case "Hardtanh to 6": Hardtanh(0, 6)
    case "ReLU6": ReLU6()
    case "Hardswish": Hardswish()
    case "Hardsigmoid": Hardsigmoid()
    case "Mish": Mish()
    case "LogSigmoid": LogSigmoid()
    case "Softsign": Softsign()
    case "Tanhshrink": Tanhshrink()
    case "CELU": CELU()
    case "CELU of 0.5": CELU(0.5)
    case "Threshold": Threshold(0.25, 1.5)
    case "Hardshrink": Hardshrink()
    case "Softshrink": Softshrink(0.25)
    case "Softmin": Softmin(axis: 1)
    case "GLU": GLU()
    case "GLU along 0": GLU(axis: 0)
    case "CosineSimilarity": CosineSimilarity()
    default: nil
    }
  }

  private static func normalization(_ name: String, _ dtype: DType) -> Module? {
    switch name {
    case "BatchNorm1d": BatchNorm1d(4, dtype: dtype)
    case "BatchNorm1d of 2": BatchNorm1d(2, dtype: dtype)
    case "BatchNorm1d cumulative": BatchNorm1d(4, momentum: nil, dtype: dtype)
    case "BatchNorm1d of momentum 0.3": BatchNorm1d(4, eps: 1e-3, momentum: 0.3, dtype: dtype)
    case "BatchNorm1d without affine": BatchNorm1d(4, affine: false, dtype: dtype)
    case "BatchNorm1d without tracking": BatchNorm1d(4, trackRunningStats: false, dtype: dtype)
    case "BatchNorm1d without bias": BatchNorm1d(4, dtype: dtype, bias: false)
    case "LayerNorm": LayerNorm(4, dtype: dtype)
    case "LayerNorm of two axes": LayerNorm([3, 2], eps: 1e-2, dtype: dtype)
    case "LayerNorm without affine": LayerNorm(4, elementwiseAffine: false, dtype: dtype)
    case "LayerNorm without bias": LayerNorm(4, bias: false, dtype: dtype)
    case "BatchNorm2d": BatchNorm2d(2, dtype: dtype)
    case "InstanceNorm2d": InstanceNorm2d(2, dtype: dtype)
    case "InstanceNorm2d with all":
      InstanceNorm2d(
        2, eps: 1e-3, momentum: 0.3, affine: true, trackRunningStats: true, dtype: dtype)
    case "InstanceNorm1d": InstanceNorm1d(2, affine: true, dtype: dtype)
    case "GroupNorm": GroupNorm(2, 4, dtype: dtype)
    case "GroupNorm of 6": GroupNorm(2, 6, dtype: dtype)
    case "GroupNorm without affine": GroupNorm(4, 4, affine: false, dtype: dtype)
    default: nil
    }
  }

  private static func window(_ name: String, _ dtype: DType) -> Module? {
    switch name {
    case "Conv2d": Conv2d(3, 4, 3, dtype: dtype)
    case "Conv2d with all":
      Conv2d(
        4, 6, [3, 2], stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2, bias: false,
        dtype: dtype)
    case "Conv2d to equal extents": Conv2d(2, 2, 2, padding: .same)
    case "MaxPool2d": MaxPool2d(2)
    case "MaxPool2d with all":
      MaxPool2d([2, 3], stride: [1, 2], padding: 1, dilation: [2, 1], ceilMode: true)
    case "AvgPool2d": AvgPool2d(2)
    case "AvgPool2d with all":
      AvgPool2d([3, 2], stride: 2, padding: 1, ceilMode: true, countIncludePad: false)
    case "AvgPool2d by 3": AvgPool2d(2, divisorOverride: 3)
    default: sequence(name, dtype) ?? rearrangement(name)
    }
  }

  private static func sequence(_ name: String, _ dtype: DType) -> Module? {
    switch name {
    case "Conv1d": Conv1d(3, 4, 3, dtype: dtype)
    case "Conv1d with all":
      Conv1d(
        4, 6, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false, dtype: dtype)
    case "Conv1d to equal extents": Conv1d(2, 2, 3, padding: .same)
    case "ConvTranspose2d": ConvTranspose2d(3, 4, 4, stride: 2, padding: 1, dtype: dtype)
    case "ConvTranspose2d with all":
      ConvTranspose2d(
        4, 6, [3, 2], stride: [2, 1], padding: [1, 0], outputPadding: 1, groups: 2, bias: false,
        dilation: [1, 2], dtype: dtype)
    case "ConvTranspose1d":
      ConvTranspose1d(3, 2, 4, stride: 2, padding: 1, outputPadding: 1, dtype: dtype)
    case "MaxPool1d": MaxPool1d(3, stride: 2, padding: 1)
    case "AvgPool1d":
      AvgPool1d(3, stride: 2, padding: 1, ceilMode: true, countIncludePad: false)
    case "AdaptiveAvgPool2d": AdaptiveAvgPool2d([3, 2])
    case "AdaptiveAvgPool2d of 1": AdaptiveAvgPool2d(1)
    case "AdaptiveAvgPool1d": AdaptiveAvgPool1d(3)
    case "AdaptiveMaxPool2d": AdaptiveMaxPool2d([3, 2])
    case "AdaptiveMaxPool1d": AdaptiveMaxPool1d(3)
    default: nil
    }
  }

  private static func rearrangement(_ name: String) -> Module? {
    switch name {
    case "Upsample by 2": Upsample(scale: 2)
    case "Upsample by 2 and 1.5": Upsample(scale: [2, 1.5], mode: .linear)
    case "Upsample to 3 by 5": Upsample(size: [3, 5], mode: .linear, alignCorners: true)
    case "ReflectionPad2d": ReflectionPad2d([1, 2, 0, 1])
    case "ReplicationPad2d": ReplicationPad2d(2)
    case "ZeroPad2d": ZeroPad2d([1, 0, 2, -1])
    case "ConstantPad2d": ConstantPad2d(1, value: 0.5)
    case "PixelShuffle": PixelShuffle(2)
    case "PixelUnshuffle": PixelUnshuffle(2)
    case "Unfold": Unfold([2, 3], padding: 1, stride: [1, 2])
    case "Fold": Fold([3, 4], kernelSize: [2, 3])
    default: nil
    }
  }

  private static func other(_ name: String, _ dtype: DType) -> Module? {
    switch name {
    case "PReLU": PReLU(dtype: dtype)
    case "PReLU of 4": PReLU(4, dtype: dtype)
    case "Dropout": Dropout()
    case "Dropout of 0.3": Dropout(0.3)
    case "Dropout of 0": Dropout(0)
    case "Dropout2d": Dropout2d()
    case "Dropout1d of 0.3": Dropout1d(0.3)
    case "Dropout of 1": Dropout(1)
    case "Embedding": Embedding(5, 3, dtype: dtype)
    case "Embedding of 7 by 5": Embedding(7, 5, dtype: dtype)
    case "Embedding with padding": Embedding(5, 3, paddingIdx: -3)
    case "Embedding by frequency": Embedding(5, 3, scaleGradByFreq: true)
    case "Embedding with padding by frequency":
      Embedding(5, 3, paddingIdx: 2, scaleGradByFreq: true)
    case "Embedding of norm 1": Embedding(5, 3, maxNorm: 1)
    case "Embedding of 1-norm 1": Embedding(5, 3, maxNorm: 1, normType: 1)
    case "Bilinear": Bilinear(3, 2, 4, dtype: dtype)
    case "Bilinear without bias": Bilinear(2, 3, 2, bias: false)
    case "Flatten": Flatten()
    case "Flatten of the first two": Flatten(from: 0, through: 1)
    case "Unflatten": Unflatten(axis: 1, [2, -1])
    default: nil
    }
  }
}
