extension Tensor {
  /// The numbers `start`, `start + step`, … below `end`, as `[n]`.
  ///
  /// ```swift
  /// Tensor.arange(1, 8, step: 3)    // [1, 4, 7]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.arange.html>.
  ///
  /// - Parameters:
  ///   - start: The first number.
  ///   - end: Where to stop; not included.
  ///   - step: The distance between neighbours, of either sign.
  ///   - dtype: The type of the elements; `int64` unless given. Numbers beyond `uint8` wrap.
  ///   - device: Where the tensor is.
  ///   - requiresGrad: Whether gradients accumulate here.
  /// - Precondition: `step` is not 0 and leads from `start` towards `end`; `dtype` is not `bool`.
  public static func arange(
    _ start: Int, _ end: Int, step: Int = 1, dtype: DType = .int64, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    if step == 0 || (step > 0 ? end < start : end > start) {
      misuse("arange", "step \(step) does not lead from \(start) to \(end)")
    }
    if dtype == .bool {
      misuse("arange", "truth values are no range of numbers", hint: "make int64 ones and convert")
    }
    // In the width of UInt the distance between any two integers is exact.
    let distance = UInt(bitPattern: step > 0 ? end &- start : start &- end)
    let stride = step.magnitude
    let count = distance / stride + (distance % stride == 0 ? 0 : 1)
    guard count <= UInt(Int.max / 8) else {
      misuse("arange", "\(count) numbers from \(start) to \(end) do not fit into memory")
    }
    let result = Tensor([Int(count)], device: device, of: Int64.self) { memory in
      for index in memory.indices { memory[index] = Int64(start &+ index &* step) }
    }
    return result.to(dtype).requiring(requiresGrad)
  }

  /// The fractions `start`, `start + step`, … up to, and not including, `end`, as `[n]`.
  ///
  /// ```swift
  /// Tensor.arange(0, 1, step: 0.25)                         // 0, 0.25, 0.5, 0.75
  /// ```
  /// Their number is `⌈(end − start)/step⌉`, so that rounding may let the last one meet `end`; ``linspace(_:_:count:endpoint:dtype:device:)``
  /// names the number instead. Source: <https://docs.pytorch.org/docs/stable/generated/torch.arange.html>.
  ///
  /// - Precondition: `step` is not 0 and leads from `start` towards `end`, and all three are finite.
  @_disfavoredOverload
  public static func arange(
    _ start: Double, _ end: Double, step: Double, dtype: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    let count = ((end - start) / step).rounded(.up)
    guard count >= 0, count < 0x1p60, step != 0 else {
      misuse("arange", "step \(step) does not lead from \(start) to \(end)")
    }
    return Tensor([Int(count)], device: device, of: Double.self) { memory in
      for index in memory.indices { memory[index] = start + Double(index) * step }
    }.to(dtype)
  }

  /// The numbers from 0 below `end`, as `[end]`.
  public static func arange(
    _ end: Int, dtype: DType = .int64, device: Device = .cpu, requiresGrad: Bool = false
  ) -> Tensor {
    arange(0, end, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }
}
