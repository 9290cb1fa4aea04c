/// What a gradient has in common with its tensor: shape, type and device.
///
/// The one check of every gradient that comes in: seeds, what is assigned to ``Tensor/grad``, what hooks
/// return, and what passes add to leaves.
struct GradientForm: Sendable {
  let shape: Shape
  let dtype: DType
  let device: Device

  init(of tensor: Tensor) { (shape, dtype, device) = (tensor.shape, tensor.dtype, tensor.device) }

  /// Stops where `gradient` does not fit.
  func check(_ gradient: Tensor, _ operation: String) {
    if gradient.shape == shape, gradient.dtype == dtype, gradient.device == device { return }
    misuse(
      operation,
      "a gradient of \(gradient.shape), \(gradient.dtype) on \(gradient.device), does not fit a "
        + "tensor of \(shape), \(dtype) on \(device)",
      hint: "a gradient has its tensor's shape, type and device")
  }
}
