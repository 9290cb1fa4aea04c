extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets.
  ///
  /// Of more than 1000 elements, axes longer than six show three at each end, as in PyTorch. A
  /// fraction has four decimals; NaN is `nan`, the infinities are `inf` and `-inf`.
  public var description: String {
    var text = "tensor(" + Self.render(self, isCut: count > Self.threshold, indent: "       ")
    if dtype != .float32, dtype != .int64 { text += ", dtype: \(dtype)" }
    if device != .cpu { text += ", device: \(device)" }
    if count == 0, rank != 1 { text += ", shape: \(shape)" }
    if requiresGrad { text += isLeaf ? ", requiresGrad: true" : ", history: \(historyName)" }
    return text + ")"
  }

  private var historyName: String {
    if case .node(let node, _)? = history { return node.operation.name }
    return "leaf"
  }

  /// With more elements than this, axes are cut down to `edge` elements at each end.
  private static let threshold = 1000
  private static let edge = 3

  private static func render(_ x: Tensor, isCut: Bool, indent: String) -> String {
    let x = x.withoutHistory
    guard x.rank > 0 else { return element(x) }
    let extent = x.shape[0]
    let isShort = isCut && extent > 2 * edge
    let shown = isShort ? Array(0..<edge) + Array(extent - edge..<extent) : Array(0..<extent)
    var parts = shown.map { render(x.selecting($0), isCut: isCut, indent: indent + " ") }
    if isShort { parts.insert("...", at: edge) }
    let separator = x.rank == 1 ? ", " : ",\n" + indent + " "
    return "[" + parts.joined(separator: separator) + "]"
  }

  /// The slice at `position` of the first axis.
  private func selecting(_ position: Int) -> Tensor {
    var (shape, strides) = (shape, strides)
    shape.remove(at: 0)
    let step = strides.remove(at: 0)
    return view(shape: shape, strides: strides, offset: offset + position * step)
  }

  private static func element(_ x: Tensor) -> String {
    func text<T: TensorElement>(_: T.Type) -> String {
      let number = x.item(as: T.self)
      return T.dtype.isFloatingPoint ? fraction("\(number)", number.asDouble) : "\(number)"
    }
    return text(x.dtype.element)
  }

  /// Four decimals, as PyTorch prints; the shortest form of very large and very small numbers.
  private static func fraction(_ shortest: String, _ value: Double) -> String {
    // The sign of a NaN says nothing.
    if value.isNaN { return "nan" }
    guard value.isFinite, value.magnitude >= 1e-4 || value == 0, value.magnitude < 1e8 else {
      return shortest
    }
    let scaled = Int64((value.magnitude * 10_000).rounded(.toNearestOrEven))
    let digits = String(scaled % 10_000)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return "\(value.sign == .minus ? "-" : "")\(scaled / 10_000).\(padded)"
  }
}
