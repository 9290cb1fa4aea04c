import Kagami
import Testing

/// The root of a positive matrix multiplies back; other matrices are refused.
@Suite struct CholeskyTests {
  @Test(arguments: Matrices.squares, [DType.float32, .float64])
  func rootsMultiplyBack(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let (half, n) = (Matrices.random(shape, dtype, device), shape[shape.count - 1])
      let x = half.matmul(half.transpose()) + Matrices.identity(n, like: half)
      let lower = try x.cholesky()
      // Elements are as large as n.
      let tolerance = Matrices.tolerance(dtype) * 10
      #expect(Matrices.distance(lower.matmul(lower.transpose()), x) < tolerance)
      let above = (Tensor.arange(n).unsqueeze(axis: 1) .< Tensor.arange(n)).to(dtype)
      #expect((lower.to(.cpu) * above).abs().sum().item() == 0)
      #expect(Matrices.distance(try x.cholesky(upper: true), lower.transpose()) < tolerance)
    }
  }

  @Test func onlyOneTriangleIsRead() throws {
    let x = Tensor([[4, 100], [2, 5]] as [[Float]])
    #expect(try x.cholesky().array(of: Float.self) == [2, 0, 1, 2])
    #expect(try x.transpose().cholesky(upper: true).array(of: Float.self) == [2, 1, 0, 2])
  }

  @Test func theFirstMinorIsNamed() throws {
    let error = LinearAlgebraError.notPositiveDefinite(minor: 2)
    #expect(throws: error) { _ = try Tensor([[1, 2], [2, 1]] as [[Float]]).cholesky() }
    #expect(throws: error) {
      _ = try Tensor([[1, 2], [2, 1]] as [[Float]]).cholesky(upper: true)
    }
    #expect(
      error.description
        == "the matrix is not positive definite: its leading minor of order 2 is not positive")
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) {
      _ = try Tensor.zeros([3, 3]).cholesky()
    }
    #expect(throws: LinearAlgebraError.nonFinite(operation: "cholesky")) {
      _ = try Tensor.full([2, 2], Float.nan).cholesky()
    }
    #expect(throws: LinearAlgebraError.self) { _ = try Tensor.ones([2, 3]).cholesky() }
  }
}
