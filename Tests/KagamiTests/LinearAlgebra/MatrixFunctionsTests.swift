import Kagami
import TestSupport
import Testing

/// Powers and exponentials of matrices.
@Suite struct MatrixFunctionsTests {
  @Test func powers() throws {
    let a = Matrices.random([2, 3, 3], .float64)
    #expect(Matrices.distance(try a.matrixPower(0), Matrices.identity(3, like: a)) == 0)
    #expect(Matrices.distance(try a.matrixPower(1), a) == 0)
    #expect(Matrices.distance(try a.matrixPower(3), a.matmul(a).matmul(a)) < 1e-12)
    let inverse = try a.inverse()
    #expect(Matrices.distance(try a.matrixPower(-2), inverse.matmul(inverse)) < 1e-9)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try Tensor.zeros([2, 2]).matrixPower(-1)
    }
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([2, 3]).matrixPower(2) }
  }

  @Test(arguments: [DType.float32, .float64]) func exponentials(_ dtype: DType) throws {
    for device in Device.all {
      let turn = try Tensor([[0.0, -1], [1, 0]]).to(dtype).to(device).matrixExp()
      let expected = [
        0.5403023058681398, -0.8414709848078965, 0.8414709848078965, 0.5403023058681398,
      ]
      for (x, y) in zip(turn.array(of: Double.self), expected) {
        #expect(abs(x - y) < (dtype == .float32 ? 1e-6 : 1e-14))
      }
      // Large ones are squared often.
      let diagonal = Tensor([-40, 0, 3.5], dtype: dtype, device: device).diag()
      let found = try diagonal.matrixExp().diagonal().array(of: Double.self)
      #expect(abs(found[2] / 33.11545195869231 - 1) < (dtype == .float32 ? 2e-5 : 1e-12))
      #expect(found[1] == 1 && abs(found[0]) < 1e-6)
      #expect(
        try Tensor.zeros([2, 0, 0], dtype: dtype, device: device).matrixExp().shape == [2, 0, 0])
    }
  }

  @Test func conditions() throws {
    let a = Tensor([[4, 0], [0, 0.5]], dtype: .float64)
    #expect(try a.cond().item() == 8)
    #expect(abs(try a.cond(.minusTwo).item() - 0.125) < 1e-15)
    #expect(try a.cond(.one).item() == 8)
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([2, 3]).cond(.one) }
  }
}
