internal import KagamiKernels

/// A gradient: a tensor, products that are not formed yet, or the sum of both.
///
/// A linear layer's weight gradient `dYᵀ·X` is as large as the weight and is read once, by the optimizer. As
/// a product it costs the two small factors until then, and an ``UpdateRule`` gets it block by block while a
/// block is in the cache.
///
/// ```swift
/// let whole = Gradient.product(dY, x).formed()    // [out, in] from [n, out] and [n, in]
/// ```
public struct Gradient: Sendable {
  /// A product `lhsᵀ · rhs`.
  package struct Product: Sendable {
    /// `[n, rows]`.
    package var lhs: Tensor
    /// `[n, columns]`.
    package var rhs: Tensor

    package var shape: Shape { [lhs.shape[1], rhs.shape[1]] }

    /// Numbers that both factors hold.
    fileprivate var factorCount: Int { lhs.count + rhs.count }

    /// The product added to `base`, in its memory where nothing else holds it; alone without one.
    fileprivate func formed(onto base: consuming Tensor?) -> Tensor {
      let isFirst = base == nil
      var sum: Tensor
      if let base = consume base {
        sum = base
      } else {
        sum = Tensor(uninitialized: shape, dtype: lhs.dtype, device: lhs.device)
      }
      // Of any layout: products are written row by row.
      sum.makeContiguous()
      sum.makeUnique()
      form(into: sum.operand, accumulating: !isFirst)
      return sum
    }

    /// Writes the product, or adds it to what is there.
    fileprivate func form(into target: Operand, accumulating: Bool) {
      lhs.device.backend.matmul(
        lhs.operand.transposed, rhs.operand, into: target, accumulating: accumulating)
    }
  }

  /// The part that is formed, or nil where there are only products.
  package private(set) var tensor: Tensor?
  /// Not yet formed, in the order in which they came.
  package private(set) var products: [Product] = []

  /// A gradient that is formed.
  ///
  /// - Parameter tensor: Of the shape, type and device of what it is the gradient of.
  public static func dense(_ tensor: Tensor) -> Gradient { Gradient(tensor: tensor) }

  /// The gradient `lhsᵀ · rhs`, to be formed where it is used.
  ///
  /// - Parameters:
  ///   - lhs: `[n, rows]`.
  ///   - rhs: `[n, columns]`, of the same type and device.
  /// - Precondition: both are matrices of as many rows.
  public static func product(_ lhs: Tensor, _ rhs: Tensor) -> Gradient {
    if lhs.rank != 2 || rhs.rank != 2 || lhs.shape[0] != rhs.shape[0] || lhs.dtype != rhs.dtype
      || lhs.device != rhs.device
    {
      misuse(
        "Gradient.product",
        "factors of \(lhs.dtype) \(lhs.shape) on \(lhs.device) and \(rhs.dtype) \(rhs.shape) on "
          + "\(rhs.device) have no product lhsᵀ · rhs",
        hint: "both are matrices of as many rows, of one type and device")
    }
    return Gradient(products: [Product(lhs: lhs, rhs: rhs)])
  }

  private init(tensor: Tensor? = nil, products: [Product] = []) {
    (self.tensor, self.products) = (tensor, products)
  }

  /// The shape, type and device.
  var form: GradientForm {
    if let tensor { return GradientForm(of: tensor) }
    return GradientForm(
      shape: products[0].shape, dtype: products[0].lhs.dtype, device: products[0].lhs.device)
  }

  /// Whether some of the sum is not formed.
  package var hasProducts: Bool { !products.isEmpty }

  /// The whole sum as one tensor.
  public consuming func formed() -> Tensor { formed(onto: nil) }

  /// The whole sum added to `base`, in the memory of one of them where nothing else holds it.
  ///
  /// Outside recording a history of the base stays: no derivative of the summands is taken then.
  consuming func formed(onto base: consuming Tensor?) -> Tensor {
    // Taken out, so that the sum is the only holder of its memory.
    var sum = tensor.take()
    if let base = consume base {
      if let own = sum.take() { sum = (consume base).accumulating(own) } else { sum = base }
    }
    for product in products { sum = product.formed(onto: sum.take()) }
    guard let sum else { fatalError("Kagami: a gradient without summands") }
    return sum
  }

  /// Writes the whole sum into memory of the gradient's shape and type, row by row.
  package consuming func write(into target: Operand) {
    if let tensor { tensor.device.backend.copy(tensor.operand, into: target) }
    for (index, product) in products.enumerated() {
      product.form(into: target, accumulating: tensor != nil || index > 0)
    }
  }

  /// Forms the products.
  mutating func formProducts() {
    guard hasProducts else { return }
    let sum = (consume self).formed()
    self = .dense(sum)
  }

  /// Row-major memory, which updates read in order.
  mutating func makeContiguous() {
    tensor?.makeContiguous()
    makeFactorsContiguous()
  }

  /// Memory without gaps in which every element has a place of its own, whatever the order of the axes: what
  /// comes later may be added to it in place.
  mutating func makeDense() {
    if let tensor, !tensor.shape.isDense(tensor.strides) { self.tensor?.makeContiguous() }
    makeFactorsContiguous()
  }

  private mutating func makeFactorsContiguous() {
    for index in products.indices {
      products[index].lhs.makeContiguous()
      products[index].rhs.makeContiguous()
    }
  }
}

// What a leaf keeps.
extension Gradient {
  /// Products kept at most: each holds on to a batch's activations.
  ///
  /// As many as four passes between two calls of `zeroGrad` bring.
  private static var most: Int { 4 }

  /// Takes `other` in where that needs no arithmetic; false, with nothing changed, where it does.
  package mutating func absorb(_ other: Gradient) -> Bool {
    if tensor != nil, other.tensor != nil { return false }
    let all = products + other.products
    guard Self.mayKeep(all) else { return false }
    tensor = tensor ?? other.tensor
    products = all
    return true
  }

  /// Whether a leaf may keep the gradient as it is.
  var mayBeKept: Bool { Self.mayKeep(products) }

  /// Whether products may stay unformed: the backend forms them within updates as fast, they are few, and
  /// their factors hold no more numbers than the gradient.
  private static func mayKeep(_ products: [Product]) -> Bool {
    guard let last = products.last else { return true }
    let factors = products.reduce(0) { $0 + $1.factorCount }
    return products.count <= most && factors <= last.shape.elementCount
      && last.lhs.device.backend.formsInUpdates(
        last.shape, dtype: last.lhs.dtype, batch: last.lhs.shape[0])
  }
}

extension Tensor {
  /// The sum with another gradient, in this one's memory where nothing else holds it.
  ///
  /// Outside recording a history of this one's stays: of what is added then no derivative is taken.
  consuming func accumulating(_ other: Tensor) -> Tensor {
    if GradMode.isEnabled, history != nil || other.history != nil { return self + other }
    var sum = self
    sum += other
    return sum
  }
}
