import Kagami
import TestSupport
import Testing

/// Moore and Penrose's four conditions, the rank, and least squares.
@Suite struct PseudoInverseTests {
  @Test(arguments: Matrices.shapes, [DType.float32, .float64])
  func theFourConditions(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let a = Matrices.random(shape, dtype, device)
      let p = try a.pinv()
      let tolerance = Matrices.tolerance(dtype) * 100
      #expect(p.shape == a.transpose().shape)
      #expect(Matrices.distance(a.matmul(p).matmul(a), a) < tolerance)
      #expect(Matrices.distance(p.matmul(a).matmul(p), p) < tolerance)
      #expect(Matrices.distance(a.matmul(p).transpose(), a.matmul(p)) < tolerance)
      #expect(Matrices.distance(p.matmul(a).transpose(), p.matmul(a)) < tolerance)
    }
  }

  @Test func ofLessThanFullRank() throws {
    let a = Matrices.deficient(.float64)
    #expect(try a.matrixRank().item(as: Int.self) == 2)
    #expect(try Tensor.zeros([3, 2]).matrixRank().item(as: Int.self) == 0)
    #expect(try Tensor.eye(3).matrixRank(rtol: 2).item(as: Int.self) == 0)
    let p = try a.pinv()
    #expect(Matrices.distance(a.matmul(p).matmul(a), a) < 1e-12)
    // Of all that fit equally well, the shortest.
    let b = Matrices.random([6, 2], .float64)
    #expect(Matrices.distance(try a.leastSquares(b), p.matmul(b)) < 1e-11)
  }

  @Test(arguments: [[5, 3], [3, 5], [4, 4], [2, 6, 3]] as [Shape], [DType.float32, .float64])
  func leastSquares(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let a = Matrices.random(shape, dtype, device)
      let b = Matrices.random(Shape(Array(shape.dropLast()) + [2]), dtype, device)
      let x = try a.leastSquares(b)
      #expect(Matrices.distance(x, try a.pinv().matmul(b)) < Matrices.tolerance(dtype) * 200)
      let one = try a.leastSquares(b[.ellipsis, 0])
      #expect(Matrices.distance(one, x[.ellipsis, 0]) < Matrices.tolerance(dtype) * 50)
    }
  }

  @Test func whatDoesNotFitIsRefused() {
    #expect(throws: LinearAlgebraError.self) {
      try Tensor.ones([3, 2]).leastSquares(Tensor.ones([2, 1]))
    }
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([3]).pinv() }
  }
}
