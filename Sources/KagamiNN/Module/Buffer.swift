public import Kagami

/// A tensor that a module owns and no optimizer changes, such as a running mean.
///
/// ```swift
/// final class Centre: Module {
///   let mean = Buffer(Tensor.zeros([3]))
///   override func forward(_ x: Tensor) -> Tensor { x - mean.value }    // [n, 3]
/// }
/// ```
/// A buffer moves with its module and is saved with it, but has no gradient. It is shared, not
/// copied, like a ``Parameter``. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Buffer.html>.
public final class Buffer {
  private var tensor: Tensor

  /// Whether the buffer is part of ``Module/stateDict()``.
  public let persistent: Bool
  /// Whether a state may lack the buffer, as states saved by earlier versions do.
  let mayBeMissing: Bool

  /// A buffer that starts as `tensor`.
  ///
  /// - Parameters:
  ///   - tensor: The first value; its history is dropped.
  ///   - persistent: Whether the buffer is saved with its module.
  public convenience init(_ tensor: Tensor, persistent: Bool = true) {
    self.init(tensor, persistent: persistent, mayBeMissing: false)
  }

  init(_ tensor: Tensor, persistent: Bool = true, mayBeMissing: Bool) {
    self.tensor = tensor.detach()
    self.persistent = persistent
    self.mayBeMissing = mayBeMissing
  }

  /// The value.
  public var value: Tensor { tensor }
  /// The extents of the value.
  public var shape: Shape { tensor.shape }
  /// The number of elements.
  public var count: Int { tensor.count }
  /// The type of the elements.
  public var dtype: DType { tensor.dtype }
  /// Where the value is.
  public var device: Device { tensor.device }

  /// Replaces the value; its history is dropped.
  ///
  /// A value of another type or device converts the buffer.
  ///
  /// - Precondition: the new value has the same shape.
  public func assign(_ value: Tensor) {
    ValueRule(tensor, "Buffer").checkAssigned(value, isDifferentiable: false)
    tensor = value.detach()
  }

  /// Changes the value without recording; in place where nothing else holds the memory.
  ///
  /// - Parameter body: Gets the value, and must not read the buffer itself.
  /// - Precondition: shape, type and device stay.
  public func update(_ body: (inout Tensor) throws -> Void) rethrows {
    let rule = ValueRule(tensor, "Buffer")
    defer {
      rule.checkUpdated(tensor)
      tensor = tensor.detach()
    }
    try noGrad { try body(&tensor) }
  }

  /// Moves the value, and converts it if it is of a floating-point type: counts stay whole.
  func move(to device: Device?, dtype: DType?) {
    if let dtype, tensor.dtype.isFloatingPoint { tensor = tensor.to(dtype) }
    if let device { tensor = tensor.to(device) }
  }
}
