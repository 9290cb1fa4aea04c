import Kagami
import TestSupport

/// What `Scripts/goldens/windows.py` writes.
enum WindowGoldens {
  /// All of few numbers; of many the ends and two sums.
  struct Digest: Decodable, Sendable {
    let shape: [Int]
    let all, ends: [Double]?
    let sum, weighted: Double?

    /// What differs by more than `tolerance`, in words.
    func difference(_ tensor: Tensor, _ tolerance: Double) -> String? {
      if Array(tensor.shape) != shape { return "of \(tensor.shape), expected \(shape)" }
      let found = tensor.array(of: Double.self)
      func near(_ found: [Double], _ expected: [Double], _ scale: Double = 1) -> String? {
        Near.difference(
          found, expected, absolute: scale * tolerance, relative: tolerance)
      }
      if let all { return near(found, all) }
      guard let ends, let sum, let weighted else { return "nothing to compare with" }
      let weights = found.indices.map { Double($0 % 7) - 2.5 }
      // Rounding errors of as many summands as there are.
      let scale = Double(found.count).squareRoot() * 10
      return near(Array(found.prefix(6) + found.suffix(6)), ends)
        ?? near([found.reduce(0, +)], [sum], scale)
        ?? near([zip(found, weights).reduce(0) { $0 + $1.0 * $1.1 }], [weighted], scale)
    }
  }

  struct Convolution: Decodable, Sendable, CustomStringConvertible {
    let images, weight, stride, dilation: [Int]
    let bias: Bool
    let padding: String?
    let zeros: [Int]?
    let groups: Int
    let output: Digest
    let gradients: [Digest]
    let second: [Digest]?

    var description: String {
      "\(images) by \(weight), stride \(stride), padding \(padding ?? "\(zeros ?? [])"), "
        + "dilation \(dilation), groups \(groups)"
    }

    /// Images, weight and, if there is one, bias.
    func leaves(_ dtype: DType, _ device: Device) -> [Tensor] {
      [images, weight].enumerated().map { WindowGoldens.numbers($1, $0 + 1, dtype, device) }
        + (bias ? [WindowGoldens.numbers([weight[0]], 3, dtype, device)] : [])
    }

    func apply(_ leaves: [Tensor]) -> Tensor {
      leaves[0].conv2d(
        leaves[1], bias ? leaves[2] : nil, stride: Pair(stride[0], stride[1]),
        padding: zeros.map { .zeros(Pair($0[0], $0[1])) } ?? (padding == "same" ? .same : .valid),
        dilation: Pair(dilation[0], dilation[1]), groups: groups)
    }
  }

  struct Pool: Decodable, Sendable, CustomStringConvertible {
    let kind: String
    let shape, size, stride, padding, dilation, indices, outputShape: [Int]
    let ceil, include: Bool
    let divisor: Int?
    let input, output, gradient: [Golden]

    var description: String {
      "\(kind) of \(shape), window \(size), stride \(stride), padding \(padding), ceil \(ceil)"
    }

    func apply(_ x: Tensor) -> (values: Tensor, indices: Tensor?) {
      let (size, stride) = (Pair(size[0], size[1]), Pair(stride[0], stride[1]))
      let padding = Pair(padding[0], padding[1])
      if kind == "max" {
        let (values, indices) = x.maxPool2dWithIndices(
          size, stride: stride, padding: padding, dilation: Pair(dilation[0], dilation[1]),
          ceilMode: ceil)
        return (values, indices)
      }
      let means = x.avgPool2d(
        size, stride: stride, padding: padding, ceilMode: ceil, countIncludePad: include,
        divisorOverride: divisor)
      return (means, nil)
    }
  }

  struct File: Decodable {
    let convolutions: [Convolution]
    let pools: [Pool]
  }

  static let file = try? Goldens.load("windows", from: .module, as: File.self)

  /// The script's numbers of a seed.
  static func numbers(
    _ shape: [Int], _ seed: Int, _ dtype: DType, _ device: Device, requiresGrad: Bool = true
  ) -> Tensor {
    let count = shape.reduce(1, *)
    let values = (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 1013) / 500 - 1 }
    return Tensor(
      values, shape: Shape(shape), dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// One number of all.
  static func weighed(_ y: Tensor) -> Tensor {
    (y * numbers(Array(y.shape), 5, y.dtype, y.device, requiresGrad: false)).sum()
  }
}
