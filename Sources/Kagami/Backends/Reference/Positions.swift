/// The positions of a shape in row-major order, with the memory offset in up to four layouts.
enum Positions {
  static func forEach(
    in shape: Shape, _ a: Strides, _ b: Strides? = nil, _ c: Strides? = nil, _ d: Strides? = nil,
    _ body: (Int, Int, Int, Int) -> Void
  ) {
    for flat in 0..<shape.elementCount {
      var rest = flat
      var (i, j, k, l) = (0, 0, 0, 0)
      // Down by hand: an iterator takes longest of all here where code is not optimized.
      var axis = shape.count
      while axis > 0 {
        axis -= 1
        let position = rest % shape[axis]
        rest /= shape[axis]
        i += position * a[axis]
        j += position * (b?[axis] ?? 0)
        k += position * (c?[axis] ?? 0)
        l += position * (d?[axis] ?? 0)
      }
      body(i, j, k, l)
    }
  }
}
