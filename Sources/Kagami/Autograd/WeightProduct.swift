internal import KagamiKernels

/// A weight's gradient `dYᵀ·X` that is not formed yet.
///
/// Both factors are values, so whenever the product is made, it is the one of the moment it was put
/// here. An optimizer forms it block by block as it uses it; anyone else who asks gets it whole.
package struct WeightProduct: Sendable {
  /// dY: `[batch, out]`, row-major.
  package let gradient: Tensor
  /// X: `[batch, in]`, row-major.
  package let input: Tensor

  /// The product, if its backend serves it in this form.
  init?(gradient: Tensor, input: Tensor) {
    let input = input.contiguousView
    guard
      gradient.device.backend.formsWeightGradients(
        of: [gradient.shape[1], input.shape[1]], dtype: gradient.dtype, batch: gradient.shape[0])
    else { return nil }
    (self.gradient, self.input) = (gradient, input)
  }

  /// The shape of the weight.
  var shape: Shape { [gradient.shape[1], input.shape[1]] }

  /// Numbers that both factors hold.
  var factorCount: Int { gradient.count + input.count }

  /// The product added to `base`; alone without one.
  func formed(onto base: consuming Tensor?) -> Tensor { Self.formed(gradient, input, onto: base) }

  /// The product added to `base`, in its memory where nothing else holds it; alone without one.
  ///
  /// A base of another layout is laid out in row-major order first.
  static func formed(_ gradient: Tensor, _ input: Tensor, onto base: consuming Tensor?) -> Tensor {
    let isFirst = base == nil
    var sum =
      base
      ?? Tensor(
        uninitialized: [gradient.shape[1], input.shape[1]], dtype: gradient.dtype,
        device: gradient.device)
    sum.makeContiguous()
    let backend = gradient.device.backend
    gradient.withOperand { g in
      input.withOperand { x in
        sum.withMutableOperand {
          backend.matmul(
            g.transposed, x, into: $0, accumulating: !isFirst, bias: nil, activation: nil)
        }
      }
    }
    return sum
  }
}

/// What has gathered at a leaf: a tensor, and products to be added to it.
package struct Gathered: Sendable {
  /// The gathered tensor, or nil where only products are.
  package private(set) var tensor: Tensor?
  /// Not yet formed, in the order in which they came.
  package private(set) var products: [WeightProduct] = []

  package init(_ tensor: Tensor? = nil) { self.tensor = tensor }

  /// Products kept at most: each holds on to a batch's activations.
  ///
  /// As many as a discriminator gathers between two calls of `zeroGrad`: real, made, and the
  /// generator's pass, whose are thrown away unformed.
  private static let most = 4

  /// Whether nothing has gathered.
  package var isEmpty: Bool { tensor == nil && products.isEmpty }

  /// Whether some of the sum is not formed yet.
  var hasProducts: Bool { !products.isEmpty }

  /// Adds a product without forming it, unless the factors of all of them would then hold more numbers
  /// than the gradient itself; false if they would.
  mutating func append(_ product: WeightProduct) -> Bool {
    let factors = products.reduce(product.factorCount) { $0 + $1.factorCount }
    guard products.count < Self.most, factors <= product.shape.elementCount else { return false }
    products.append(product)
    return true
  }

  /// Makes `new` the tensor if there is none; else takes away the present one and returns it.
  mutating func put(_ new: Tensor) -> Tensor? {
    guard tensor == nil else { return tensor.take() }
    tensor = new
    return nil
  }

  /// Forms all products, so that ``tensor`` is the whole sum.
  package mutating func form() {
    // Taken out, so that the sum is the only holder of its memory.
    var sum = tensor
    tensor = nil
    for product in products { sum = product.formed(onto: consume sum) }
    tensor = sum
    products = []
  }

  /// Forms and takes away the sum, nil of nothing.
  mutating func takeFormed() -> Tensor? {
    form()
    return tensor.take()
  }
}
