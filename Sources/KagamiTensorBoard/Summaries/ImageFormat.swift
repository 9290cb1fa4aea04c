internal import Kagami

/// The order of a picture's axes: PyTorch's `dataformats`.
///
/// ```swift
/// try writer.addImage("noise", Tensor.rand([28, 20, 3]), step: 0, format: .hwc)
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/tensorboard.html>.
public enum ImageFormat: String, Sendable, CaseIterable {
  /// Channels, rows, columns.
  case chw = "CHW"
  /// Rows, columns, channels.
  case hwc = "HWC"
  /// Rows and columns, in grey.
  case hw = "HW"

  /// The picture as `[rows, columns, channels]`, or nil if it is not grey or of three colours with at least a pixel.
  func rows(of image: Tensor) -> Tensor? {
    guard image.rank == rawValue.count, image.count > 0 else { return nil }
    let rows =
      switch self {
      case .chw: image.permute([1, 2, 0])
      case .hwc: image
      case .hw: image.unsqueeze(axis: 2)
      }
    return [1, 3].contains(rows.shape[2]) ? rows : nil
  }
}
