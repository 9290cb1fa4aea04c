import Kagami
import Testing

/// Solutions solve; what has none is refused.
@Suite struct SolveTests {
  @Test(arguments: Matrices.squares, [DType.float32, .float64])
  func solutionsSolve(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let n = shape[shape.count - 1]
      let a =
        Matrices.random(shape, dtype, device) + 5
        * Matrices.identity(n, like: Tensor.zeros(shape, dtype: dtype, device: device))
      let tolerance = Matrices.tolerance(dtype) * 10
      for width in [0, 1, 3] {
        let b = Matrices.random(Shape(Array(shape.dropLast()) + [width]), dtype, device)
        let x = try a.solve(b)
        #expect(x.device == device && !x.requiresGrad)
        #expect(Matrices.distance(a.matmul(x), b) < tolerance)
      }
      let vectors = Matrices.random(Shape(shape.dropLast()), dtype, device)
      let x = try a.solve(vectors)
      #expect(x.shape == vectors.shape)
      #expect(
        Matrices.distance(a.matmul(x.unsqueeze(axis: -1)).squeeze(axis: -1), vectors) < tolerance)
      #expect(
        Matrices.distance(try a.inverse().matmul(a), Matrices.identity(n, like: a)) < tolerance)
    }
  }

  /// As many matrices as each has rows: the identity must not be taken for a batch of vectors.
  @Test func asManyInversesAsRows() throws {
    let a = Matrices.random([2, 2, 2], .float64, .cpu) + 5 * Tensor.eye(2, dtype: .float64)
    let inverse = try a.inverse()
    #expect(inverse.shape == [2, 2, 2])
    #expect(Matrices.distance(inverse.matmul(a), Matrices.identity(2, like: a)) < 1e-12)
  }

  @Test func rowsAreExchanged() throws {
    let a = Tensor([[0, 2], [1, 0]] as [[Float]])
    #expect(try a.solve(Tensor([4.0, 3])).array(of: Float.self) == [3, 2])
    #expect(try a.inverse().array(of: Float.self) == [0, 1, 0.5, 0])
  }

  @Test func batchesBroadcast() throws {
    let a = Matrices.random([3, 2, 2], .float64) + 3 * Tensor.eye(2, dtype: .float64)
    let b = Matrices.random([4, 1, 2, 5], .float64)
    let x = try a.solve(b)
    #expect(x.shape == [4, 3, 2, 5])
    #expect(Matrices.distance(a.matmul(x), b.expand([4, 3, 2, 5])) < 1e-12)
    let one = try a.solve(Tensor([1, 2], dtype: .float64))
    #expect(one.shape == [3, 2])
  }

  @Test func singularMatricesNameThePivot() throws {
    let a = Tensor([[1, 2], [2, 4]] as [[Float]])
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { _ = try a.solve(Tensor([1.0, 1])) }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      _ = try Tensor.zeros([2, 2]).inverse()
    }
    // A result that overflows is no result.
    let tiny = Tensor([1e-30] as [Float], shape: [1, 1])
    #expect(throws: LinearAlgebraError.nonFinite(operation: "solve")) {
      _ = try tiny.solve(Tensor([1e30] as [Float]))
    }
  }

  @Test func whatDoesNotFitThrows() throws {
    let a = Tensor.eye(2)
    #expect(
      throws: LinearAlgebraError.wrongShape(
        operation: "solve", [3, 1], expected: "a right-hand side for [2, 2]")
    ) { _ = try a.solve(Tensor.ones([3, 1])) }
    #expect(throws: LinearAlgebraError.wrongType(operation: "solve", .float64)) {
      _ = try a.solve(Tensor.ones([2], dtype: .float64))
    }
    #expect(throws: LinearAlgebraError.nonFinite(operation: "solve")) {
      _ = try a.solve(Tensor([1, .nan] as [Float]))
    }
    #expect(throws: LinearAlgebraError.self) { _ = try a.solve(Tensor(1.0)) }
    #expect(throws: LinearAlgebraError.self) { _ = try Tensor.ones([2, 3]).inverse() }
  }
}
