/// The rule that kernels of optimizers rest on: everything of one parameter is alike.
///
/// Kernels see memory only. A tensor of another shape, type or device would be read and written beyond
/// its end, so this is checked where tensors become memory, whatever was checked before.
struct UpdateCheck {
  let optimizer: String
  let weight: Tensor

  /// Stops unless a tensor is of the weight's shape, type and device.
  func tensor(_ name: String, _ tensor: Tensor?) {
    guard let tensor, !isAlike(tensor.shape, tensor.dtype, tensor.device) else { return }
    stop(name, tensor.shape, tensor.dtype, tensor.device)
  }

  /// Stops unless a gradient is, and all that is not formed yet.
  func gradient(_ gradient: Gathered) {
    tensor("gradient", gradient.tensor)
    for product in gradient.products {
      let (dtype, device) = (product.gradient.dtype, product.gradient.device)
      if !isAlike(product.shape, dtype, device) { stop("gradient", product.shape, dtype, device) }
    }
  }

  private func isAlike(_ shape: Shape, _ dtype: DType, _ device: Device) -> Bool {
    shape == weight.shape && dtype == weight.dtype && device == weight.device
  }

  private func stop(_ name: String, _ shape: Shape, _ dtype: DType, _ device: Device) -> Never {
    misuse(
      "\(optimizer).step",
      "a \(name) of \(dtype) \(shape) on \(device) does not fit a weight of \(weight.dtype) "
        + "\(weight.shape) on \(weight.device)",
      hint: "an optimizer's state is of its parameter's shape, type and device")
  }
}
