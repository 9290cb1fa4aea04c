import Kagami
import Testing

/// Factors multiply back, vectors are orthonormal, values fall.
@Suite struct SVDTests {
  @Test(arguments: Matrices.shapes, [DType.float32, .float64])
  func factorsMultiplyBack(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      for full in [false, true] {
        let x = Matrices.random(shape, dtype, device)
        let (u, s, vh) = try x.svd(fullMatrices: full)
        let (m, n) = (shape[shape.count - 2], shape[shape.count - 1])
        let (order, batch) = (min(m, n), Array(shape.dropLast(2)))
        #expect(u.shape == Shape(batch + [m, full ? m : order]))
        #expect(s.shape == Shape(batch + [order]))
        #expect(vh.shape == Shape(batch + [full ? n : order, n]))
        #expect(u.device == device && !u.requiresGrad)
        let tolerance = Matrices.tolerance(dtype)
        let thin = u.narrow(axis: -1, start: 0, length: order) * s.unsqueeze(axis: -2)
        #expect(
          Matrices.distance(thin.matmul(vh.narrow(axis: -2, start: 0, length: order)), x)
            < tolerance)
        let (left, right) = (u.transpose().matmul(u), vh.matmul(vh.transpose()))
        #expect(
          Matrices.distance(left, Matrices.identity(u.shape.last ?? 0, like: u)) < tolerance)
        #expect(
          Matrices.distance(right, Matrices.identity(vh.shape[vh.rank - 2], like: vh)) < tolerance)
        #expect((s .< 0).sum().item() == 0)
        if order > 1 {
          let fall =
            s.narrow(axis: -1, start: 0, length: order - 1)
            - s.narrow(axis: -1, start: 1, length: order - 1)
          #expect((fall .< 0).sum().item() == 0)
        }
        #expect(Matrices.distance(try x.svdvals(), s) < tolerance)
      }
    }
  }

  @Test func knownAnswer() throws {
    // [[3, 0], [4, 5]] has values √45 and √5.
    let s = try Tensor([[3, 0], [4, 5]] as [[Double]], dtype: .float64).svdvals()
    let expected: [Double] = [Double(45).squareRoot(), Double(5).squareRoot()]
    #expect(Matrices.distance(s, Tensor(expected, dtype: .float64)) < 1e-14)
  }

  @Test func dependentColumnsHaveZeroValues() throws {
    let (_, s, _) = try Matrices.deficient(.float64).svd()
    #expect(s[1].item() > 0.1)
    #expect(s.narrow(axis: 0, start: 2, length: 1).abs().amax().item() < 1e-13)
    #expect(try Tensor.zeros([3, 2]).svdvals().array(of: Float.self) == [0, 0])
  }

  @Test func whatIsNoMatrixThrows() throws {
    #expect(throws: LinearAlgebraError.nonFinite(operation: "svd")) {
      _ = try Tensor([1, 2, .nan, 4] as [Float], shape: [2, 2]).svd()
    }
    #expect(throws: LinearAlgebraError.nonFinite(operation: "svdvals")) {
      _ = try Tensor([1, -.infinity] as [Float], shape: [1, 2]).svdvals()
    }
    #expect(throws: LinearAlgebraError.self) { _ = try Tensor(1.0).svd() }
  }
}
