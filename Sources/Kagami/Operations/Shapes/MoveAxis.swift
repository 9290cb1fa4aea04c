extension Tensor {
  /// Axes moved to other places, the rest in their order; a view.
  ///
  /// ```swift
  /// images.moveAxis([1], to: [-1])                          // [n, c, h, w] as [n, h, w, c]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.movedim.html>.
  ///
  /// - Parameters:
  ///   - sources: The axes, each once.
  ///   - destinations: Where each of them stands afterwards, each place once.
  public func moveAxis(_ sources: [Int], to destinations: [Int]) -> Tensor {
    checked { () throws(MisuseError) in
      // A number has one axis to move, as in PyTorch.
      if rank == 0, (sources + destinations).allSatisfy({ $0 == 0 || $0 == -1 }) { return self }
      var (from, to) = ([Int](), [Int]())
      for axis in sources { from.append(try checkedAxis(axis, "moveAxis")) }
      for axis in destinations { to.append(try checkedAxis(axis, "moveAxis")) }
      guard from.count == to.count, Set(from).count == from.count, Set(to).count == to.count else {
        throw MisuseError(
          "moveAxis", "axes \(sources) of \(shape) cannot all stand at \(destinations)",
          hint: "as many places as axes, each of them once")
      }
      var rest = (0..<rank).filter { !from.contains($0) }.makeIterator()
      return permute(
        (0..<rank).map { place in
          to.firstIndex(of: place).map { from[$0] } ?? rest.next() ?? place
        })
    }
  }

  /// One axis moved to another place, the rest in their order; a view.
  public func moveAxis(_ source: Int, to destination: Int) -> Tensor {
    moveAxis([source], to: [destination])
  }
}
