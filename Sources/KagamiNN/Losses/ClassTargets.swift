internal import Kagami

/// Labels that name one class for each position of an input of `[N, C, d1, …]`, or `[C]`.
struct ClassTargets {
  /// Where the input's classes lie.
  let axis: Int
  /// The classes, `int64` with an axis of extent 1 for the classes; 0 where ignored.
  let labels: Tensor
  /// 1 where a position counts and 0 where it is ignored, or nil where all count; without the axis of
  /// classes.
  private let mask: Tensor?
  /// The factor of each position, 0 where ignored, or nil for 1 everywhere; without the axis of
  /// classes.
  let factors: Tensor?

  /// Checks that everything fits.
  ///
  /// - Parameters:
  ///   - weight: Factors of the classes, `[C]`.
  ///   - ignoreIndex: The label whose positions do not count.
  init(
    _ target: Tensor, for input: Tensor, weight: Tensor?, ignoreIndex: Int, loss: String
  ) throws(MisuseError) {
    axis = try Self.axis(of: input, loss)
    if !input.dtype.isFloatingPoint {
      throw MisuseError(
        loss, "an input of \(input.shape) is \(input.dtype), expected float32 or float64")
    }
    var expected = input.shape
    let classes = expected.remove(at: axis)
    if target.dtype != .int64 && target.dtype != .uint8 {
      throw MisuseError(
        loss, "class labels of \(target.shape) are \(target.dtype), expected int64 or uint8",
        hint: target.shape == input.shape
          ? nil : "class probabilities have the input's shape, \(input.shape)")
    }
    if target.shape != expected {
      throw MisuseError(
        loss, "class labels of \(target.shape) do not fit an input of \(input.shape)",
        hint: "expected \(expected): the input's shape without its axis of \(classes) classes")
    }
    let labels = target.detach().to(.int64)
    let (isAnyIgnored, odd) = Self.look(at: labels, classes: classes, ignoreIndex: ignoreIndex)
    if let odd {
      throw MisuseError(
        loss, "label \(odd) is not among \(classes) classes",
        hint: "labels are 0..<\(classes), or \(ignoreIndex) to be ignored")
    }
    var kept = expected
    kept.insert(1, at: axis)
    let placed = labels.to(input.device)
    let counts = isAnyIgnored ? placed .!= ignoreIndex : nil
    self.labels = (counts.map { Tensor.where($0, placed, 0) } ?? placed).reshape(kept)
    mask = counts?.to(input.dtype)
    // Without classes all labels are ignored, and none has a factor to look up.
    if let weight = try Self.checked(weight, classes: classes, for: input, loss), classes > 0 {
      let chosen = weight.indexSelect(axis: 0, self.labels.flatten()).reshape(expected)
      factors = mask.map { chosen * $0 } ?? chosen
    } else {
      factors = mask
    }
  }

  /// Whether labels are to be ignored, and the first of the others that names no class.
  private static func look(
    at labels: Tensor, classes: Int, ignoreIndex: Int
  ) -> (isAnyIgnored: Bool, odd: Int64?) {
    labels.withHostElements(of: Int64.self) { labels in
      var isAnyIgnored = false
      for label in labels {
        if label == ignoreIndex {
          isAnyIgnored = true
        } else if label < 0 || label >= classes {
          return (isAnyIgnored, label)
        }
      }
      return (isAnyIgnored, nil)
    }
  }

  /// Where classes lie: the second axis, or the only one.
  static func axis(of input: Tensor, _ loss: String) throws(MisuseError) -> Int {
    if input.rank == 0 {
      throw MisuseError(
        loss, "an input of [] has no axis of classes", hint: "expected [N, C] or [C]")
    }
    return input.rank == 1 ? 0 : 1
  }

  /// The factors of classes in the input's type and place.
  static func checked(
    _ weight: Tensor?, classes: Int, for input: Tensor, _ loss: String
  ) throws(MisuseError) -> Tensor? {
    guard let weight else { return nil }
    if weight.shape != [classes] {
      throw MisuseError(
        loss, "a weight of \(weight.shape) does not fit \(classes) classes",
        hint: "expected [\(classes)], one factor for each class")
    }
    return weight.detach().to(input.dtype).to(input.device)
  }

  /// What an input of `[N, C, d1, …]` holds for the labels' classes, `[N, d1, …]`.
  func picked(from input: Tensor) -> Tensor {
    // Without classes there is nothing to look up; the sum of nothing is 0.
    input.shape[axis] == 0
      ? input.sum(axis: axis) : input.gather(axis: axis, labels).squeeze(axis: axis)
  }

  /// Minus the values at the labels, times their factors; 0, and no gradient, where ignored.
  func negated(_ values: Tensor) -> Tensor {
    masked(factors.map { -values * $0 } ?? -values)
  }

  /// `losses` with zeros, and no gradient, where labels are ignored.
  func masked(_ losses: Tensor) -> Tensor {
    mask.map { Tensor.where($0, losses, 0) } ?? losses
  }

  /// What a mean divides by: the sum of the factors of all positions that count.
  func total(of losses: Tensor) -> Tensor {
    factors?.sum() ?? Tensor(Double(losses.count), dtype: losses.dtype, device: losses.device)
  }
}
