/// What an operation's `backward` may look at.
public struct BackwardContext {
  let node: Node
  let saved: Node.Saved
  /// The gradient of the result, of the result's shape.
  public let gradient: Tensor

  /// The input at `index`; the operation must keep it.
  public func input(_ index: Int) -> Tensor {
    guard node.operation.saves.contains(input: index), let input = saved.inputs[index] else {
      misuse(node.operation.name, "backward asks for input \(index), which `saves` does not name")
    }
    return input
  }

  /// The result; the operation must keep it.
  public var output: Tensor {
    guard let output = saved.output else {
      misuse(node.operation.name, "backward asks for the output, which `saves` does not name")
    }
    return output
  }

  /// The number of inputs.
  public var inputCount: Int { node.inputs.count }

  /// The shape of the input at `index`.
  public func shape(_ index: Int) -> Shape { node.inputs[index].shape }

  /// The element type of the input at `index`.
  public func dtype(_ index: Int) -> DType { node.inputs[index].dtype }

  /// The device of the input at `index`.
  public func device(_ index: Int) -> Device { node.inputs[index].device }

  /// What has gathered already at inputs that the operation accumulates.
  var gathered: GatheredGradients?

  /// Takes over what has gathered at an input, which the operation must name in `accumulates`.
  ///
  /// Whatever is taken, the gradient returned for that input must contain.
  func takeGathered(_ index: Int) -> Tensor? { gathered?.take(index) }

  /// Leaves the gradient of an input to be formed later, where that can be; the operation must name
  /// the input in `accumulates`, and then returns no gradient for it.
  func leave(_ product: WeightProduct, at index: Int) -> Bool {
    gathered?.leave(product, at: index) ?? false
  }

  /// Whether anything asks for the gradient of the input at `index`.
  public let needs: [Bool]
  /// What is to be done when the pass has come to its end.
  package let ending: PassEnding
}

/// Gradients handed to an operation that may add to them in place, by the index of its input.
///
/// A class, so that taking one leaves the taker as the only holder of its memory.
final class GatheredGradients {
  /// Where the gradients of an input gather.
  enum Place {
    case leaf(Leaf)
    /// On its way through a pass that leaves leaves alone.
    case passing(Tensor)
  }

  private var places: [Place?]

  init(_ places: [Place?]) { self.places = places }

  func take(_ index: Int) -> Tensor? {
    switch places[index] {
    case .leaf(let leaf)?: return leaf.take()
    case .passing(let tensor)?:
      places[index] = nil
      return tensor
    case nil: return nil
    }
  }

  func leave(_ product: WeightProduct, at index: Int) -> Bool {
    guard case .leaf(let leaf)? = places[index], leaf.admits(product) else { return false }
    leaf.accumulate(product)
    return true
  }

  /// What was on its way and has not been taken.
  func untouched(_ index: Int) -> Tensor? {
    if case .passing(let tensor)? = places[index] { tensor } else { nil }
  }
}
