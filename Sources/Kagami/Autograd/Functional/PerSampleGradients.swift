/// The gradient of a loss for each sample of a batch by itself.
///
/// ```swift
/// let slopes = perSampleGradients(
///   of: { criterion(model($0[0]), $0[1]) }, over: [x, y],
///   withRespectTo: model.parameters().map(\.value))
/// // x [64, 784], a weight of [10, 784]: its gradients are [64, 10, 784]
/// ```
/// Row `n` of a result is the gradient of the loss of row `n` of the batch, as `torch.func.vmap(grad(loss))`
/// gives it; for a loss that is the mean of its samples' losses, the mean over rows is the batch's gradient. The
/// closure is called once for each row, with tensors of extent 1 along their first axis, which is how layers
/// take a sample. All calls together compute what one call of the whole batch does, without the speed of large
/// products. What mixes samples, such as batch normalization in training, sees one at a time; a `Dropout` draws
/// for each. The batch counts as constant, and ``Tensor/grad`` stays as it is. Source:
/// <https://docs.pytorch.org/tutorials/intermediate/per_sample_grads.html>.
///
/// - Parameters:
///   - loss: The loss of one sample, of one element; called with one row of each tensor of `batch`.
///   - batch: Tensors whose first axes have the same extent.
///   - parameters: Tensors that require gradients and that the closure uses.
/// - Returns: For each parameter a tensor of the batch's extent and then the parameter's axes; zeros in rows
///   whose loss does not depend on it.
public func perSampleGradients(
  of loss: ([Tensor]) -> Tensor, over batch: [Tensor], withRespectTo parameters: [Tensor]
) -> [Tensor] {
  let operation = "perSampleGradients"
  guard let count = batch.first?.shape.first, batch.allSatisfy({ $0.shape.first == count }) else {
    misuse(
      operation, "a batch of \(batch.map(\.shape)) has no common number of samples",
      hint: "pass tensors whose first axis counts the samples")
  }
  let rows = (0..<count).map { row -> [Tensor] in
    let value = enableGrad { loss(batch.map { $0.detach()[row..<row + 1] }) }
    if value.count != 1 {
      misuse(
        operation, "the loss of one sample has one element, not \(value.shape)",
        hint: "reduce with sum() or mean()")
    }
    guard value.requiresGrad else { return parameters.map { Tensor.zeros(like: $0) } }
    return zip(parameters, grad(of: value, withRespectTo: parameters, allowUnused: true))
      .map { ($1 ?? Tensor.zeros(like: $0)).detach() }
  }
  return parameters.indices.map { index in
    let parameter = parameters[index]
    return rows.isEmpty
      ? Tensor.zeros(
        Shape([0] + Array(parameter.shape)), dtype: parameter.dtype, device: parameter.device)
      : Tensor.stack(rows.map { $0[index] })
  }
}
