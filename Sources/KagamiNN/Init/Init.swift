public import Kagami

/// Ways to fill a parameter before training.
///
/// ```swift
/// manualSeed(0)
/// model.apply { module in
///   guard let linear = module as? Linear else { return }
///   Init.kaimingNormal(linear.weight, nonlinearity: .relu)
///   if let bias = linear.bias { Init.zeros(bias) }
/// }
/// ```
/// Each fills the parameter in place, with PyTorch's numbers for the same seed; optimizers and graphs
/// stay attached, and nothing is recorded. Parameters without elements stay as they are. Source:
/// <https://docs.pytorch.org/docs/stable/nn.init.html>.
public enum Init {
  /// Fills with numbers from U(a, b).
  ///
  /// - Parameters:
  ///   - parameter: What is filled, of any shape.
  ///   - a: The lower bound.
  ///   - b: The upper bound, which is not drawn.
  ///   - generator: The stream; the current one unless given.
  public static func uniform(
    _ parameter: Parameter, a: Double = 0, b: Double = 1, generator: RandomGenerator? = nil
  ) {
    parameter.assign(
      Tensor.uniform(
        parameter.shape, a, b, dtype: parameter.dtype, device: parameter.device,
        generator: generator))
  }

  /// Fills with normal numbers.
  ///
  /// - Precondition: `std` is not negative.
  public static func normal(
    _ parameter: Parameter, mean: Double = 0, std: Double = 1, generator: RandomGenerator? = nil
  ) {
    parameter.assign(
      Tensor.normal(
        parameter.shape, mean: mean, std: std, dtype: parameter.dtype, device: parameter.device,
        generator: generator))
  }

  /// Fills with one number.
  public static func constant(_ parameter: Parameter, _ value: Double) {
    parameter.assign(
      Tensor.full(parameter.shape, value, dtype: parameter.dtype, device: parameter.device))
  }

  /// Fills with ones.
  public static func ones(_ parameter: Parameter) { constant(parameter, 1) }

  /// Fills with zeros.
  public static func zeros(_ parameter: Parameter) { constant(parameter, 0) }

  /// Makes a matrix the identity, as far as it goes: a Linear layer passes on its inputs.
  ///
  /// - Precondition: the parameter has two axes.
  public static func eye(_ parameter: Parameter) {
    checkMatrix(parameter, "eye")
    let rows = Tensor.arange(parameter.shape[0], device: parameter.device)
    let columns = Tensor.arange(parameter.shape[1], device: parameter.device)
    parameter.assign((rows.unsqueeze(axis: 1) .== columns).to(parameter.dtype))
  }

  /// Fills a matrix with normal numbers, and in each column a share of zeros.
  ///
  /// `⌈sparsity · rows⌉` zeros stand at random in every column. Source: Martens, 2010;
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.sparse_>.
  ///
  /// - Parameters:
  ///   - parameter: What is filled, a matrix.
  ///   - sparsity: The share of zeros, in [0, 1].
  ///   - std: The standard deviation of the others.
  ///   - generator: The stream of the numbers; zeros are placed by the current one, as in PyTorch.
  public static func sparse(
    _ parameter: Parameter, sparsity: Double, std: Double = 0.01,
    generator: RandomGenerator? = nil
  ) {
    checkMatrix(parameter, "sparse")
    if !(0...1).contains(sparsity) {
      misuse("Init.sparse", "the share of zeros cannot be \(sparsity)")
    }
    normal(parameter, std: std, generator: generator)
    let (rows, columns) = (parameter.shape[0], parameter.shape[1])
    let zeros = Int((sparsity * Double(rows)).rounded(.up))
    var kept = [Bool](repeating: true, count: rows * columns)
    for column in 0..<columns {
      for row in Tensor.randperm(rows).array(of: Int.self).prefix(zeros) {
        kept[row * columns + column] = false
      }
    }
    let mask = Tensor(kept, shape: parameter.shape, device: parameter.device)
    parameter.assign(Tensor.where(mask, parameter.value.detach(), 0))
  }

  static func checkMatrix(_ parameter: Parameter, _ name: String) {
    if parameter.shape.count != 2 {
      misuse("Init.\(name)", "a parameter of \(parameter.shape) is no matrix")
    }
  }
}
