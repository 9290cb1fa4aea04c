public import Kagami

/// A tensor that a module owns and an optimizer changes.
///
/// ```swift
/// final class Scale: Module {
///   let factor = Parameter(Tensor.ones([1]))
///   override func forward(_ x: Tensor) -> Tensor { x * factor.value }
/// }
/// ```
/// A parameter is shared, not copied: what the optimizer writes, the module sees. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html>.
public final class Parameter {
  private var tensor: Tensor

  /// A parameter that starts as `tensor`.
  ///
  /// - Parameters:
  ///   - tensor: The first value; how it was made is forgotten.
  ///   - requiresGrad: Whether gradients gather here.
  public init(_ tensor: Tensor, requiresGrad: Bool = true) {
    self.tensor = tensor.detach()
    self.tensor.requiresGrad = requiresGrad
  }

  /// The value, for `forward` to use.
  ///
  /// What is computed from it leads gradients here.
  public var value: Tensor { tensor }

  /// The gradient gathered so far, or nil.
  public var grad: Tensor? {
    get { tensor.grad }
    set { tensor.grad = newValue }
  }

  /// What has gathered so far, products not yet formed; for optimizers.
  var gathered: Gathered { tensor.gathered }

  /// Whether gradients gather here.
  ///
  /// A parameter that is turned off is passed over by backward
  /// passes and optimizers.
  public var requiresGrad: Bool {
    get { tensor.requiresGrad }
    set { tensor.requiresGrad = newValue }
  }

  /// The extents of the value.
  public var shape: Shape { tensor.shape }
  /// The number of elements.
  public var count: Int { tensor.count }
  /// The type of the elements.
  public var dtype: DType { tensor.dtype }
  /// Where the value is.
  public var device: Device { tensor.device }

  /// Replaces the value; optimizers and backward passes stay attached.
  ///
  /// - Precondition: the new value has the same shape.
  public func assign(_ value: Tensor) {
    if value.shape != shape {
      misuse(
        "Parameter.assign", "a value of \(value.shape) does not fit a parameter of \(shape)")
    }
    replace(value)
  }

  /// Changes the value without recording; in place where nothing else holds the memory.
  public func update(_ body: (inout Tensor) throws -> Void) rethrows {
    try noGrad { try body(&tensor) }
  }

  /// Takes the value away, so that whoever has it is its only holder, until ``deposit(_:)``.
  func withdraw() -> Tensor {
    let value = tensor
    tensor = Self.placeholder
    return value
  }

  /// Puts back what ``withdraw()`` took.
  func deposit(_ value: consuming Tensor) { tensor = value }

  private static let placeholder = Tensor.zeros([0])

  /// Replaces the value by one of perhaps another type or device, and converts the gradient.
  func replace(_ value: Tensor) {
    let (wanted, gradient) = (requiresGrad, grad)
    let isSameKind = value.dtype == dtype && value.device == device
    if isSameKind {
      // The leaf stays, so that graphs made before lead here still.
      tensor.replaceValue(with: value)
      return
    }
    tensor = value.detach()
    tensor.requiresGrad = wanted
    if let gradient, wanted {
      tensor.grad = gradient.detach().to(value.dtype).to(value.device)
    }
  }

  /// Moves and converts the value, and the gradient with it.
  func move(to device: Device?, dtype: DType?) {
    var value = tensor.detach()
    if let dtype { value = value.to(dtype) }
    if let device { value = value.to(device) }
    replace(value)
  }
}
