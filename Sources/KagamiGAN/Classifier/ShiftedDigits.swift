internal import Kagami
internal import KagamiData

/// Digits of which each is moved by a few pixels, at random, whenever it is fetched.
///
/// A digit that is moved is still the same digit; the classifier thus sees more images than there are. Rows
/// of bytes are copied, so that a batch takes far less time than a step.
struct ShiftedDigits: Dataset {
  /// The digits as they are.
  let digits: DigitImages
  /// The most pixels by which an image moves along either axis.
  let reach: Int
  /// The stream of shifts.
  let generator: RandomGenerator

  var count: Int { digits.count }

  func batch(_ indices: [Int]) -> ImageBatch {
    guard reach > 0 else { return digits.batch(indices) }
    let (height, width) = (digits.height, digits.width)
    let shifts = Tensor.randint(-reach, reach + 1, [indices.count, 2], generator: generator)
      .array(of: Int.self)
    // Paper is 0.
    var moved = [UInt8](repeating: 0, count: indices.count * height * width)
    digits.pixels.withUnsafeBufferPointer { source in
      moved.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for (place, index) in indices.enumerated() {
          let (down, right) = (shifts[2 * place], shifts[2 * place + 1])
          let kept = max(width - abs(right), 0)
          for row in max(down, 0)..<max(min(height, height + down), max(down, 0)) {
            let from = source + (index * height + row - down) * width + max(-right, 0)
            (target + (place * height + row) * width + max(right, 0)).update(
              from: from, count: kept)
          }
        }
      }
    }
    return DigitImages(
      height: height, width: width, pixels: moved, labels: indices.map { digits.labels[$0] }
    ).batch(Array(indices.indices))
  }
}
