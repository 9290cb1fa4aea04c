/// The elements of a diagonal, as the last axis; a view.
///
/// Adjoint of `EmbedDiagonal`.
struct Diagonal: DifferentiableOperation {
  let name = "diagonal"
  let saves: SavedTensors = .nothing
  /// Of the axes along whose diagonal elements lie, the first counts down and the second across.
  let axes: (Int, Int)
  let offset: Int

  func forward(_ inputs: [Tensor]) -> Tensor { view(of: inputs[0]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [record(EmbedDiagonal(diagonal: self, shape: context.shape(0)), context.gradient)]
  }

  func view(of x: Tensor) -> Tensor {
    let (down, across) = axes
    let (rows, columns) = (Swift.max(-offset, 0), Swift.max(offset, 0))
    let length = Swift.max(Swift.min(x.shape[down] - rows, x.shape[across] - columns), 0)
    let rest = x.shape.indices.filter { $0 != down && $0 != across }
    let start = length > 0 ? rows * x.strides[down] + columns * x.strides[across] : 0
    return x.view(
      shape: Shape(rest.map { x.shape[$0] } + [length]),
      strides: Strides(rest.map { x.strides[$0] } + [x.strides[down] + x.strides[across]]),
      offset: x.offset + start)
  }
}

/// Zeros of `shape` with the input on a diagonal.
///
/// Adjoint of `Diagonal`.
struct EmbedDiagonal: DifferentiableOperation {
  let name = "embed diagonal"
  let saves: SavedTensors = .nothing
  let diagonal: Diagonal
  let shape: Shape

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = Tensor.zeros(shape, dtype: x.dtype, device: x.device)
    x.device.backend.copy(x.operand, into: diagonal.view(of: result).operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] { [record(diagonal, context.gradient)] }
}

extension Tensor {
  /// The elements on a diagonal of matrices, as the last axis; a view.
  ///
  /// ```swift
  /// Tensor([[1, 2], [3, 4]]).diagonal()                     // 1, 4
  /// Tensor([[1, 2], [3, 4]]).diagonal(offset: 1)            // 2
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.diagonal.html>.
  ///
  /// - Parameters:
  ///   - offset: Which diagonal: 0 the main one, above it positive ones, below it negative ones.
  ///   - axis1: The axis of rows; the first but one from the end unless given.
  ///   - axis2: The axis of columns, another one; the last unless given.
  public func diagonal(offset: Int = 0, axis1: Int = -2, axis2: Int = -1) -> Tensor {
    checked { () throws(MisuseError) in
      let axes = (try checkedAxis(axis1, "diagonal"), try checkedAxis(axis2, "diagonal"))
      if axes.0 == axes.1 {
        throw MisuseError("diagonal", "axes \(axis1) and \(axis2) of \(shape) are the same")
      }
      return record(Diagonal(axes: axes, offset: offset), self)
    }
  }

  /// The sum of the elements on a diagonal of matrices; integers and truth values give `int64`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.trace.html>.
  ///
  /// - Parameter offset: Which diagonal, as of ``diagonal(offset:axis1:axis2:)``.
  public func trace(offset: Int = 0) -> Tensor { diagonal(offset: offset).sum(axis: -1) }

  /// Matrices with the elements of the last axis on a diagonal, and zeros elsewhere.
  ///
  /// ```swift
  /// Tensor([1, 2]).diagEmbed()                              // [[1, 0], [0, 2]]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.diag_embed.html>.
  ///
  /// - Parameter offset: Which diagonal; the matrices are as large as it needs.
  public func diagEmbed(offset: Int = 0) -> Tensor {
    if rank == 0 {
      return standIn(
        after: MisuseError("diagEmbed", "a number has no axis to lie on a diagonal"), shape: [1, 1])
    }
    let size = shape[rank - 1] + Int(offset.magnitude)
    let diagonal = Diagonal(axes: (rank - 1, rank), offset: offset)
    return record(
      EmbedDiagonal(diagonal: diagonal, shape: Shape(shape.dropLast() + [size, size])), self)
  }

  /// Of a list, the matrix with it on a diagonal; of a matrix, the list on its diagonal.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.diag.html>.
  ///
  /// - Parameter offset: Which diagonal.
  /// - Precondition: there is one axis, or there are two.
  public func diag(offset: Int = 0) -> Tensor {
    switch rank {
    case 1: diagEmbed(offset: offset)
    case 2: diagonal(offset: offset)
    default:
      standIn(
        after: MisuseError(
          "diag", "a tensor of \(shape) is neither a list nor a matrix",
          hint: "use diagonal() or diagEmbed() for batches"))
    }
  }
}
