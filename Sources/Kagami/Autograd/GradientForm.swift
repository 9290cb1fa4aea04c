/// What a gradient has in common with its tensor: shape, type and device.
///
/// Every gradient that comes in is compared with one: seeds, what is assigned to ``Tensor/grad``, what hooks
/// and operations return, and what passes add to leaves.
package struct GradientForm: Sendable {
  package let shape: Shape
  package let dtype: DType
  package let device: Device

  package init(of tensor: Tensor) {
    (shape, dtype, device) = (tensor.shape, tensor.dtype, tensor.device)
  }

  /// Whether `gradient` is one of this form.
  package func fits(_ gradient: Tensor) -> Bool {
    gradient.shape == shape && gradient.dtype == dtype && gradient.device == device
  }

  /// Stops where `gradient` does not fit.
  func check(_ gradient: Tensor, _ operation: String) {
    if fits(gradient) { return }
    misuse(
      operation,
      "a gradient of \(gradient.shape), \(gradient.dtype) on \(gradient.device), does not fit a "
        + "tensor of \(shape), \(dtype) on \(device)",
      hint: "a gradient has its tensor's shape, type and device")
  }
}
