internal import KagamiKernels

// Where elements are. Answers are positions, as `int64`, and are never recorded.
extension Tensor {
  /// The positions of the elements that are not 0, `[n, rank]`, in row-major order.
  ///
  /// ```swift
  /// Tensor([[1, 0], [0, 5]]).nonzero()                      // [[0, 0], [1, 1]]
  /// ```
  /// `nonzero().unstack(axis: 1)` gives a list for each axis. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nonzero.html>.
  public func nonzero() -> Tensor {
    let marks = dtype == .bool ? withoutHistory : self .!= 0
    let found = Int(marks.to(.int64).sum().item())
    return marks.withHostElements(of: Bool.self) { marks in
      Tensor([found, rank], device: device, of: Int64.self) { writePlaces(of: marks, into: $0) }
    }
  }

  /// The position along each axis of every element that is marked.
  private func writePlaces(
    of marks: UnsafeBufferPointer<Bool>, into places: UnsafeMutableBufferPointer<Int64>
  ) {
    let (shape, rank) = (shape, rank)
    guard let length = shape.last, length > 0 else { return }
    var (line, slot) = ([Int64](repeating: 0, count: rank), 0)
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: length) { along in
      for start in stride(from: 0, to: marks.count, by: length) {
        // Without a branch, which would be guessed wrong for every second element.
        var count = 0
        for i in 0..<length {
          along[count] = Int64(i)
          count += marks[start + i] ? 1 : 0
        }
        for i in 0..<count {
          for axis in 0..<rank - 1 { places[slot + axis] = line[axis] }
          places[slot + rank - 1] = along[i]
          slot += rank
        }
        for axis in line.indices.dropLast().reversed() {
          line[axis] += 1
          if line[axis] < shape[axis] { break }
          line[axis] = 0
        }
      }
    }
  }

  /// Where values would have to be inserted among sorted elements of the last axis to keep them sorted, as `int64` of
  /// the values' shape.
  ///
  /// ```swift
  /// Tensor([1, 3, 5]).searchSorted(Tensor([3, 6]))          // 1, 3
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.searchsorted.html>.
  ///
  /// - Parameters:
  ///   - values: What is looked for, of any shape where this tensor has one axis, and else with this tensor's extents
  ///     but for the last.
  ///   - isRight: Whether the position after the last equal element is meant, and not that before the first.
  ///   - sorter: Where the elements stand in order, if they are not sorted themselves; as ``argsort(axis:isDescending:)``
  ///     gives.
  /// - Precondition: The elements, in that order, ascend; this is not checked.
  public func searchSorted(_ values: Tensor, isRight: Bool = false, sorter: Tensor? = nil) -> Tensor
  {
    checked { () throws(MisuseError) in
      if values.device != device {
        throw MisuseError(
          "searchSorted", "the lines are on \(device), the values on \(values.device)",
          hint: "move one with to(_:)")
      }
      guard rank > 0, rank == 1 || Shape(values.shape.dropLast()) == Shape(shape.dropLast()) else {
        throw MisuseError(
          "searchSorted", "values of \(values.shape) do not meet sorted lines of \(shape)",
          hint: "the lines have one axis, or all but the last in common with the values")
      }
      let elements = sorter.map { gather(axis: -1, $0) } ?? self
      let dtype = DType.promoted(elements.dtype, values.dtype)
      let (a, b) = (elements.withoutHistory.to(dtype), values.withoutHistory.to(dtype))
      let (line, count) = (shape[rank - 1], values.count)
      let lines = rank == 1 ? 1 : shape.dropLast().reduce(1, *)
      let (sorted, wanted) = (a.orderKeys(), b.orderKeys())
      return Tensor(values.shape, device: device, of: Int64.self) { places in
        nonisolated(unsafe) let places = places
        let each = count / Swift.max(lines, 1)
        Threads.forEachBlock(of: count, size: CPUBackend.share / 16) { block in
          for i in block {
            let first = (lines == 1 ? 0 : i / each) * line
            var (low, high) = (0, line)
            while low < high {
              let middle = (low + high) / 2
              let isBefore =
                isRight ? sorted[first + middle] <= wanted[i] : sorted[first + middle] < wanted[i]
              if isBefore { low = middle + 1 } else { high = middle }
            }
            places[i] = Int64(low)
          }
        }
      }
    }
  }

  /// For each element in row-major order an unsigned integer in their order.
  func orderKeys() -> [UInt64] {
    withHostBytes { bytes in
      [UInt64](unsafeUninitializedCapacity: count) { keys, filled in
        if let base = bytes.baseAddress, let to = keys.baseAddress {
          Elements.orderKeys(of: dtype.stored, count: count, base, stride: 1, into: to)
        }
        filled = count
      }
    }
  }
}
