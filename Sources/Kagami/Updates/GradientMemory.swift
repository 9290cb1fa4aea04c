extension Gathered {
  /// The memory as kernels see it; valid while this lives.
  ///
  /// - Precondition: something has gathered.
  var operand: GradientOperand {
    if products.isEmpty, let tensor { return .dense(tensor.operand) }
    return .products(
      products.map { ($0.gradient.operand, $0.input.operand) }, onto: tensor?.operand)
  }
}
