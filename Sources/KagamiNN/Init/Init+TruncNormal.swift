public import Kagami

extension Init {
  /// Fills with normal numbers, of which those outside [a, b] are drawn again.
  ///
  /// Where less than 0.3 of the distribution is inside, uniform numbers are rejected at the right
  /// rate instead. Both are PyTorch's ways. Source:
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.trunc_normal_>.
  ///
  /// - Parameters:
  ///   - parameter: What is filled, of any shape.
  ///   - mean: The mean before truncation.
  ///   - std: The standard deviation before truncation, above 0.
  ///   - a: The lowest number.
  ///   - b: The highest number.
  ///   - generator: The stream; the current one unless given.
  public static func truncNormal(
    _ parameter: Parameter, mean: Double = 0, std: Double = 1, a: Double = -2, b: Double = 2,
    generator: RandomGenerator? = nil
  ) {
    if !(std > 0) || !std.isFinite || !mean.isFinite {
      misuse("Init.truncNormal", "there is no normal distribution of (\(mean), \(std))")
    }
    if !(a <= b) { misuse("Init.truncNormal", "the bounds \(a) and \(b) are the wrong way round") }
    let (shape, dtype, device) = (parameter.shape, parameter.dtype, parameter.device)
    func uniforms(_ low: Double, _ high: Double) -> Tensor {
      Tensor.uniform(shape, low, high, dtype: dtype, device: device, generator: generator)
    }
    func normals() -> Tensor {
      Tensor.normal(
        shape, mean: mean, std: std, dtype: dtype, device: device, generator: generator)
    }
    let inside = normalShare(below: (b - mean) / std) - normalShare(below: (a - mean) / std)
    if inside > 0.3 {
      var result = normals()
      while true {
        let isOut = (result .< a) .|| (result .> b)
        if !isOut.hasAny { break }
        result = Tensor.where(isOut, normals(), result)
      }
      parameter.assign(result)
      return
    }
    // How much less likely each number is than the likeliest within the bounds.
    let mode = max(a, min(mean, b))
    let peak = -0.5 * ((mode - mean) / std) * ((mode - mean) / std)
    func isRejected(_ candidates: Tensor) -> Tensor {
      let z = (candidates - mean) / std
      return uniforms(0, 1).log() .> z * z * -0.5 - peak
    }
    var result = uniforms(a, b)
    var pending = isRejected(result)
    while pending.hasAny {
      let candidates = uniforms(a, b)
      result = Tensor.where(pending, candidates, result)
      let isStillOut = isRejected(candidates)
      pending = Tensor.where(pending, isStillOut, pending)
    }
    parameter.assign(result)
  }
}

extension Tensor {
  /// Whether any truth value is true.
  fileprivate var hasAny: Bool { sum().item() != 0 }
}
