internal import Kagami

/// Scales gradients down, if need be, so that all of them together have at most a norm.
///
/// ```swift
/// loss.backward()
/// let norm = clipGradNorm(model.parameters(), maxNorm: 1)
/// optimizer.step()
/// ```
/// The norm is that of all gradients laid end to end: `(Σ|g|ᵖ)^(1/p)`, for p = ∞ the largest |g|. Every
/// gradient is multiplied by `min(1, maxNorm/(norm + 10⁻⁶))`; a norm that is NaN makes them NaN, an
/// infinite one 0 or NaN, as in PyTorch. Parameters without a gradient are passed over. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html>.
///
/// - Parameters:
///   - parameters: Whose gradients are scaled.
///   - maxNorm: The largest norm that is left.
///   - normType: The p of the norm; `.infinity` for the largest.
/// - Returns: The norm before; 0 without gradients.
@discardableResult
public func clipGradNorm(
  _ parameters: [Parameter], maxNorm: Double, normType: Double = 2
) -> Double {
  let norm = gradientNorm(parameters, normType)
  scaleGradients(parameters, norm: norm, maxNorm: maxNorm)
  return norm
}

/// Scales gradients down like ``clipGradNorm(_:maxNorm:normType:)``, or throws where their norm is not
/// finite.
///
/// - Parameters:
///   - parameters: Whose gradients are scaled.
///   - maxNorm: The largest norm that is left.
///   - normType: The p of the norm; `.infinity` for the largest.
///   - errorIfNonfinite: Whether a norm that is NaN or infinite is an error.
/// - Returns: The norm before.
/// - Throws: ``NonfiniteNormError``; the gradients are left as they were.
@discardableResult
public func clipGradNorm(
  _ parameters: [Parameter], maxNorm: Double, normType: Double = 2, errorIfNonfinite: Bool
) throws(NonfiniteNormError) -> Double {
  let norm = gradientNorm(parameters, normType)
  if errorIfNonfinite, !norm.isFinite { throw NonfiniteNormError(norm: norm, normType: normType) }
  scaleGradients(parameters, norm: norm, maxNorm: maxNorm)
  return norm
}

/// Moves every element of the gradients into [−`clipValue`, `clipValue`].
///
/// NaN stays NaN. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html>.
///
/// - Precondition: `clipValue` is not negative.
public func clipGradValue(_ parameters: [Parameter], clipValue: Double) {
  if !(clipValue >= 0) { misuse("clipGradValue", "the bound cannot be \(clipValue)") }
  noGrad {
    for parameter in parameters {
      guard let gradient = parameter.grad else { continue }
      parameter.grad = gradient.clamp(min: -clipValue, max: clipValue)
    }
  }
}

/// Gradients whose norm is NaN or infinite, so that they cannot be clipped.
public struct NonfiniteNormError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The norm.
  public var norm: Double
  /// Its p.
  public var normType: Double

  /// One line with the norm.
  public var description: String {
    "the norm of order \(normType) of the gradients is \(norm), so they cannot be clipped"
  }
}

/// The norm of the gradients' norms.
private func gradientNorm(_ parameters: [Parameter], _ p: Double) -> Double {
  if p.isNaN { misuse("clipGradNorm", "the norm's order cannot be \(p)") }
  let norms = noGrad {
    parameters.compactMap { $0.grad }.map { norm(of: $0.detach(), p) }
  }
  guard !norms.isEmpty else { return 0 }
  return norm(of: Tensor(norms, dtype: .float64), p)
}

/// `(Σ|x|ᵖ)^(1/p)`, in the type of `x`; for p = 0 the number of elements that are not 0.
private func norm(of x: Tensor, _ p: Double) -> Double {
  if x.count == 0 {
    if p < 0 {
      misuse("clipGradNorm", "a gradient of \(x.shape) has no norm of order \(p)")
    }
    return 0
  }
  switch p {
  case .infinity: return x.abs().amax().item()
  case -.infinity: return x.abs().amin().item()
  case 0: return (x .!= 0).sum().item()
  case 1: return x.abs().sum().item()
  case 2: return (x * x).sum().sqrt().item()
  default: return x.abs().pow(p).sum().pow(1 / p).item()
  }
}

private func scaleGradients(_ parameters: [Parameter], norm: Double, maxNorm: Double) {
  if !(maxNorm >= 0) { misuse("clipGradNorm", "the largest norm cannot be \(maxNorm)") }
  let ratio = maxNorm / (norm + 1e-6)
  // Always multiplied, so that NaN reaches the gradients.
  let factor = ratio > 1 ? 1 : ratio
  noGrad {
    for parameter in parameters {
      guard var gradient = parameter.grad else { continue }
      // The parameter lets go of the memory, which is then written in place.
      parameter.grad = nil
      gradient *= factor
      parameter.grad = gradient
    }
  }
}
