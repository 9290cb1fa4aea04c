import Kagami
import TestSupport
import Testing

/// Triangular systems are solved from either side, and what has no solution is refused.
@Suite struct SolveTriangularTests {
  @Test(arguments: Matrices.squares, [DType.float32, .float64])
  func solutionsSolve(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let n = shape[shape.count - 1]
      let a =
        Matrices.random(shape, dtype, device) * 0.2 + 2
        * Matrices.identity(n, like: Tensor.zeros(shape, dtype: dtype, device: device))
      let tolerance = Matrices.tolerance(dtype) * 10
      let b = Matrices.random(Shape(Array(shape.dropLast()) + [3]), dtype, device)
      #expect(Matrices.distance(a.tril().matmul(try a.solveTriangular(b)), b) < tolerance)
      #expect(
        Matrices.distance(a.triu().matmul(try a.solveTriangular(b, upper: true)), b) < tolerance)
      let right = try a.solveTriangular(b.transpose(), upper: true, left: false)
      #expect(Matrices.distance(right.matmul(a.triu()), b.transpose()) < tolerance)
    }
  }

  @Test func onesOnTheDiagonalAreNotRead() throws {
    let a = Tensor([[0, 9], [3, 0]] as [[Float]])
    let x = try a.solveTriangular(Tensor([[1, 2], [3, 4]] as [[Float]]), unitriangular: true)
    #expect(x.array(of: Float.self) == [1, 2, 0, -2])
  }

  @Test func batchesBroadcast() throws {
    let a = Matrices.random([3, 2, 2], .float64) + 3 * Tensor.eye(2, dtype: .float64)
    let b = Matrices.random([4, 1, 2, 5], .float64)
    #expect(try a.solveTriangular(b).shape == [4, 3, 2, 5])
  }

  @Test func whatHasNoSolutionIsNamed() {
    let a = Tensor([[1, 0], [1, 0]] as [[Float]])
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try a.solveTriangular(a) }
    #expect(throws: LinearAlgebraError.wrongType(operation: "solveTriangular", .float64)) {
      try a.solveTriangular(Tensor.ones([2, 1], dtype: .float64))
    }
    #expect(throws: LinearAlgebraError.self) { try a.solveTriangular(Tensor.ones([3, 1])) }
    #expect(throws: LinearAlgebraError.self) {
      try a.solveTriangular(Tensor.ones([2]), left: false)
    }
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([2, 3]).solveTriangular(a) }
  }
}
