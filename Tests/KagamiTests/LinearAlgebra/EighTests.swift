import Kagami
import Testing

/// Symmetric matrices are their vectors and values again; values rise.
@Suite struct EighTests {
  @Test(arguments: Matrices.squares, [DType.float32, .float64])
  func factorsMultiplyBack(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let half = Matrices.random(shape, dtype, device)
      let x = (half + half.transpose()) / 2
      let (values, vectors) = try x.eigh()
      #expect(values.shape == Shape(shape.dropLast()) && vectors.shape == shape)
      #expect(values.device == device && !vectors.requiresGrad)
      let tolerance = Matrices.tolerance(dtype) * 2
      let back = (vectors * values.unsqueeze(axis: -2)).matmul(vectors.transpose())
      #expect(Matrices.distance(back, x) < tolerance)
      let gram = vectors.transpose().matmul(vectors)
      #expect(
        Matrices.distance(gram, Matrices.identity(shape[shape.count - 1], like: x)) < tolerance)
      if let n = shape.last, n > 1 {
        let rise =
          values.narrow(axis: -1, start: 1, length: n - 1)
          - values.narrow(axis: -1, start: 0, length: n - 1)
        #expect((rise .< 0).sum().item() == 0)
      }
    }
  }

  @Test func onlyOneTriangleIsRead() throws {
    let x = Tensor([[2, 100], [1, 2]] as [[Double]], dtype: .float64)
    #expect(Matrices.distance(try x.eigh().values, Tensor([1, 3], dtype: .float64)) < 1e-14)
    let upper = try x.eigh(upper: true).values
    #expect(Matrices.distance(upper, Tensor([-98, 102], dtype: .float64)) < 1e-12)
  }

  @Test func equalValuesKeepVectorsApart() throws {
    let (values, vectors) = try Tensor.eye(4, dtype: .float64).eigh()
    #expect(values.array(of: Double.self) == [1, 1, 1, 1])
    let gram = vectors.transpose().matmul(vectors)
    #expect(Matrices.distance(gram, Tensor.eye(4, dtype: .float64)) < 1e-14)
  }

  @Test func whatIsNotSquareThrows() throws {
    #expect(
      throws: LinearAlgebraError.wrongShape(operation: "eigh", [2, 3], expected: "square")
    ) { _ = try Tensor.ones([2, 3]).eigh() }
    #expect(throws: LinearAlgebraError.nonFinite(operation: "eigh")) {
      _ = try Tensor.full([2, 2], Float.nan).eigh()
    }
  }
}
