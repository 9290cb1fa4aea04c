internal import Kagami

/// A checked set of samples, one a row, whose rows are converted to `float64` block by block.
///
/// In `float64`, 60,000 images of 784 pixels take 376 MB; a block of them takes a few.
struct SampleRows: Sendable {
  /// `[count, width]`, without history.
  let tensor: Tensor

  /// Checks a set; what does not fit stops the program.
  ///
  /// - Parameters:
  ///   - tensor: `[count, width]` of finite fractions.
  ///   - name: What the set is called in a message.
  ///   - operation: What was called.
  ///   - least: The fewest rows that suffice.
  init(_ tensor: Tensor, _ name: String, in operation: String, atLeast least: Int = 1) {
    let shape = tensor.shape
    if shape.count != 2 || !tensor.dtype.isFloatingPoint {
      misuse(
        operation, "\(name) are \(tensor.dtype) of \(shape)",
        hint: "expected fractions of [count, width]; flatten images first")
    }
    if shape[0] < least || shape[1] < 1 {
      misuse(
        operation, "\(name) of \(shape) are too few",
        hint: "expected \(least) or more rows of 1 or more numbers")
    }
    if !tensor.allFinite {
      misuse(
        operation, "\(name) of \(shape) hold NaN or infinity",
        hint: "distances need finite numbers; check allFinite before")
    }
    self.tensor = tensor.detach().to(.cpu)
  }

  /// How many rows there are.
  var count: Int { tensor.shape[0] }
  /// How many numbers a row has.
  var width: Int { tensor.shape[1] }

  /// Stops the program unless the rows of both sets have the same width.
  func check(sameWidthAs other: SampleRows, in operation: String) {
    if width != other.width {
      misuse(
        operation, "rows of \(tensor.shape) and of \(other.tensor.shape) differ in width",
        hint: "compare images with images, and features with features of the same layer")
    }
  }

  /// Some rows, `[rows.count, width]`, `float64`.
  func doubles(_ rows: Range<Int>) -> Tensor {
    tensor.narrow(axis: 0, start: rows.lowerBound, length: rows.count).to(.float64)
  }

  /// The squared norm of each row, `[count]`, `float64`.
  var squaredNorms: Tensor {
    Tensor.concatenate(
      blocks(of: BlockProducts.rowsPerBlock).map { rows in
        let block = doubles(rows)
        return (block * block).sum(axis: 1)
      })
  }

  /// The rows in blocks of `size`, of which the last may be smaller.
  func blocks(of size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
