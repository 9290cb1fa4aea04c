import Kagami

/// Matrices to factor, and what their factors are held against.
enum Matrices {
  /// Extents of all kinds: empty, one, tall, wide, square, batches.
  static let shapes: [Shape] = [
    [0, 0], [0, 3], [3, 0], [1, 1], [1, 4], [4, 1], [5, 3], [3, 5], [4, 4], [40, 17], [17, 40],
    [70, 70], [2, 3, 4, 3], [0, 3, 3], [3, 0, 2],
  ]

  static let squares: [Shape] = [
    [0, 0], [1, 1], [2, 2], [5, 5], [70, 70], [2, 3, 4, 4], [0, 3, 3],
  ]

  static func random(_ shape: Shape, _ dtype: DType, _ device: Device = .cpu) -> Tensor {
    let generator = RandomGenerator(seed: UInt64(shape.reduce(1) { 31 &* $0 &+ $1 }))
    return Tensor.randn(shape, dtype: dtype, device: device, generator: generator)
  }

  /// Matrices whose last columns repeat the first.
  static func deficient(_ dtype: DType) -> Tensor {
    let half = random([6, 2], dtype)
    return Tensor.concatenate([half, half * 2, half], axis: 1)
  }

  /// How far results may be from exact ones, for matrices of this size.
  static func tolerance(_ dtype: DType) -> Double { dtype == .float32 ? 2e-5 : 1e-13 }

  /// The largest difference, 0 between empty tensors; infinite where shapes differ.
  static func distance(_ a: Tensor, _ b: Tensor) -> Double {
    if a.shape != b.shape { return .infinity }
    return a.count == 0 ? 0 : (a - b).abs().amax().item()
  }

  /// The identity in as many copies as `shape` has batches.
  static func identity(_ size: Int, like x: Tensor) -> Tensor {
    Tensor.eye(size, dtype: x.dtype, device: x.device)
      .expand(Shape(Array(x.shape.dropLast(2)) + [size, size]))
  }
}
