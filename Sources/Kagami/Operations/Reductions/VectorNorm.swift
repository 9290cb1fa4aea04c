import Foundation

/// The root of a sum of powers over some axes, as torch differentiates it: 0 where the norm is 0.
struct VectorNorm: DifferentiableOperation {
  let name = "vectorNorm"
  let saves: SavedTensors = [.input0, .output]
  /// 1, 2 or another number; finite and not 0.
  let order: Double
  let axes: [Int]

  func forward(_ inputs: [Tensor]) -> Tensor {
    // The power of a number in half precision may be beyond that; the norm is not.
    let x = inputs[0].dtype.isHalf ? inputs[0].to(.float32) : inputs[0]
    return norm(x).to(inputs[0].dtype)
  }

  private func norm(_ x: Tensor) -> Tensor {
    if order == 2 {
      let sum = x.device.backend.sumOfSquares(x.operand, axes: axes).map {
        Tensor($0, device: x.device)
      }
      return (sum ?? x.square().sum(axes: axes, keepDims: true)).sqrt()
    }
    let powers = order == 1 ? x.abs() : x.abs().pow(order)
    let sum = powers.sum(axes: axes, keepDims: true)
    return order == 1 ? sum : sum.pow(1 / order)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, x, norm) = (context.gradient, context.input(0), context.output)
    if order == 1 { return [g * x.sign()] }
    let isZero = norm.detach() .== 0
    let safe = norm.maskedFill(isZero, 1)
    let slope =
      order == 2
      ? x / safe : x.sign() * x.abs().pow(order - 1) / safe.pow(order - 1)
    return [(g * slope).maskedFill(isZero, 0)]
  }
}

extension Tensor {
  /// The norm of vectors: the root of the sum of powers of magnitudes, over some axes.
  ///
  /// ```swift
  /// Tensor([3.0, -4]).vectorNorm()                          // 5
  /// Tensor([3.0, -4]).vectorNorm(.infinity)                 // 4
  /// ```
  /// The gradient of a norm of 0 is 0, as torch's. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html>.
  ///
  /// - Parameters:
  ///   - order: The power; 2 is Euclid's, 1 the sum of magnitudes, ±∞ the largest and the smallest magnitude, 0 the
  ///     number of elements that are not 0.
  ///   - axes: The axes of a vector; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  /// - Precondition: the axes are not empty where the order is infinite or negative.
  public func vectorNorm(
    _ order: Double = 2, axes: [Int]? = nil, keepDims: Bool = false
  ) -> Tensor {
    let x = real
    switch order {
    case 0: return (x .!= 0).to(x.dtype).sum(axes: axes, keepDims: keepDims)
    case .infinity: return x.abs().amax(axes: axes, keepDims: keepDims)
    case -.infinity: return x.abs().amin(axes: axes, keepDims: keepDims)
    default: break
    }
    return x.checked { () throws(MisuseError) in
      let positions = try x.checkedAxes(axes, "vectorNorm")
      if order < 0, positions.contains(where: { x.shape[$0] == 0 }) {
        throw MisuseError("vectorNorm", "a norm of order \(order) of \(shape) has no elements")
      }
      let norm = record(VectorNorm(order: order, axes: positions), x)
      if keepDims { return norm }
      var target = norm.shape
      for axis in positions.reversed() { target.remove(at: axis) }
      return norm.reshape(target)
    }
  }

  /// The norm of vectors along one axis.
  public func vectorNorm(_ order: Double = 2, axis: Int, keepDims: Bool = false) -> Tensor {
    vectorNorm(order, axes: [axis], keepDims: keepDims)
  }
}
