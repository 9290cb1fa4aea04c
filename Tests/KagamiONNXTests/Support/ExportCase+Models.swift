import Kagami
import KagamiGAN
import KagamiNN

extension ExportCase {
  static var recurrences: [ExportCase] {
    let (lstm, gru) = (LSTM(4, 5, batchFirst: true, bidirectional: true), GRU(4, 5))
    return [
      ExportCase("rnn", RNN(4, 5, numLayers: 2, batchFirst: true), [6, 4]),
      ExportCase("rnn_relu", RNN(4, 5, nonlinearity: .relu, batchFirst: true), [6, 4]),
      ExportCase("lstm", LSTM(4, 5, numLayers: 2, batchFirst: true), [6, 4]),
      ExportCase(
        "lstm_states", lstm, forward: { lstm($0) }, inputs: { [Tensor.randn([$0, 3, 4])] }),
      ExportCase("lstm_projection", LSTM(4, 5, batchFirst: true, projSize: 3), [4, 4]),
      ExportCase(
        "gru_steps_first", gru, batchAxis: 1, forward: { gru($0) },
        inputs: { [Tensor.randn([6, $0, 4]), Tensor.randn([1, $0, 5])] }),
      ExportCase(
        "gru_cell", GRUCell(4, 5), inputs: { [Tensor.randn([$0, 4]), Tensor.randn([$0, 5])] }),
    ]
  }

  static var functions: [ExportCase] {
    [
      ExportCase("arithmetic", of: [4, 3]) { ($0 + 1) * $0 - $0 / 3 },
      ExportCase("powers", of: [4]) { ($0.abs() + 0.5).pow(1.5) + $0.pow(3) + $0.pow(2) },
      ExportCase("exponentials", of: [4]) { ($0 * 0.5).exp() + ($0.abs() + 1).log().sqrt() },
      ExportCase("other_exponentials", of: [4]) {
        $0.expm1() + $0.exp2() + $0.abs().log1p() + ($0.abs() + 1).log2() + ($0.abs() + 1).log10()
      },
      ExportCase("trigonometry", of: [4]) {
        $0.sin() + $0.cos() + $0.atan() + $0.sinh() + $0.cosh() + $0.asinh()
      },
      ExportCase("rounding", of: [9]) {
        ($0 * 3).floor() + ($0 * 3).ceil() * 2 + ($0 * 3).round() * 4 + ($0 * 3).trunc() * 8
      },
      ExportCase("clamp", of: [9]) { $0.clamp(min: -0.5, max: 0.5) + $0.clamp(min: 0.1) },
      ExportCase("extrema", of: [4, 3]) { $0.maximum($0 * 2) + $0.minimum(-$0) },
      ExportCase("selection", of: [9]) {
        Tensor.where(($0 .> 0) .&& .!($0 .> 1), $0 * 2, $0 - 1)
      },
      ExportCase("reductions", of: [4, 3]) {
        $0.sum(axis: 1) + $0.mean(axis: 1) + $0.prod(axis: 1) + $0.amax(axis: 1) + $0.amin(axis: 1)
      },
      ExportCase("log_sum_exp", of: [4, 3]) { $0.logSumExp(axis: 1, keepDims: true) + $0 },
      ExportCase("variance", of: [4, 3]) { $0.var(axis: 2) + $0.std(axis: 2) },
      ExportCase("norms", of: [4, 3]) {
        $0.vectorNorm(axis: 1) + $0.vectorNorm(1, axis: 1) + $0.vectorNorm(3, axis: 1)
      },
      ExportCase("running_sum", of: [5]) { $0.cumSum(axis: 1) },
      ExportCase("largest", of: [5, 3]) { $0.max(axis: 1).values },
      ExportCase("argmax", of: [5]) { $0.argmax(axis: 1) },
      ExportCase("transposed", of: [4, 3]) { $0.transpose(1, 2) + 1 },
      ExportCase("parts", of: [6, 5]) { $0[0..., 1..<4] + $0[0..., 2..<5].flip(axis: 2) },
      ExportCase("side_by_side", of: [4]) { Tensor.concatenate([$0, $0 * 2, $0], axis: 1) },
      ExportCase("stacked", of: [4]) { Tensor.stack([$0, $0 * 2], axis: 1) },
      ExportCase("with_a_row_more", of: [4]) {
        Tensor.concatenate([$0, Tensor.zeros([1, 4])], axis: 0)
      },
      ExportCase("attention", of: [5, 4]) { x in
        (x.matmul(x.transpose()) / 2).softmax(axis: -1).matmul(x)
      },
      ExportCase("expanded", of: [4]) { x in
        x.unsqueeze(axis: 1).expand([x.shape[0], 3, 4]) * Tensor.ones([x.shape[0], 3, 1])
      },
      ExportCase("in_place", of: [4]) { x in
        var y = x * 2
        y += x
        y *= 0.5
        return y
      },
      ExportCase("over_the_batch", of: [4]) { $0 - $0.mean(axis: 0, keepDims: true) },
    ]
  }

  static var models: [ExportCase] {
    let extents = DCGAN(imageSize: 16, channels: 1, latent: 8, width: 4)
    return [
      ExportCase("generator", Generator(), [100]),
      ExportCase("discriminator", Discriminator(), [784]),
      ExportCase("lenet", LeNet(), [1, 28, 28]),
      ExportCase("dcgan_generator", DCGANGenerator(extents), [8, 1, 1]),
      ExportCase("dcgan_discriminator", DCGANDiscriminator(extents), [1, 16, 16]),
    ]
  }
}
