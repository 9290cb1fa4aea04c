// How often numbers occur. Answers are never recorded.
extension Tensor {
  /// How often each of the integers 0, 1, … occurs, `int64` of `[n]`; or the sums of weights.
  ///
  /// ```swift
  /// Tensor([0, 2, 2]).bincount()                            // 1, 0, 2
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.bincount.html>.
  ///
  /// - Parameters:
  ///   - weights: What each counts as, of this tensor's shape; 1 unless given.
  ///   - minLength: The least number of bins.
  /// - Precondition: this is `[n]` of integers that are not negative.
  public func bincount(weights: Tensor? = nil, minLength: Int = 0) -> Tensor {
    checked { () throws(MisuseError) in
      if rank != 1 || dtype.isFloatingPoint || dtype == .bool {
        throw MisuseError("bincount", "a tensor of \(dtype), \(shape), is no list of integers")
      }
      if let weights, weights.shape != shape {
        throw MisuseError("bincount", "weights of \(weights.shape) do not belong to \(shape)")
      }
      let numbers = array(of: Int.self)
      if let odd = numbers.first(where: { $0 < 0 }) {
        throw MisuseError("bincount", "\(odd) is negative, and has no bin")
      }
      let length = Swift.max((numbers.max() ?? -1) + 1, minLength)
      guard let weights else {
        return Tensor([length], device: device, of: Int64.self) { counts in
          counts.update(repeating: 0)
          for number in numbers { counts[number] += 1 }
        }
      }
      let amounts = weights.array(of: Double.self)
      let sums = Tensor([length], device: device, of: Double.self) { sums in
        sums.update(repeating: 0)
        for (number, amount) in zip(numbers, amounts) { sums[number] += amount }
      }
      return weights.dtype == .float32 ? sums.to(.float32) : sums
    }
  }

  /// How many elements lie in each of equal intervals, in this tensor's type, `[bins]`.
  ///
  /// Elements outside and NaN count nowhere; the last interval has its upper end. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.histc.html>.
  ///
  /// - Parameters:
  ///   - bins: The number of intervals, positive.
  ///   - min: Where the first begins.
  ///   - max: Where the last ends; where both are equal, the least and the largest element are taken.
  public func histc(bins: Int = 100, min: Double = 0, max: Double = 0) -> Tensor {
    let x = real
    return x.checked { () throws(MisuseError) in
      let numbers = x.array(of: Double.self)
      var (low, high) = (min, max)
      if low == high, !numbers.isEmpty {
        (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
        if numbers.contains(where: \.isNaN) { (low, high) = (.nan, .nan) }
      }
      if low == high { (low, high) = (low - 1, high + 1) }
      if bins < 1 || !(low < high) || !low.isFinite || !high.isFinite {
        throw MisuseError(
          "histc", "\(bins) intervals from \(low) to \(high) cannot be formed",
          hint: "there is one or more, and both ends are finite")
      }
      let counts = Tensor([bins], device: device, of: Double.self) { counts in
        counts.update(repeating: 0)
        for number in numbers where number >= low && number <= high {
          counts[Swift.min(Int((number - low) / (high - low) * Double(bins)), bins - 1)] += 1
        }
      }
      return counts.to(x.dtype)
    }
  }

  /// For each integer a list of zeros with a 1 in its place, as `int64` with one more axis.
  ///
  /// ```swift
  /// Tensor([0, 2]).oneHot(classes: 3)                       // [[1, 0, 0], [0, 0, 1]]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html>.
  ///
  /// - Parameter classes: The length of the lists; one more than the largest integer unless given.
  /// - Precondition: elements are integers from 0 below `classes`.
  public func oneHot(classes: Int? = nil) -> Tensor {
    checked { () throws(MisuseError) in
      if dtype.isFloatingPoint || dtype == .bool {
        throw MisuseError(
          "oneHot", "elements of \(dtype) are no classes", hint: "convert with to(.int64)")
      }
      if count == 0, classes == nil {
        throw MisuseError(
          "oneHot", "no elements of \(shape) tell the number of classes", hint: "name it")
      }
      let numbers = withoutHistory.to(.int64)
      let length = classes ?? numbers.amax().item(as: Int.self) + 1
      if let odd = numbers.positionOutside(length) {
        throw MisuseError("oneHot", "class \(odd) is not among \(length)")
      }
      return (numbers.unsqueeze(axis: -1) .== Tensor.arange(length, device: device)).to(.int64)
    }
  }
}
