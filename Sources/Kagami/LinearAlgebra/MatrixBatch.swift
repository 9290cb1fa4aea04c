internal import KagamiKernels

/// The matrices of a tensor, one after the other in memory of their own, row-major.
struct MatrixBatch {
  /// The matrices as they were given, in host memory.
  let source: Tensor
  /// `[…, rows, columns]` in host memory, without history; nothing else holds it.
  let tensor: Tensor
  let operation: String

  /// That `x` is `[…, m, n]` of finite fractions for which LAPACK has routines.
  static func check(_ x: Tensor, _ operation: String) throws(LinearAlgebraError) {
    guard x.rank >= 2 else {
      throw .wrongShape(operation: operation, x.shape, expected: "a matrix or a batch of them")
    }
    guard x.dtype.lapackElement != nil else { throw .wrongType(operation: operation, x.dtype) }
    guard x.allFinite else { throw .nonFinite(operation: operation) }
  }

  /// That `x` is `[…, n, n]` of finite fractions for which LAPACK has routines.
  static func check(square x: Tensor, _ operation: String) throws(LinearAlgebraError) {
    try check(x, operation)
    if x.shape[x.rank - 1] != x.shape[x.rank - 2] {
      throw .wrongShape(operation: operation, x.shape, expected: "square")
    }
  }

  /// A checked copy of `x`, `[…, m, n]`.
  init(_ x: Tensor, _ operation: String) throws(LinearAlgebraError) {
    try Self.check(x, operation)
    source = x.onHost
    tensor = source.contiguousCopy()
    self.operation = operation
  }

  /// A checked copy of `x`, `[…, n, n]`.
  init(square x: Tensor, _ operation: String) throws(LinearAlgebraError) {
    try Self.check(square: x, operation)
    try self.init(x, operation)
  }

  var rows: Int { tensor.shape[tensor.rank - 2] }
  var columns: Int { tensor.shape[tensor.rank - 1] }
  /// The smaller extent: how many singular values there are.
  var order: Int { min(rows, columns) }

  /// The extents before the last two.
  var shape: Shape { Shape(tensor.shape.dropLast(2)) }
  var count: Int { shape.elementCount }

  /// Zeros of `[…, extents]`.
  func zeros(_ extents: Int...) -> Tensor {
    Tensor.zeros(Shape(Array(shape) + extents), dtype: tensor.dtype, device: tensor.device)
  }

  /// Calls `body` for each matrix with its number, in the elements' type.
  func forEach(_ body: any MatrixWork) throws(LinearAlgebraError) {
    for index in 0..<count {
      do throws(LAPACK.Failure) {
        guard let element = tensor.dtype.lapackElement else { return }
        try body.run(element, index)
      } catch {
        throw error.error(operation, tensor.shape, body.error)
      }
    }
  }
}

extension DType {
  /// The element type if LAPACK has routines for it, or nil.
  fileprivate var lapackElement: (any LAPACKElement.Type)? { element as? any LAPACKElement.Type }
}

/// What is done to each matrix of a batch, in either type.
protocol MatrixWork {
  /// What a positive `info` of LAPACK means here.
  func error(_ info: Int) -> LinearAlgebraError
  /// Works on the matrix at `index`.
  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure)
}

extension Tensor {
  /// The memory of the matrix at `index` in a row-major batch; for tensors that nothing else holds.
  func matrix<E>(_ index: Int, of _: E.Type = E.self) -> UnsafeMutablePointer<E> {
    let size = rank < 2 ? 0 : shape[rank - 2] * shape[rank - 1]
    return operand.typed(E.self) + index * size
  }

  /// The memory of the vector at `index` in a row-major batch.
  func vector<E>(_ index: Int, of _: E.Type = E.self) -> UnsafeMutablePointer<E> {
    operand.typed(E.self) + index * (shape.last ?? 0)
  }
}
