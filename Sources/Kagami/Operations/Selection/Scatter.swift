// Writing and adding where an index says; the counterparts of ``Tensor/gather(axis:_:)`` and
// ``Tensor/indexSelect(axis:_:)``.
extension Tensor {
  /// This tensor with elements of `source` at the positions along an axis that an index names.
  ///
  /// ```swift
  /// Tensor.zeros([3]).scatter(axis: 0, Tensor([2, 0]), Tensor([5.0, 7]))    // 7, 0, 5
  /// ```
  /// For three axes and `axis` 1, `y[i, index[i, j, k], k] = source[i, j, k]`. Of elements named twice the last stays.
  /// The gradient goes to what was written, and elsewhere to what stayed. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.scatter.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to write along; negative ones count from the end.
  ///   - index: Positions within the axis, `int64`, with as many axes as this tensor and no larger extents but along
  ///     `axis`.
  ///   - source: Elements of this tensor's type, with extents that are no smaller than the index's.
  public func scatter(axis: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    scattering("scatter", axis, index, source) { x, places, elements in
      record(Place(places: places), x, elements)
    }
  }

  /// This tensor with one number at the positions along an axis that an index names.
  public func scatter(axis: Int, _ index: Tensor, _ value: some TensorScalar) -> Tensor {
    scatter(
      axis: axis, index, Tensor.full([], value, dtype: dtype, device: device).expand(index.shape))
  }

  /// This tensor plus elements of `source` at the positions along an axis that an index names.
  ///
  /// Elements named twice add up. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.scatter_add.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to add along; negative ones count from the end.
  ///   - index: Positions within the axis, `int64`; see ``scatter(axis:_:_:)-(_,_,Tensor)``.
  ///   - source: Elements of this tensor's type, with extents that are no smaller than the index's.
  public func scatterAdd(axis: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    scattering("scatterAdd", axis, index, source) { x, places, elements in
      x + record(ScatterAdd(extent: x.count), elements, places).reshape(x.shape)
    }
  }

  private func scattering(
    _ operation: String, _ axis: Int, _ index: Tensor, _ source: Tensor,
    _ body: (_ x: Tensor, _ places: Tensor, _ elements: Tensor) -> Tensor
  ) -> Tensor {
    if rank == 0, index.rank == 0, source.rank == 0 {
      return reshape([1]).scattering(operation, axis, index.reshape([1]), source.reshape([1]), body)
        .reshape([])
    }
    return checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, operation)
      if index.dtype != .int64 || index.rank != rank || source.rank != rank {
        throw MisuseError(
          operation,
          "an index of \(index.dtype), \(index.shape), and elements of \(source.shape) do not meet \(shape)",
          hint: "all have the same number of axes, and positions are int64")
      }
      if source.dtype != dtype || source.device != device {
        throw MisuseError(
          operation,
          "elements of \(source.dtype) on \(source.device) are for \(dtype) on \(device)",
          hint: "convert them with to(.\(dtype))")
      }
      let fits = shape.indices.allSatisfy {
        index.shape[$0] <= source.shape[$0] && ($0 == position || index.shape[$0] <= shape[$0])
      }
      if !fits {
        throw MisuseError(
          operation,
          "an index of \(index.shape) is larger than \(source.shape), or than \(shape) beside axis \(axis)"
        )
      }
      if let odd = index.positionOutside(shape[position]) {
        throw MisuseError(operation, "index \(odd) is outside axis \(axis) of \(shape)")
      }
      let places = index.to(device).places(along: position, of: shape)
      var window = Window(all: source.shape)
      window.counts = index.shape
      let elements = index.shape == source.shape ? source : record(Slice(window: window), source)
      return body(self, places, elements.reshape([index.count])).reshape(shape)
    }
  }

  /// This tensor plus slices of `source` along an axis, where an index says.
  ///
  /// Slices named twice add up. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_add_.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to add along; negative ones count from the end.
  ///   - index: Positions within the axis, `int64` of `[n]`.
  ///   - source: As many slices, with this tensor's other extents and type.
  ///   - alpha: What they are multiplied by.
  public func indexAdd(axis: Int, _ index: Tensor, _ source: Tensor, alpha: Double = 1) -> Tensor {
    checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, "indexAdd")
      var expected = shape
      expected[position] = index.count
      if index.dtype != .int64 || index.rank != 1 || source.shape != expected
        || source.dtype != dtype
      {
        throw MisuseError(
          "indexAdd",
          "an index of \(index.dtype), \(index.shape), and slices of \(source.dtype), \(source.shape), do not meet "
            + "\(dtype), \(shape), along axis \(axis)")
      }
      if let odd = index.positionOutside(shape[position]) {
        throw MisuseError("indexAdd", "index \(odd) is outside axis \(axis) of \(shape)")
      }
      let slices = alpha == 1 ? source : (source * alpha).to(dtype)
      let front = position == 0 ? slices : slices.transpose(0, position)
      let sums = record(ScatterAdd(extent: shape[position]), front, index.to(device))
      return self + (position == 0 ? sums : sums.transpose(0, position))
    }
  }
}
