extension Tensor {
  /// What tensors of positions select from a tensor to which the rest of their subscript was applied.
  func selecting(_ plan: SubscriptPlan) throws(MisuseError) -> Tensor {
    let axes = plan.indices.map(\.axis)
    guard let (named, flat) = flattened(plan) else {
      throw MisuseError(
        "subscript",
        "indices of \(plan.indices.map { "\($0.index.shape)" }.joined(separator: " and ")) do not "
          + "broadcast", hint: Broadcast.hint)
    }
    // The selected axes as one, in front.
    let rest = shape.indices.filter { !axes.contains($0) }
    let front = permute(axes + rest)
      .reshape(Shape([axes.reduce(1) { $0 * shape[$1] }] + rest.map { shape[$0] }))
    let chosen = record(Gather(), front, flat)
      .reshape(Shape(Array(named) + rest.map { shape[$0] }))
    if plan.isScattered { return chosen }
    // Back to where the first of the axes was.
    let before = rest.prefix { $0 < axes[0] }.count
    let moved =
      Array(named.count..<named.count + before) + Array(0..<named.count)
      + Array((named.count + before)..<chosen.rank)
    return chosen.permute(moved)
  }

  /// The common shape of the tensors of positions, and the place that they name, row-major, among the axes
  /// that they select from; nil where they do not broadcast.
  private func flattened(_ plan: SubscriptPlan) -> (shape: Shape, places: Tensor)? {
    var named: Shape = []
    for (_, index) in plan.indices {
      guard let common = Broadcast.shape(named, index.shape) else { return nil }
      named = common
    }
    var places = [Int](repeating: 0, count: named.elementCount)
    for (axis, index) in plan.indices {
      let extent = shape[axis]
      for (slot, position) in index.detach().expand(named).array(of: Int.self).enumerated() {
        places[slot] = places[slot] * extent + (position < 0 ? position + extent : position)
      }
    }
    return (named, Tensor(places, shape: [places.count], device: device))
  }
}
