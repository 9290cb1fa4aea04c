internal import Kagami

/// The rule for new values of parameters and buffers.
///
/// The shape never changes. A value that is assigned may be of another type or device, as
/// `Module.to` makes it; one that is updated in place stays as it is.
struct ValueRule {
  private let shape: Shape
  private let dtype: DType
  private let device: Device
  private let holder: String

  /// The rule for what holds `value`.
  ///
  /// - Parameter holder: `Parameter` or `Buffer`.
  init(_ value: Tensor, _ holder: String) {
    (shape, dtype, device, self.holder) = (value.shape, value.dtype, value.device, holder)
  }

  /// Stops unless `value` may be assigned.
  ///
  /// - Parameter isDifferentiable: Whether gradients accumulate there.
  func checkAssigned(_ value: Tensor, isDifferentiable: Bool) {
    if value.shape != shape {
      misuse(
        "\(holder).assign",
        "a value of \(value.shape) does not fit a \(holder.lowercased()) of \(shape)",
        hint: "a shape stays for good: make a new \(holder), and a new optimizer for it")
    }
    if isDifferentiable, !value.dtype.isFloatingPoint {
      misuse(
        "\(holder).assign",
        "a parameter of \(dtype) that requires a gradient cannot be \(value.dtype)",
        hint: "convert the value with to(.\(dtype)), or turn requiresGrad off")
    }
  }

  /// Stops if an update has changed the value's shape, type or device.
  func checkUpdated(_ value: Tensor) {
    if value.shape != shape {
      misuse(
        "\(holder).update", "the value was \(shape) and would become \(value.shape)",
        hint: "a shape stays for good: make a new \(holder), and a new optimizer for it")
    }
    if value.dtype != dtype || value.device != device {
      misuse(
        "\(holder).update",
        "the value was \(dtype) on \(device) and would become \(value.dtype) on \(value.device)",
        hint: "convert with assign(_:), or the whole module with to(_:)")
    }
  }
}
