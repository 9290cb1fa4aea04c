public import Kagami

/// A module whose weight is divided by its largest singular value before each use.
///
/// ```swift
/// let layer = SpectralNorm(Linear(100, 256))
/// layer(x)    // [64, 100] gives [64, 256]
/// ```
/// The singular value is `σ = uᵀWv`. In training each call moves `u ← Wv/‖Wv‖` and `v ← Wᵀu/‖Wᵀu‖` one
/// power iteration on; in evaluation they stay and nothing is written, so that several tasks may
/// call the module at once. Once they have settled, a linear map makes no difference
/// between two inputs larger. Gradients pass through σ with u and v held. What is trained is the weight
/// before division; state is named as PyTorch names it: `parametrizations.weight.original`,
/// `parametrizations.weight.0._u`, `….0._v`. Source: Miyato et al., "Spectral normalization for generative
/// adversarial networks", 2018;
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.spectral_norm.html>.
public final class SpectralNorm: Module {
  /// The module whose weight is divided.
  public let module: Module
  /// The weight before division.
  public let original: Parameter
  /// The left and right singular vectors, `[rows]` and `[columns]` of the weight as a matrix.
  public let (left, right): (Buffer, Buffer)

  private let name: String
  private let axis: Int
  private let powerIterations: Int
  private let eps: Double

  /// Wraps `module`, and draws first singular vectors from the current stream.
  ///
  /// - Parameters:
  ///   - module: The owner of the weight.
  ///   - name: The weight's name in it.
  ///   - powerIterations: Iterations for each call in training, at least one.
  ///   - eps: Norms below this divide no further.
  ///   - axis: The axis that becomes the matrix's rows; the others together become its columns.
  /// - Precondition: the weight has two axes or more.
  public init(
    _ module: Module, name: String = "weight", powerIterations: Int = 1, eps: Double = 1e-12,
    axis: Int = 0
  ) {
    guard
      case .parameter(_, let weight)? = module.members.first(where: { $0.name == name }),
      weight.shape.count > 1
    else {
      misuse(
        "SpectralNorm", "\(type(of: module)) has no parameter named \(name) of two axes or more")
    }
    let rank = weight.shape.count
    if powerIterations < 1 || !(-rank..<rank).contains(axis) {
      misuse(
        "SpectralNorm",
        "\(powerIterations) power iterations along axis \(axis) of \(weight.shape)",
        hint: "there must be one iteration or more, along an axis of the weight")
    }
    (self.module, self.name, original) = (module, name, weight)
    weight.hasStandIns = true
    (self.powerIterations, self.eps) = (powerIterations, eps)
    self.axis = axis < 0 ? axis + rank : axis
    let matrix = Self.matrix(weight.value.detach(), self.axis)
    func direction(_ count: Int) -> Buffer {
      let drawn = Tensor.normal([count], mean: 0, std: 1, dtype: matrix.dtype)
      return Buffer(Self.normalized(drawn.to(matrix.device), eps))
    }
    left = direction(matrix.shape[0])
    right = direction(matrix.shape[1])
    super.init()
    // PyTorch's fifteen, and those of a call that it makes on registration.
    iterate(matrix, 15 + powerIterations)
  }

  /// The weight divided by its largest singular value, as the next call in evaluation will use it.
  public var weight: Tensor { divided(original.value) }

  public override func forward(_ x: Tensor) -> Tensor { withWeight { module(x) } }

  public override func forward(_ a: Tensor, _ b: Tensor) -> Tensor { withWeight { module(a, b) } }

  public override func forward(_ a: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    withWeight { module(a, b, c) }
  }

  public override func forward(_ inputs: [Tensor]) -> [Tensor] { withWeight { module(inputs) } }

  /// The wrapped module's as well: to PyTorch the two are one module.
  public package(set) override var training: Bool {
    didSet { module.train(training) }
  }

  private func withWeight<R>(_ body: () -> R) -> R {
    if training { iterate(Self.matrix(original.value.detach(), axis), powerIterations) }
    return StandIn.running(weight, for: original, body)
  }

  private func divided(_ weight: Tensor) -> Tensor {
    let matrix = Self.matrix(weight, axis)
    return weight / (left.value * matrix.matmul(right.value)).sum()
  }

  private func iterate(_ matrix: Tensor, _ count: Int) {
    noGrad {
      for _ in 0..<count {
        left.assign(Self.normalized(matrix.matmul(right.value), eps))
        right.assign(Self.normalized(matrix.transpose().matmul(left.value), eps))
      }
    }
  }

  private static func matrix(_ weight: Tensor, _ axis: Int) -> Tensor {
    let order = [axis] + (0..<weight.rank).filter { $0 != axis }
    return weight.permute(order).flatten(from: 1)
  }

  private static func normalized(_ x: Tensor, _ eps: Double) -> Tensor {
    x / (x * x).sum().sqrt().clamp(min: eps)
  }

  override var ownMembers: [Member]? {
    let path = "parametrizations.\(name)"
    return module.members.filter { $0.name != name } + [
      .parameter("\(path).original", original), .buffer("\(path).0._u", left),
      .buffer("\(path).0._v", right),
    ]
  }

  override var printedType: String { "Parametrized\(type(of: module))" }

  public override var extraDescription: String { module.extraDescription }

  override var printedExtras: [String] {
    [
      """
      (parametrizations): ModuleDict(
        (\(name)): ParametrizationList(
          (0): _SpectralNorm()
        )
      )
      """
    ]
  }
}
