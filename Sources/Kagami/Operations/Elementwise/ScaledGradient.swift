/// The input itself, whose gradient is multiplied by factors that broadcast to it.
struct ScaledGradient: DifferentiableOperation {
  let name = "scaled gradient"
  let saves: SavedTensors = .nothing
  let factors: Tensor

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] }

  func backward(_ context: BackwardContext) -> [Tensor?] { [context.gradient * factors] }
}

extension Tensor {
  /// The same tensor, whose gradient is multiplied by `factors` on its way back.
  ///
  /// - Parameter factors: Numbers of this tensor's type that broadcast to its shape.
  package func scalingGradient(by factors: Tensor) -> Tensor {
    record(ScaledGradient(factors: factors.detach()), self)
  }
}
