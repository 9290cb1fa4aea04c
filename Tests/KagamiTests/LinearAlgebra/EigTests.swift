import Kagami
import TestSupport
import Testing

/// Eigenvalues of matrices that are not symmetric, where all are real.
@Suite struct EigTests {
  @Test(arguments: [DType.float32, .float64]) func vectorsAreStretched(_ dtype: DType) throws {
    for device in Device.all {
      let v =
        Matrices.random([2, 4, 4], dtype, device) + 3 * Tensor.eye(4, dtype: dtype, device: device)
      let w = Tensor([1, 2, -3, 5], dtype: dtype, device: device)
      let a = (v * w).matmul(try v.inverse())
      let (values, vectors) = try a.eig()
      let tolerance = Matrices.tolerance(dtype) * 50
      #expect(
        Matrices.distance(a.matmul(vectors), vectors * values.unsqueeze(axis: -2)) < tolerance)
      #expect(
        Matrices.distance(try a.eigvals().sort().values, w.sort().values.expand([2, 4])) < tolerance
      )
      let lengths = vectors.vectorNorm(axis: -2)
      #expect(Matrices.distance(lengths, Tensor.ones(like: lengths)) < tolerance)
    }
  }

  @Test func thoseThatAreNotRealAreCounted() {
    let turn = Tensor([[0.0, -1], [1, 0]])
    let error = LinearAlgebraError.notReal(operation: "eig", 2)
    #expect(throws: error) { try turn.eig() }
    #expect(
      error.description == "eig: 2 eigenvalues are not real, and there are no complex numbers here")
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([2, 3]).eig() }
  }

  @Test func noRows() throws {
    let (values, vectors) = try Tensor.zeros([3, 0, 0]).eig()
    #expect(values.shape == [3, 0] && vectors.shape == [3, 0, 0])
  }
}
