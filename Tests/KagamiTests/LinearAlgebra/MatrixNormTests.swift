import Kagami
import Testing

/// Norms are those of their definitions.
@Suite struct MatrixNormTests {
  @Test(arguments: [DType.float32, .float64])
  func knownAnswers(_ dtype: DType) throws {
    // Singular values √45 and √5.
    let x = Tensor([[3, 0], [-4, -5]] as [[Double]], dtype: dtype)
    let (large, small) = (Double(45).squareRoot(), Double(5).squareRoot())
    let expected: [(MatrixNormOrder, Double)] = [
      (.frobenius, Double(50).squareRoot()), (.nuclear, large + small), (.two, large),
      (.minusTwo, small), (.one, 7), (.minusOne, 5), (.infinity, 9), (.minusInfinity, 3),
    ]
    #expect(expected.count == MatrixNormOrder.allCases.count)
    for (order, value) in expected {
      for device in Device.all {
        let norm = try x.to(device).matrixNorm(order)
        #expect(norm.shape == [] && norm.dtype == dtype)
        #expect(abs(norm.item() - value) < 1e-6 * value, "\(order)")
      }
    }
  }

  @Test func batchesAreKept() throws {
    for order in MatrixNormOrder.allCases {
      #expect(try Matrices.random([2, 3, 4, 2], .float32).matrixNorm(order).shape == [2, 3])
    }
  }

  @Test func squaresDoNotOverflow() throws {
    let x = Tensor([3e30, 4e30] as [Float], shape: [1, 2])
    #expect(abs(try x.matrixNorm().item() / 5e30 - 1) < 1e-6)
    #expect(try Tensor.zeros([2, 2]).matrixNorm().item() == 0)
  }

  @Test func emptyMatrices() throws {
    #expect(try Tensor.zeros([2, 0, 3]).matrixNorm().array(of: Float.self) == [0, 0])
    #expect(try Tensor.zeros([0, 3]).matrixNorm(.nuclear).item() == 0)
    #expect(throws: LinearAlgebraError.self) { _ = try Tensor.zeros([0, 3]).matrixNorm(.two) }
    #expect(throws: LinearAlgebraError.nonFinite(operation: "matrixNorm")) {
      _ = try Tensor.full([2, 2], Float.nan).matrixNorm()
    }
  }
}
