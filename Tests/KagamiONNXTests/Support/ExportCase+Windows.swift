import Kagami
import KagamiNN

extension ExportCase {
  static var windows: [ExportCase] {
    [
      ExportCase("conv_1d", Conv1d(3, 4, 3, stride: 2, padding: 1), [3, 11]),
      ExportCase("conv_1d_groups", Conv1d(4, 6, 3, padding: 2, dilation: 2, groups: 2), [4, 11]),
      ExportCase("conv_2d", Conv2d(3, 4, 3), [3, 8, 9]),
      ExportCase(
        "conv_2d_all",
        Conv2d(4, 6, [3, 2], stride: [2, 1], padding: [2, 1], dilation: [1, 2], groups: 2),
        [4, 8, 9]),
      ExportCase("conv_2d_relu", Sequential(Conv2d(3, 4, 3, bias: false), ReLU()), [3, 8, 9]),
      ExportCase("conv_transpose_1d", ConvTranspose1d(3, 4, 3, stride: 2, padding: 1), [3, 6]),
      ExportCase("conv_transpose_2d", ConvTranspose2d(3, 4, 4, stride: 2, padding: 1), [3, 5, 6]),
      ExportCase(
        "conv_transpose_2d_output_padding",
        ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2), [4, 5, 6]),
      ExportCase(
        "conv_transpose_2d_beyond", ConvTranspose2d(3, 4, 2, stride: 3, outputPadding: 2),
        [3, 4, 4]),
      ExportCase("max_pool_1d", MaxPool1d(3, stride: 2, padding: 1), [3, 10]),
      ExportCase("max_pool_2d", MaxPool2d(2), [3, 8, 9]),
      ExportCase(
        "max_pool_2d_ceil", MaxPool2d(3, stride: 2, padding: 1, ceilMode: true), [3, 8, 9]),
      ExportCase("max_pool_2d_dilated", MaxPool2d(2, stride: 1, dilation: 2), [3, 8, 9]),
      ExportCase("avg_pool_1d", AvgPool1d(3, stride: 2, padding: 1), [3, 10]),
      ExportCase("avg_pool_2d", AvgPool2d(2), [3, 8, 9]),
      ExportCase(
        "avg_pool_2d_ceil",
        AvgPool2d(3, stride: 2, padding: 1, ceilMode: true, countIncludePad: false), [3, 8, 9]),
      ExportCase("avg_pool_2d_divisor", AvgPool2d(2, padding: 1, divisorOverride: 3), [3, 8, 9]),
      ExportCase("adaptive_avg_pool_1d", AdaptiveAvgPool1d(4), [3, 8]),
      ExportCase("adaptive_avg_pool_2d", AdaptiveAvgPool2d(1), [3, 8, 9]),
      ExportCase("adaptive_avg_pool_2d_parts", AdaptiveAvgPool2d([4, 3]), [3, 8, 9]),
      ExportCase("adaptive_avg_pool_2d_overlap", AdaptiveAvgPool2d([3, 4]), [3, 8, 9]),
      ExportCase("adaptive_max_pool_1d", AdaptiveMaxPool1d(5), [3, 10]),
      ExportCase("adaptive_max_pool_2d", AdaptiveMaxPool2d([4, 3]), [3, 8, 9]),
      ExportCase("adaptive_max_pool_2d_overlap", AdaptiveMaxPool2d([3, 4]), [3, 8, 9]),
      ExportCase("upsample_nearest", Upsample(scale: 2), [3, 4, 5]),
      ExportCase("upsample_bilinear", Upsample(scale: 2, mode: .linear), [3, 4, 5]),
      ExportCase(
        "upsample_corners", Upsample(size: [7, 9], mode: .linear, alignCorners: true), [3, 4, 5]),
      ExportCase("reflection_pad", ReflectionPad2d(2), [3, 5, 6]),
      ExportCase("replication_pad", ReplicationPad2d(2), [3, 5, 6]),
      ExportCase("zero_pad", ZeroPad2d(1), [3, 5, 6]),
      ExportCase("constant_pad", ConstantPad2d(2, value: 1.5), [3, 5, 6]),
      ExportCase("pixel_shuffle", PixelShuffle(2), [8, 3, 4]),
      ExportCase("pixel_unshuffle", PixelUnshuffle(2), [3, 4, 6]),
    ]
  }
}
