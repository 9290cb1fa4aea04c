extension Tensor {
  /// Uniform numbers in [0, 1).
  ///
  /// ```swift
  /// manualSeed(0)
  /// Tensor.rand([2, 2])
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.rand.html>.
  ///
  /// - Parameters:
  ///   - shape: The extents.
  ///   - dtype: The type of the elements, `float32` or `float64`.
  ///   - device: Where the tensor is.
  ///   - generator: The stream; the current one unless given.
  ///   - requiresGrad: Whether gradients accumulate here.
  public static func rand(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu,
    generator: RandomGenerator? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    uniform(
      shape, 0, 1, dtype: dtype, device: device, generator: generator, requiresGrad: requiresGrad)
  }

  /// Uniform numbers in [low, high), as PyTorch's `uniform_` draws them.
  public static func uniform(
    _ shape: Shape, _ low: Double, _ high: Double, dtype: DType = .float32,
    device: Device = .cpu, generator: RandomGenerator? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    if !low.isFinite || !high.isFinite || low > high {
      misuse("uniform", "the bounds \(low) and \(high) are not finite, or the wrong way round")
    }
    let stream = generator ?? .current
    return filled("uniform", shape, dtype, device) { memory in
      stream.fillUniform(memory, low, high)
    } orDoubles: { memory in
      stream.fillUniform(memory, low, high)
    }.requiring(requiresGrad)
  }

  /// Standard normal numbers.
  ///
  /// Floats in blocks of 16 or more come through vectorised functions and may differ from
  /// PyTorch's in the last bits. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.randn.html>.
  ///
  /// - Parameters:
  ///   - shape: The extents.
  ///   - dtype: The type of the elements, `float32` or `float64`.
  ///   - device: Where the tensor is.
  ///   - generator: The stream; the current one unless given.
  ///   - requiresGrad: Whether gradients accumulate here.
  public static func randn(
    _ shape: Shape, dtype: DType = .float32, device: Device = .cpu,
    generator: RandomGenerator? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    normal(
      shape, mean: 0, std: 1, dtype: dtype, device: device, generator: generator,
      requiresGrad: requiresGrad)
  }

  /// Normal numbers of a mean and a standard deviation, as PyTorch's `normal_` draws them.
  public static func normal(
    _ shape: Shape, mean: Double, std: Double, dtype: DType = .float32, device: Device = .cpu,
    generator: RandomGenerator? = nil, requiresGrad: Bool = false
  ) -> Tensor {
    if !(std >= 0) { misuse("normal", "the standard deviation \(std) is negative or NaN") }
    let stream = generator ?? .current
    return filled("normal", shape, dtype, device) { memory in
      stream.fillNormal(memory, mean: mean, std: std)
    } orDoubles: { memory in
      stream.fillNormal(memory, mean: mean, std: std)
    }.requiring(requiresGrad)
  }

  /// Whole numbers in low..<high, `int64`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.randint.html>.
  public static func randint(
    _ low: Int, _ high: Int, _ shape: Shape, device: Device = .cpu,
    generator: RandomGenerator? = nil
  ) -> Tensor {
    if low >= high { misuse("randint", "there is no number in \(low)..<\(high)") }
    checkExtents("randint", shape)
    return Tensor(shape, device: device) { (memory: UnsafeMutableBufferPointer<Int64>) in
      (generator ?? .current).fillIntegers(memory, Int64(low), Int64(high))
    }
  }

  /// The numbers below `count` in random order, `int64` of `[count]`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.randperm.html>.
  public static func randperm(
    _ count: Int, device: Device = .cpu, generator: RandomGenerator? = nil
  ) -> Tensor {
    if count < 0 || count >= Int(UInt32.max) / 20 {
      misuse("randperm", "\(count) numbers cannot be shuffled", hint: "use 0 to 2³²/20")
    }
    return Tensor([count], device: device) { (memory: UnsafeMutableBufferPointer<Int64>) in
      (generator ?? .current).fillPermutation(memory)
    }
  }

  /// Ones with the probabilities in `probabilities`, zeros otherwise, of its type.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html>.
  public static func bernoulli(
    _ probabilities: Tensor, generator: RandomGenerator? = nil
  ) -> Tensor {
    let p = probabilities.detach()
    if !p.dtype.isFloatingPoint
      || p.count > 0 && ((p .>= 0) .&& (p .<= 1)).sum().item(as: Int.self) != p.count
    {
      misuse("bernoulli", "probabilities of \(p.shape) must be fractions within [0, 1]")
    }
    let stream = generator ?? .current
    func drawn<T: TensorElement>(_ draw: (UnsafeMutableBufferPointer<T>) -> Void) -> Tensor {
      Tensor(p.shape, device: p.device) { (memory: UnsafeMutableBufferPointer<T>) in
        p.withHostElements { _ = memory.update(from: $0) }
        draw(memory)
      }
    }
    switch p.dtype {
    case .float32:
      return drawn { (memory: UnsafeMutableBufferPointer<Float>) in stream.turnIntoTruths(memory) }
    case .float64:
      return drawn { (memory: UnsafeMutableBufferPointer<Double>) in stream.turnIntoTruths(memory) }
    default: stop("bernoulli", p.dtype)
    }
  }

  /// Ones with the same probability, zeros otherwise, as PyTorch's `bernoulli_(p)` draws them.
  public static func bernoulli(
    _ shape: Shape, probability: Double, dtype: DType = .float32, device: Device = .cpu,
    generator: RandomGenerator? = nil
  ) -> Tensor {
    if !(0...1).contains(probability) {
      misuse("bernoulli", "the probability \(probability) is outside [0, 1]")
    }
    checkExtents("bernoulli", shape)
    let truths = Tensor(shape, device: device) { (memory: UnsafeMutableBufferPointer<Float>) in
      (generator ?? .current).fillTruths(memory, probability: probability)
    }
    return truths.to(dtype)
  }

  private static func filled(
    _ operation: String, _ shape: Shape, _ dtype: DType, _ device: Device,
    floats: (UnsafeMutableBufferPointer<Float>) -> Void,
    orDoubles doubles: (UnsafeMutableBufferPointer<Double>) -> Void
  ) -> Tensor {
    checkExtents(operation, shape)
    switch dtype {
    case .float32: return Tensor(shape, device: device, writing: floats)
    case .float64: return Tensor(shape, device: device, writing: doubles)
    default: stop(operation, dtype)
    }
  }

  private static func stop(_ operation: String, _ dtype: DType) -> Never {
    misuse(
      operation, "there are no such numbers of \(dtype)",
      hint: "draw float32 and convert with to(.\(dtype))")
  }
}
