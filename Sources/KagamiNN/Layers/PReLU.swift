public import Kagami

/// `x > 0 ? x : w·x`, elementwise, with a slope that is learned: one for all, or one for each
/// channel.
///
/// ```swift
/// PReLU(256)(Tensor.randn([64, 256]))    // one slope for each of 256 features
/// ```
/// The gradient of the input is 1 above 0 and the slope elsewhere, at 0 too; that of the slope is the
/// sum of `g·x` where `x` is not above 0. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html>.
public final class PReLU: Module {
  /// The slopes, `[numParameters]`.
  public let weight: Parameter

  /// - Parameters:
  ///   - numParameters: 1, or the extent of axis 1.
  ///   - initial: The slopes to start from.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(_ numParameters: Int = 1, init initial: Double = 0.25, dtype: DType = .float32) {
    Initialization.check("PReLU", [("numParameters", numParameters)])
    weight = Parameter(Tensor.full([numParameters], initial, dtype: dtype))
  }

  /// The number of slopes.
  public var numParameters: Int { weight.count }

  public override func forward(_ x: Tensor) -> Tensor {
    let channels = x.rank > 1 ? x.shape[1] : 1
    if numParameters != 1 && numParameters != channels {
      return misuse(
        "PReLU", "\(numParameters) slopes do not fit the \(channels) channels of \(x.shape)",
        standIn: x)
    }
    var shape = Shape(repeating: 1, count: x.rank)
    if x.rank > 1 { shape[1] = numParameters }
    let slope = weight.value.reshape(shape)
    let isAbove = x .> 0
    // The side not taken must be finite, or the slope's gradient would be 0·∞.
    return Tensor.where(isAbove, x, Tensor.where(isAbove, 0, x) * slope)
  }

  public override var extraDescription: String { "num_parameters=\(numParameters)" }
}
