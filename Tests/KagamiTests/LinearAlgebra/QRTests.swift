import Kagami
import Testing

/// Factors multiply back, columns are orthonormal, R is triangular.
@Suite struct QRTests {
  @Test(arguments: Matrices.shapes, [DType.float32, .float64])
  func factorsMultiplyBack(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      for mode in QRMode.allCases {
        let x = Matrices.random(shape, dtype, device)
        let (q, r) = try x.qr(mode: mode)
        let (m, n) = (shape[shape.count - 2], shape[shape.count - 1])
        let width = mode == .complete ? m : min(m, n)
        let batch = Array(shape.dropLast(2))
        #expect(q.shape == Shape(batch + [m, width]) && r.shape == Shape(batch + [width, n]))
        #expect(q.dtype == dtype && q.device == device && !q.requiresGrad)
        #expect(Matrices.distance(q.matmul(r), x) < Matrices.tolerance(dtype))
        let gram = q.transpose().matmul(q)
        #expect(
          Matrices.distance(gram, Matrices.identity(width, like: q)) < Matrices.tolerance(dtype))
        let below = Tensor.arange(width).unsqueeze(axis: 1) .> Tensor.arange(n)
        #expect((r.to(.cpu) * below.to(dtype)).abs().sum().item() == 0)
      }
    }
  }

  /// By hand: the reflection of (3, 4) onto the axis has length −5.
  @Test func knownAnswer() throws {
    let (q, r) = try Tensor([[3, 1], [4, 2]] as [[Double]], dtype: .float64).qr()
    #expect(
      Matrices.distance(r, Tensor([[-5, -2.2], [0, 0.4]] as [[Double]], dtype: .float64)) < 1e-14)
    #expect(
      Matrices.distance(q, Tensor([[-0.6, -0.8], [-0.8, 0.6]] as [[Double]], dtype: .float64))
        < 1e-14)
  }

  @Test func dependentColumnsLeaveZeros() throws {
    let x = Matrices.deficient(.float64)
    let (q, r) = try x.qr()
    #expect(Matrices.distance(q.matmul(r), x) < 1e-13)
    #expect(r.narrow(axis: 0, start: 2, length: 2).abs().amax().item() < 1e-13)
  }

  @Test func viewsAreTakenInOrder() throws {
    let x = Matrices.random([3, 5], .float64)
    let (q, r) = try x.transpose().qr()
    #expect(Matrices.distance(q.matmul(r), x.transpose()) < 1e-13)
  }

  @Test func whatIsNoMatrixThrows() throws {
    #expect(
      throws: LinearAlgebraError.wrongShape(
        operation: "qr", [3], expected: "a matrix or a batch of them")
    ) { _ = try Tensor.ones([3]).qr() }
    #expect(throws: LinearAlgebraError.wrongType(operation: "qr", .int64)) {
      _ = try Tensor.ones([3, 3], dtype: .int64).qr()
    }
    for value in [Float.nan, .infinity] {
      #expect(throws: LinearAlgebraError.nonFinite(operation: "qr")) {
        _ = try Tensor([1, 2, value, 4], shape: [2, 2]).qr()
      }
    }
  }
}
