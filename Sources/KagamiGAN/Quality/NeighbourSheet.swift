public import Kagami
public import KagamiData

/// Generated images above the training images nearest to them: copies would show.
///
/// ```swift
/// let sheet = NeighbourSheet(of: images, in: training)    // [32, 784], [60000, 784]
/// try AtomicFile.write(PNG.encode(sheet.picture()), to: "neighbours.png")
/// ```
/// Nearest means the smallest Euclidean distance of pixels.
public struct NeighbourSheet: Sendable {
  /// The generated images, `[n, pixels]`.
  public let images: Tensor
  /// The nearest training image of each, `[n, pixels]`.
  public let neighbours: Tensor
  /// The position of each among the training images, `[n]`, `int64`.
  public let indices: Tensor
  /// How far each is away, `[n]`, `float64`.
  public let distances: Tensor

  /// Finds the nearest training images.
  ///
  /// - Parameters:
  ///   - images: `[n, pixels]` within [−1, 1], as many pixels as a square has.
  ///   - training: `[m, pixels]` within [−1, 1].
  /// - Precondition: finite fractions of equal width, a row or more each.
  public init(of images: Tensor, in training: Tensor) {
    let found = NearestNeighbours(of: images, in: training)
    if Self.side(images) == nil {
      misuse(
        "NeighbourSheet", "images of \(images.shape) are not square",
        hint: "expected as many pixels as a square has, such as 784")
    }
    self.images = images.detach()
    indices = found.indices.squeeze(axis: 1)
    distances = found.distances.squeeze(axis: 1)
    neighbours = training.detach().indexSelect(axis: 0, indices)
  }

  /// Rows of generated images, each with the row of their neighbours below it.
  ///
  /// - Parameter columns: Images in a row; the places of a last row that is not full are black.
  /// - Returns: A grid as `ImageGrid` lays it out.
  /// - Precondition: `columns` is positive.
  public func picture(columns: Int = 8) -> GrayImage {
    let (count, pixels) = (images.shape[0], images.shape[1])
    let side = Self.side(images) ?? 0
    // Fewer images than columns must not leave their neighbours a place beside them.
    let across = min(columns, count)
    let grid = ImageGrid(columns: across)
    let both = [images, neighbours].map { $0.array(of: Float.self) }
    var values: [Float] = []
    for start in stride(from: 0, to: count, by: across) {
      let end = min(start + across, count)
      let missing = [Float](repeating: -1, count: (start + across - end) * pixels)
      for part in both { values += part[start * pixels..<end * pixels] + missing }
    }
    return grid.compose(values, count: values.count / pixels, height: side, width: side)
  }

  /// The side of the images, or nil if they are not square.
  private static func side(_ images: Tensor) -> Int? {
    let side = Int(Double(images.shape[1]).squareRoot().rounded())
    return side * side == images.shape[1] ? side : nil
  }
}
