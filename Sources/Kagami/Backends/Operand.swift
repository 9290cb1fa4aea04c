/// Memory as a kernel sees it: borrowed, typed, strided.
package struct Operand {
  /// The first element.
  package let pointer: UnsafeMutableRawPointer
  package let dtype: DType
  package let shape: Shape
  package let strides: Strides

  package init(
    pointer: UnsafeMutableRawPointer, dtype: DType, shape: Shape, strides: Strides
  ) {
    self.pointer = pointer
    self.dtype = dtype
    self.shape = shape
    self.strides = strides
  }

  /// The first element as `Element`.
  package func typed<Element>(_: Element.Type = Element.self) -> UnsafeMutablePointer<Element> {
    pointer.assumingMemoryBound(to: Element.self)
  }

  /// A matrix read with its axes exchanged.
  package var transposed: Operand {
    Operand(
      pointer: pointer, dtype: dtype, shape: [shape[1], shape[0]],
      strides: [strides[1], strides[0]])
  }

  /// The same memory as though it had `target`'s shape: extents of 1 and absent axes repeat.
  ///
  /// - Precondition: the shapes broadcast.
  func broadcast(to target: Shape) -> Operand {
    if shape == target { return self }
    var repeated = Strides(repeating: 0, count: target.count)
    let missing = target.count - shape.count
    for axis in shape.indices where shape[axis] != 1 { repeated[missing + axis] = strides[axis] }
    return Operand(pointer: pointer, dtype: dtype, shape: target, strides: repeated)
  }
}
