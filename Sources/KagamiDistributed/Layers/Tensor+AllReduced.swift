public import Kagami

/// The sum over ranks; the gradient is the sum of the ranks' gradients.
struct AllReduceSum: DifferentiableOperation {
  let name = "allReduced"
  let saves: SavedTensors = .nothing
  let group: ProcessGroup

  func forward(_ inputs: [Tensor]) -> Tensor {
    do { return try group.allReduce(inputs[0]) } catch { group.abort(error) }
  }

  func backward(_ context: BackwardContext) -> [Tensor?] { [record(self, context.gradient)] }
}

extension Tensor {
  /// The sum of the ranks' tensors, through which gradients flow to all of them.
  ///
  /// ```swift
  /// let mean = features.sum(axis: 0).allReduced(over: world) / Double(world.size * features.shape[0])
  /// ```
  /// The gradient of each rank's tensor is the sum of the gradients that come to the result on all ranks: that of the
  /// sum of all ranks' losses. Every rank must run the backward pass. A failure ends all ranks with one line on
  /// standard error. Source:
  /// <https://docs.pytorch.org/docs/stable/distributed.html> (`torch.distributed.nn.functional.all_reduce`).
  ///
  /// - Parameter group: The ranks, each with a tensor of this shape and type.
  /// - Returns: Of the same shape and type.
  public func allReduced(over group: ProcessGroup) -> Tensor {
    record(AllReduceSum(group: group), self)
  }
}
