/// An array of numbers with any number of axes up to eight, with a record of how it was made if
/// gradients are required.
///
/// ```swift
/// let x = Tensor([[1, 2], [3, 4]] as [[Float]], requiresGrad: true)   // [2, 2]
/// let y = (x * x).sum()                                              // []
/// y.backward()
/// x.grad                                                             // [[2, 4], [6, 8]]
/// ```
/// A tensor is a value: a copy never changes when the original is written to. Copies and views
/// share memory until one of them is written. Source:
/// <https://docs.pytorch.org/docs/stable/tensors.html>.
public struct Tensor: Sendable {
  var storage: Storage
  /// Elements before the first one.
  var offset: Int
  /// The extents of the axes, outermost first.
  public internal(set) var shape: Shape
  /// The distance between neighbours along each axis, in elements.
  public internal(set) var strides: Strides
  /// The type of the elements.
  public let dtype: DType
  /// Where arithmetic on the tensor is done.
  public let device: Device
  /// What made the tensor, or where its gradient accumulates; nil for a constant.
  package var history: History?

  init(
    storage: Storage, offset: Int = 0, shape: Shape, strides: Strides, dtype: DType,
    device: Device
  ) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    self.strides = strides
    self.dtype = dtype
    self.device = device
  }

  /// A tensor in row-major order whose elements are not yet written.
  package init(uninitialized shape: Shape, dtype: DType, device: Device) {
    self.init(
      storage: device.backend.allocate(byteCount: shape.elementCount * dtype.byteCount),
      shape: shape,
      strides: shape.contiguousStrides, dtype: dtype, device: device)
  }

  /// The tensor that kernels see as `operand`.
  init(_ operand: Operand, device: Device) {
    self.init(
      storage: operand.storage, offset: operand.offset, shape: operand.shape,
      strides: operand.strides, dtype: operand.dtype, device: device)
  }

  /// The number of axes.
  public var rank: Int { shape.count }

  /// The number of elements.
  public var count: Int { shape.elementCount }

  /// Whether elements lie in row-major order without gaps.
  public var isContiguous: Bool { shape.isRowMajor(strides) }

  /// The same elements under another shape and strides, sharing memory.
  ///
  /// - Precondition: `offset`, or this tensor's own, and all that the strides reach from there is within the
  ///   memory; no element is reached twice if the result is ever written in place.
  package func view(shape: Shape, strides: Strides, offset: Int? = nil) -> Tensor {
    Tensor(
      storage: storage, offset: offset ?? self.offset, shape: shape, strides: strides,
      dtype: dtype, device: device)
  }

  /// The same elements without history.
  var withoutHistory: Tensor {
    var copy = self
    copy.history = nil
    return copy
  }

  /// The tensor as kernels see it.
  package var operand: Operand {
    Operand(storage: storage, offset: offset, dtype: dtype, shape: shape, strides: strides)
  }

  /// Takes over memory of its own if another tensor shares it, so that it may be written.
  package mutating func makeUnique() {
    if isKnownUniquelyReferenced(&storage) { return }
    let history = history
    self = contiguousCopy()
    self.history = history
  }

  /// Lays the elements out in row-major order, keeping the history.
  mutating func makeContiguous() {
    if isContiguous { return }
    let history = history
    self = contiguousCopy()
    self.history = history
  }

  /// A fresh row-major copy without history.
  func contiguousCopy() -> Tensor {
    let copy = Tensor(uninitialized: shape, dtype: dtype, device: device)
    device.backend.copy(operand, into: copy.operand)
    return copy
  }

  /// Itself if its elements lie in row-major order, else a copy; without history.
  var contiguousView: Tensor { isContiguous ? withoutHistory : contiguousCopy() }
}
