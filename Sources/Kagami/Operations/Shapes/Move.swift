/// The same numbers on another device.
struct Move: DifferentiableOperation {
  let name = "to"
  let saves: SavedTensors = .nothing
  let device: Device

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].moved(to: device) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.to(context.device(0))]
  }
}

extension Tensor {
  /// The same numbers on `device`; gradients come back to where they belong.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html>.
  public func to(_ device: Device) -> Tensor {
    device == self.device ? self : record(Move(device: device), self)
  }
}
