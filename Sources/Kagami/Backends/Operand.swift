/// A tensor as kernels see it: storage, type, shape and strides.
package struct Operand {
  package let storage: Storage
  /// Elements before the first one.
  package let offset: Int
  package let dtype: DType
  package let shape: Shape
  package let strides: Strides

  package init(storage: Storage, offset: Int = 0, dtype: DType, shape: Shape, strides: Strides) {
    (self.storage, self.offset) = (storage, offset)
    (self.dtype, self.shape, self.strides) = (dtype, shape, strides)
  }

  /// Fresh row-major memory of a backend, uninitialised.
  package init(_ shape: Shape, _ dtype: DType, of backend: some Backend) {
    self.init(
      storage: backend.allocate(byteCount: shape.elementCount * dtype.byteCount), dtype: dtype,
      shape: shape, strides: shape.contiguousStrides)
  }

  /// The first element, in host memory; valid while the operand lives.
  package var pointer: UnsafeMutableRawPointer { storage.pointer + offset * dtype.byteCount }

  /// The first element as `Element`, in host memory; valid while the operand lives.
  package func typed<Element>(_: Element.Type = Element.self) -> UnsafeMutablePointer<Element> {
    pointer.assumingMemoryBound(to: Element.self)
  }

  /// The same memory under another shape and strides.
  package func view(shape: Shape, strides: Strides, offset: Int? = nil) -> Operand {
    Operand(
      storage: storage, offset: offset ?? self.offset, dtype: dtype, shape: shape, strides: strides)
  }

  /// A matrix read with its axes exchanged.
  package var transposed: Operand {
    view(shape: [shape[1], shape[0]], strides: [strides[1], strides[0]])
  }

  /// The same memory as though it had `target`'s shape: extents of 1 and absent axes repeat.
  ///
  /// - Precondition: the shapes broadcast.
  package consuming func broadcast(to target: Shape) -> Operand {
    if shape == target { return self }
    var repeated = Strides(repeating: 0, count: target.count)
    let missing = target.count - shape.count
    for axis in shape.indices where shape[axis] != 1 { repeated[missing + axis] = strides[axis] }
    return view(shape: target, strides: repeated)
  }

  /// Row-major memory with an axis of extent 1 in the place of one that is absent.
  package func inserting(axis: Int) -> Operand {
    var (extents, steps) = (shape, strides)
    extents.insert(1, at: axis)
    steps.insert(1, at: axis)
    return view(shape: extents, strides: steps)
  }
}
