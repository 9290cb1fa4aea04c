extension Tensor {
  /// Exponentially distributed numbers, as PyTorch's `exponential_` draws them.
  ///
  /// ```swift
  /// Tensor.exponential([3], rate: 2)                  // of mean 1/2
  /// ```
  /// `−log(1 − u) / rate`, for `u` uniform in [0, 1) of double precision. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exponential_.html>.
  ///
  /// - Parameters:
  ///   - shape: The extents.
  ///   - rate: What the mean is the reciprocal of, positive.
  ///   - dtype: The type of the elements, `float32` or `float64`.
  ///   - device: Where the tensor is.
  ///   - generator: The stream; the current one unless given.
  public static func exponential(
    _ shape: Shape, rate: Double = 1, dtype: DType = .float32, device: Device = .cpu,
    generator: RandomGenerator? = nil
  ) -> Tensor {
    if !(rate > 0) { misuse("exponential", "the rate \(rate) is not positive") }
    if dtype != .float32 && dtype != .float64 {
      misuse(
        "exponential", "there are no such numbers of \(dtype)",
        hint: "draw float32 and convert with to(.\(dtype))")
    }
    checkExtents("exponential", shape)
    return Tensor(shape, device: device) { (memory: UnsafeMutableBufferPointer<Double>) in
      (generator ?? .current).fillExponential(memory, rate: rate)
    }.to(dtype)
  }

  /// Indices drawn with the probabilities of the elements.
  ///
  /// ```swift
  /// let weights = Tensor([0.0, 10, 3, 0])
  /// weights.multinomial(2)                            // [1, 2] or [2, 1]
  /// weights.multinomial(5, replacement: true)         // say [1, 1, 2, 1, 1]
  /// Tensor.ones([64, 10]).multinomial(1)              // [64, 1]
  /// ```
  /// Weights need not add up to 1. Without replacement no index comes twice in a row of results: index `i` is drawn by
  /// the size of `wᵢ / eᵢ`, where `eᵢ` is exponentially distributed; with it by the place of a uniform number among the
  /// running sums. The same seed gives PyTorch's indices. Nothing is differentiated. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.multinomial.html>.
  ///
  /// - Parameters:
  ///   - samples: How many indices are drawn, 1 or more.
  ///   - replacement: Whether an index may come again.
  ///   - generator: The stream; the current one unless given.
  /// - Returns: `int64` of `[samples]`, or `[rows, samples]` of a matrix.
  /// - Precondition: this is `[categories]` or `[rows, categories]` of `float32` or `float64`, finite and not negative,
  ///   with a positive sum in each row; without replacement there are as many categories as samples.
  public func multinomial(
    _ samples: Int, replacement: Bool = false, generator: RandomGenerator? = nil
  ) -> Tensor {
    let weights = detach()
    guard rank == 1 || rank == 2, dtype == .float32 || dtype == .float64 else {
      misuse(
        "multinomial", "weights of \(dtype) and \(shape) are no rows of floating-point numbers",
        hint: "they are [categories] or [rows, categories]")
    }
    if samples < 1 || !replacement && samples > shape[rank - 1] {
      misuse(
        "multinomial", "\(samples) indices cannot be drawn from \(shape[rank - 1])",
        hint: samples < 1 ? "draw 1 at least" : "draw with replacement, or fewer")
    }
    let sums = weights.sum(axis: -1, keepDims: true)
    let isFine =
      (weights .>= 0).all().item() != 0 && sums.allFinite && (sums .> 0).all().item() != 0
    if !isFine {
      misuse(
        "multinomial", "weights of \(shape) are negative, not finite, or a row of zeros",
        hint: "use probabilities, or any numbers in proportion to them")
    }
    if replacement && samples > 1 { return weights.drawn(samples, generator ?? .current) }
    let noise = Tensor.exponential(shape, dtype: dtype, device: device, generator: generator)
    let keys = weights / noise
    return samples == 1
      ? keys.argmax(axis: -1, keepDims: true) : keys.topK(samples, axis: -1).indices
  }

  /// Indices drawn with replacement, row by row.
  private func drawn(_ samples: Int, _ stream: RandomGenerator) -> Tensor {
    let categories = shape[rank - 1]
    let rows = count / Swift.max(categories, 1)
    func places<T: TensorElement & BinaryFloatingPoint>(_: T.Type) -> Tensor {
      let weights = array(of: T.self)
      return Tensor([rows, samples], device: device) {
        (memory: UnsafeMutableBufferPointer<Int64>) in
        for row in 0..<rows {
          let sums = Self.shares(weights[row * categories..<(row + 1) * categories])
          let slot = UnsafeMutableBufferPointer(
            rebasing: memory[row * samples..<(row + 1) * samples])
          stream.fillPlaces(slot, among: sums)
        }
      }
    }
    let indices = dtype == .float32 ? places(Float.self) : places(Double.self)
    return rank == 1 ? indices.squeeze(axis: 0) : indices
  }

  /// The running sums of a row's weights as shares of their sum, in the weights' own precision as PyTorch has them.
  private static func shares<T: BinaryFloatingPoint>(_ weights: ArraySlice<T>) -> [Double] {
    var sum: T = 0
    let running = weights.map { weight in
      sum += weight
      return sum
    }
    var shares = running.map { Double($0 / sum) }
    if !shares.isEmpty { shares[shares.count - 1] = 1 }
    return shares
  }
}
