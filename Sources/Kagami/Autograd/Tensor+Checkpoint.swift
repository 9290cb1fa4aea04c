/// Runs `body` without keeping what its operations save; a backward pass computes that anew.
///
/// ```swift
/// let y = checkpoint(x) { block($0) }    // x [64, 512]: y [64, 512]
/// y.sum().backward()                     // runs block a second time
/// ```
/// Memory is saved for time: between the forward and the backward pass the inputs alone are kept, and the
/// stretch is computed twice. A network of `n` equal blocks, each of them a checkpoint, holds `n` inputs and one
/// block's saved tensors at a time.
///
/// The value and all gradients, of second order too, are those of `body` itself. Gradients come to the inputs
/// and to whatever else the closure uses: tensors that it captures, parameters of modules; hooks are called as
/// ever. The second time the closure gets the random numbers that it got the first time, from a copy of the
/// current generator, so that a `Dropout` inside has the same mask; no generator is changed by it. Checkpoints
/// may stand within each other.
///
/// The closure must compute the same both times. Parameters stay as they are until the pass, and what else the
/// closure does, it does twice: a `BatchNorm1d` moves its running statistics twice, as in PyTorch. Tensors that
/// the closure captures, and those that an operation has as its setting, such as the indices of a selection,
/// stay in memory. Outside recording the closure is simply called. Source:
/// <https://docs.pytorch.org/docs/stable/checkpoint.html>, with `use_reentrant=False`.
///
/// - Parameters:
///   - input: What the closure is called with; kept for the second time.
///   - preservesRandomState: Whether the second time draws the random numbers of the first.
///   - body: The stretch, called here and once for each backward pass that comes to it.
/// - Returns: What `body` returns.
/// - Precondition: the second time the closure records the operations of the first, of the same shapes.
public func checkpoint(
  _ input: Tensor, preservesRandomState: Bool = true,
  _ body: @escaping (Tensor) -> Tensor
) -> Tensor {
  checkpoint([input], preservesRandomState: preservesRandomState) { [body($0[0])] }[0]
}

/// Runs `body` of several inputs and outputs without keeping what its operations save.
///
/// ```swift
/// let outputs = checkpoint([q, k, v]) { [attention($0[0], $0[1], $0[2])] }
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/checkpoint.html>, with `use_reentrant=False`.
///
/// - Parameters:
///   - inputs: What the closure is called with; kept for the second time.
///   - preservesRandomState: Whether the second time draws the random numbers of the first.
///   - body: The stretch, called here and once for each backward pass that comes to it.
/// - Returns: What `body` returns.
/// - Precondition: the second time the closure records the operations of the first, of the same shapes.
public func checkpoint(
  _ inputs: [Tensor], preservesRandomState: Bool = true,
  _ body: @escaping ([Tensor]) -> [Tensor]
) -> [Tensor] {
  Checkpoint.run(inputs, preservesRandomState: preservesRandomState, body)
}
