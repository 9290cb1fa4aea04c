import Kagami
import KagamiNN

extension ExportCase {
  static var activations: [ExportCase] {
    let modules: [(String, Module)] = [
      ("relu", ReLU()), ("relu6", ReLU6()), ("leaky_relu", LeakyReLU(0.2)),
      ("leaky_relu_down", LeakyReLU(-0.2)), ("elu", ELU(0.7)),
      ("celu", CELU(0.7)), ("selu", SELU()), ("gelu", GELU()),
      ("gelu_tanh", GELU(approximate: .tanh)), ("sigmoid", Sigmoid()), ("tanh", Tanh()),
      ("silu", SiLU()), ("mish", Mish()), ("softplus", Softplus()),
      ("softplus_steep", Softplus(2, 1)), ("softsign", Softsign()),
      ("tanhshrink", Tanhshrink()), ("softshrink", Softshrink()), ("hardshrink", Hardshrink()),
      ("hardtanh", Hardtanh()), ("hardsigmoid", Hardsigmoid()), ("hardswish", Hardswish()),
      ("log_sigmoid", LogSigmoid()), ("threshold", Threshold(0.1, 20)), ("prelu", PReLU()),
      ("prelu_channels", PReLU(6)), ("glu", GLU()), ("softmax", Softmax(axis: 1)),
      ("softmin", Softmin(axis: -1)), ("log_softmax", LogSoftmax(axis: 1)),
    ]
    return modules.map { name, module in
      // From far below to far above 0.
      ExportCase(name, module) { [Tensor.randn([$0, 6, 8]) * 3] }
    }
  }

  static var layers: [ExportCase] {
    let shared = Linear(6, 6)
    return [
      ExportCase("linear", Linear(6, 4), [6]),
      ExportCase("linear_without_bias", Linear(6, 4, bias: false), [6]),
      ExportCase("linear_of_rows", Linear(6, 4), [5, 6]),
      ExportCase("linear_relu", Sequential(Linear(6, 4), ReLU(), Linear(4, 3), Tanh()), [6]),
      ExportCase("linear_leaky", Sequential(Linear(6, 4), LeakyReLU(0.2)), [6]),
      ExportCase("shared_weights", Sequential(shared, Sigmoid(), shared), [6]),
      ExportCase(
        "bilinear", Bilinear(4, 5, 3), inputs: { [Tensor.randn([$0, 4]), Tensor.randn([$0, 5])] }),
      ExportCase(
        "cosine_similarity", CosineSimilarity(),
        inputs: { [Tensor.randn([$0, 4]), Tensor.randn([$0, 4])] }),
      ExportCase("embedding", Embedding(7, 4)) { rows($0, 5, below: 7) },
      ExportCase("embedding_padding", Embedding(7, 4, paddingIdx: 0)) { rows($0, 5, below: 7) },
      ExportCase("batch_norm_1d", trained(BatchNorm1d(6), [16, 6]), [6]),
      ExportCase("batch_norm_1d_positions", trained(BatchNorm1d(6), [16, 6, 3]), [6, 3]),
      ExportCase("batch_norm_2d", trained(BatchNorm2d(3), [8, 3, 4, 4]), [3, 4, 4]),
      ExportCase("layer_norm", LayerNorm(6), [5, 6]),
      ExportCase("layer_norm_two_axes", LayerNorm([5, 6]), [5, 6]),
      ExportCase("layer_norm_plain", LayerNorm(6, elementwiseAffine: false), [6]),
      ExportCase("group_norm", GroupNorm(2, 6), [6, 4, 4]),
      ExportCase("group_norm_flat", GroupNorm(2, 6), [6]),
      ExportCase("instance_norm_1d", InstanceNorm1d(3), [3, 7]),
      ExportCase("instance_norm_2d", InstanceNorm2d(3, affine: true), [3, 5, 5]),
      ExportCase("dropout", Sequential(Linear(6, 6), Dropout(0.5)), [6]),
      ExportCase("dropout_2d", Dropout2d(0.5), [3, 4, 4]),
      ExportCase("identity", Identity(), [4]),
      ExportCase("spectral_norm", SpectralNorm(Linear(6, 4)), [6]),
      ExportCase("flatten", Flatten(), [3, 4, 2]),
      ExportCase("flatten_all_but_last", Flatten(from: 0, through: 1), [3, 4]),
      ExportCase("unflatten", Unflatten(axis: 1, [3, 4]), [12]),
    ]
  }

  /// Row numbers, every one of which is there.
  private static func rows(_ batch: Int, _ count: Int, below bound: Int) -> [Tensor] {
    [Tensor((0..<batch * count).map { ($0 * 3 + batch) % bound }, shape: [batch, count])]
  }

  /// A layer whose running statistics are not those of the beginning, nor its weights.
  private static func trained(_ layer: BatchNorm, _ shape: Shape) -> Module {
    for _ in 0..<3 { _ = layer(Tensor.randn(shape) * 2 + 1) }
    layer.weight?.assign(Tensor.rand([layer.numFeatures]) + 0.5)
    layer.bias?.assign(Tensor.randn([layer.numFeatures]))
    return layer
  }
}
