internal import Kagami

extension Parameter {
  /// Brings a tensor that an optimizer remembers to this parameter's type and device.
  ///
  /// The parameter may have been moved or converted since. What is remembered is then converted the
  /// same way, as loading an optimizer's own state does: `Module.to(.float64)` is followed by steps in
  /// double precision from moments that were rounded to single until then.
  ///
  /// - Parameter optimizer: The type, for the message.
  /// - Precondition: the tensor is of the parameter's shape.
  func follow(with remembered: inout Tensor, _ optimizer: Optimizer) {
    if remembered.dtype == dtype, remembered.device == device, remembered.shape == shape { return }
    if remembered.shape != shape {
      misuse(
        "\(type(of: optimizer)).step",
        "what is remembered is \(remembered.shape), and the parameter is \(shape)",
        hint: "make a new optimizer for parameters of new shapes")
    }
    remembered = remembered.to(dtype).to(device)
  }
}
