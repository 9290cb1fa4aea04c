internal import KagamiKernels

/// `−x`, elementwise.
struct Negate: DifferentiableOperation {
  let name = "negate"
  let saves: SavedTensors = .nothing

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.negate) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [-context.gradient]
  }
}

extension Tensor {
  /// Each element with its sign turned.
  ///
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.neg.html>.
  public static prefix func - (x: Tensor) -> Tensor {
    if x.dtype == .bool {
      misuse("negate", "truth values have no sign", hint: "use .! for the logical not")
    }
    return record(Negate(), x)
  }
}
