public import Kagami

/// Channels with their mean taken away, divided by their standard deviation.
///
/// ```swift
/// Normalize(mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225])
/// ```
/// `(x − mean) / std`, channel by channel. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Normalize.html>.
public struct Normalize: ImageTransform {
  /// What is taken away from each channel.
  public let mean: [Double]
  /// What each channel is then divided by.
  public let std: [Double]

  /// Steps for each channel, or one for all.
  ///
  /// - Parameters:
  ///   - mean: One number for each channel, or one for all.
  ///   - std: As many, none of them 0.
  public init(mean: [Double], std: [Double]) {
    if mean.isEmpty || mean.count != std.count || std.contains(0) {
      misuse(
        "Normalize", "means \(mean) and deviations \(std)",
        hint: "pass as many of either as there are channels, without 0 among the latter")
    }
    self.mean = mean
    self.std = std
  }

  /// The image with its channels shifted and scaled.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    let rank = image.rank
    if rank < 3 || mean.count > 1 && image.shape[rank - 3] != mean.count
      || !image.dtype.isFloatingPoint
    {
      misuse(
        "Normalize", "\(image.dtype) of \(image.shape) is no image of \(mean.count) channels",
        hint: "pass floating-point numbers of [channels, height, width]")
    }
    func column(_ values: [Double]) -> Tensor {
      Tensor(values, shape: [values.count, 1, 1], dtype: image.dtype, device: image.device)
    }
    return (image - column(mean)) / column(std)
  }
}
