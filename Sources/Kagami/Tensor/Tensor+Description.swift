extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets, as PyTorch prints them.
  ///
  /// ```swift
  /// print(Tensor([[1, 2.5], [-3, 4]]))
  /// // tensor([[ 1.0000,  2.5000],
  /// //         [-3.0000,  4.0000]])
  /// ```
  /// Numbers stand below one another: with four decimals, as `1.` where all are whole, or with an exponent where the
  /// largest is more than a thousand times the smallest. Of more than 1000 elements, axes longer than six show three at
  /// each end. Lines have 80 columns at most. NaN is `nan`, the infinities are `inf` and `-inf`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html>.
  public var description: String {
    let (indent, isCut) = (7, count > Self.threshold)
    var texts = shownTexts(isCut)[...]
    let width = texts.map(\.count).max() ?? 0
    var text = "tensor("
    text += count == 0 ? "[]" : Self.render(Array(shape)[...], &texts, width, isCut, indent)
    var column = (text.split(separator: "\n").last?.count ?? 0) + 2
    for suffix in suffixes {
      let isTooLong = column + suffix.count + 2 > Self.lineWidth
      text += isTooLong ? ",\n" + String(repeating: " ", count: indent) : ", "
      text += suffix
      column = isTooLong ? indent + suffix.count : column + suffix.count + 2
    }
    return text + ")"
  }

  /// What is said of the tensor after its elements.
  private var suffixes: [String] {
    var suffixes: [String] = []
    if dtype != .float32, dtype != .int64 { suffixes.append("dtype: \(dtype)") }
    if device != .cpu { suffixes.append("device: \(device)") }
    if count == 0, rank != 1 { suffixes.append("shape: \(shape)") }
    if requiresGrad { suffixes.append(isLeaf ? "requiresGrad: true" : "history: \(historyName)") }
    return suffixes
  }

  private var historyName: String {
    if case .node(let node, _)? = history { return node.operation.name }
    return "leaf"
  }

  /// With more elements than this, axes are cut down to `edge` elements at each end.
  private static let threshold = 1000
  private static let edge = 3
  private static let lineWidth = 80

  /// The texts of all elements that are shown, in order and of one width.
  private func shownTexts(_ isCut: Bool) -> [String] {
    func texts<T: TensorElement>(_: T.Type) -> [String] {
      var elements: [T] = []
      onHost.collect(isCut, into: &elements)
      if T.dtype.isFloatingPoint { return FractionFormat(elements.map(\.asDouble)).texts }
      let texts = elements.map { "\($0)" }
      return FractionFormat.aligned(texts)
    }
    return texts(dtype.element)
  }

  private func collect<T: TensorElement>(_ isCut: Bool, into elements: inout [T]) {
    guard rank > 0 else { return elements.append(item(as: T.self)) }
    let extent = shape[0]
    for position in 0..<extent
    where !isCut || extent <= 2 * Self.edge || position < Self.edge
      || position >= extent - Self.edge
    {
      selecting(position).collect(isCut, into: &elements)
    }
  }

  /// The slice at `position` of the first axis.
  private func selecting(_ position: Int) -> Tensor {
    var (shape, strides) = (shape, strides)
    shape.remove(at: 0)
    let step = strides.remove(at: 0)
    return view(shape: shape, strides: strides, offset: offset + position * step)
  }

  /// Takes the texts of a part of the tensor from the front of `texts`, and puts them in brackets.
  private static func render(
    _ shape: ArraySlice<Int>, _ texts: inout ArraySlice<String>, _ width: Int, _ isCut: Bool,
    _ indent: Int
  ) -> String {
    guard let extent = shape.first else { return texts.removeFirst() }
    let isShort = isCut && extent > 2 * edge
    var parts = (0..<(isShort ? 2 * edge : extent)).map { _ in
      render(shape.dropFirst(), &texts, width, isCut, indent + 1)
    }
    if isShort { parts.insert(shape.count == 1 ? " ..." : "...", at: edge) }
    let margin = String(repeating: " ", count: indent + 1)
    if shape.count > 1 {
      let lines = String(repeating: "\n", count: shape.count - 1)
      return "[" + parts.joined(separator: "," + lines + margin) + "]"
    }
    let inLine = Swift.max(1, (lineWidth - indent) / (width + 2))
    let lines = stride(from: 0, to: parts.count, by: inLine).map {
      parts[$0..<Swift.min($0 + inLine, parts.count)].joined(separator: ", ")
    }
    return "[" + lines.joined(separator: ",\n" + margin) + "]"
  }
}
