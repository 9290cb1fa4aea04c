internal import Kagami

/// The distributions that layers draw their first parameters from.
enum Initialization {
  /// Stops unless a layer's extents can be those of a tensor.
  static func check(_ layer: String, _ extents: [(name: String, extent: Int)]) {
    for (name, extent) in extents where extent < 0 {
      misuse(layer, "\(name) cannot be \(extent)", hint: "a number of features is 0 or more")
    }
    var count = 1
    for (_, extent) in extents {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: Swift.max(extent, 1))
      if isTooLarge || product > Int.max / 16 {
        let list = extents.map { "\($0.name) \($0.extent)" }.joined(separator: ", ")
        misuse(layer, "\(list) make more numbers than there can be in memory")
      }
      count = product
    }
  }

  /// `kaiming_uniform_(a: √5)`: U(−b, b) with b = √3 · gain / √fanIn and gain = √(2 / (1 + a²)).
  ///
  /// That is 1/√fanIn, written out step by step because its last bit shows in the weights. Source:
  /// <https://docs.pytorch.org/docs/stable/nn.init.html>.
  static func kaimingUniform(_ shape: Shape, fanIn: Int, dtype: DType) -> Tensor {
    guard fanIn > 0 else { return Tensor.zeros(shape, dtype: dtype) }
    let slope = 5.0.squareRoot()
    let gain = (2 / (1 + slope * slope)).squareRoot()
    let bound = 3.0.squareRoot() * (gain / Double(fanIn).squareRoot())
    return Tensor.uniform(shape, -bound, bound, dtype: dtype)
  }

  /// U(−1/√fanIn, 1/√fanIn), for biases.
  static func fanInUniform(_ shape: Shape, fanIn: Int, dtype: DType) -> Tensor {
    let bound = fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0
    return Tensor.uniform(shape, -bound, bound, dtype: dtype)
  }
}
