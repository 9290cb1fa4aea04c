// Products that are made of matrix products and of products of elements.
extension Tensor {
  /// All products of an element of this list and one of the other, `[n, m]`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.outer.html>.
  ///
  /// - Parameter other: Another tensor of one axis.
  /// - Precondition: both have one axis.
  public func outer(_ other: Tensor) -> Tensor {
    if rank != 1 || other.rank != 1 {
      return standIn(
        after: MisuseError("outer", "\(shape) and \(other.shape) are not both of one axis"))
    }
    return unsqueeze(axis: 1) * other.unsqueeze(axis: 0)
  }

  /// The matrix products of two stacks, `[b, m, n]` of `[b, m, k]` and `[b, k, n]`, without broadcasting.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.bmm.html>.
  public func bmm(_ other: Tensor) -> Tensor {
    if rank != 3 || other.rank != 3 || shape[0] != other.shape[0] {
      return standIn(
        after: MisuseError(
          "bmm", "\(shape) and \(other.shape) are not stacks of as many matrices",
          hint: "use matmul, whose outer axes broadcast"))
    }
    return matmul(other)
  }

  /// `beta · self + alpha · a · b`, with batches as in ``matmul(_:)``.
  ///
  /// Of a `beta` of 0 this tensor is not read: its NaN does not show. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.baddbmm.html>.
  ///
  /// - Parameters:
  ///   - a: The left factor.
  ///   - b: The right factor.
  ///   - beta: What this tensor is multiplied by; it broadcasts with the product.
  ///   - alpha: What the product is multiplied by.
  public func addMatmul(_ a: Tensor, _ b: Tensor, beta: Double = 1, alpha: Double = 1) -> Tensor {
    let product = alpha == 1 ? a.matmul(b) : a.matmul(b) * alpha
    if beta == 0 {
      return Broadcast.shape(shape, product.shape).map { product.expand($0) } ?? self + product
    }
    return (beta == 1 ? self : self * beta) + product
  }

  /// The sums of products of vectors along an axis.
  ///
  /// ```swift
  /// Tensor([[1, 2], [3, 4]]).vecdot(Tensor([10, 1]))        // 12, 34
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.vecdot.html>.
  ///
  /// - Parameters:
  ///   - other: Vectors that broadcast with these.
  ///   - axis: The axis of a vector, counted from the end.
  public func vecdot(_ other: Tensor, axis: Int = -1) -> Tensor { (self * other).sum(axis: axis) }

  /// Sums of products over several axes of each: `[a…, b…]` of `[a…, n…]` and `[n…, b…]`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.tensordot.html>.
  ///
  /// - Parameters:
  ///   - other: The right factor.
  ///   - axes: How many of this tensor's last axes meet as many of the other's first ones.
  public func tensordot(_ other: Tensor, axes: Int = 2) -> Tensor {
    if axes < 0 || axes > rank || axes > other.rank {
      return standIn(
        after: MisuseError(
          "tensordot", "\(axes) axes of \(shape) do not meet those of \(other.shape)"))
    }
    return tensordot(other, axes: Array((rank - axes)..<rank), Array(0..<axes))
  }

  /// Sums of products over axes that are named: the others of this tensor come first, then the others of the other.
  ///
  /// - Parameters:
  ///   - other: The right factor.
  ///   - axes: This tensor's axes.
  ///   - otherAxes: As many of the other's, of the same extents in order.
  public func tensordot(_ other: Tensor, axes: [Int], _ otherAxes: [Int]) -> Tensor {
    checked { () throws(MisuseError) in
      var (own, met) = ([Int](), [Int]())
      for axis in axes { own.append(try checkedAxis(axis, "tensordot")) }
      for axis in otherAxes { met.append(try other.checkedAxis(axis, "tensordot")) }
      guard own.count == met.count, Set(own).count == own.count, Set(met).count == met.count,
        zip(own, met).allSatisfy({ shape[$0] == other.shape[$1] })
      else {
        throw MisuseError(
          "tensordot", "axes \(axes) of \(shape) do not meet axes \(otherAxes) of \(other.shape)",
          hint: "as many of either, each once, of equal extents")
      }
      let rows = (0..<rank).filter { !own.contains($0) }
      let columns = (0..<other.rank).filter { !met.contains($0) }
      let inner = own.reduce(1) { $0 * shape[$1] }
      let left = permute(rows + own).reshape([rows.reduce(1) { $0 * shape[$1] }, inner])
      let right = other.permute(met + columns)
        .reshape([inner, columns.reduce(1) { $0 * other.shape[$1] }])
      return left.matmul(right)
        .reshape(Shape(rows.map { shape[$0] } + columns.map { other.shape[$0] }))
    }
  }
}
