import Kagami
import TestSupport
import Testing

/// A permutation and two triangles multiply back.
@Suite struct LUTests {
  @Test(arguments: Matrices.shapes, [DType.float32, .float64])
  func factorsMultiplyBack(_ shape: Shape, _ dtype: DType) throws {
    for device in Device.all {
      let a = Matrices.random(shape, dtype, device)
      let (p, l, u) = try a.lu()
      #expect(Matrices.distance(p.matmul(l).matmul(u), a) < Matrices.tolerance(dtype) * 10)
      #expect(Matrices.distance(l.tril(), l) == 0 && Matrices.distance(u.triu(), u) == 0)
      let order = min(shape[shape.count - 1], shape[shape.count - 2])
      let diagonal = l.diagonal()
      #expect(diagonal.count == 0 || diagonal.sum().item() == Double(diagonal.count))
      #expect(p.shape[p.rank - 1] == shape[shape.count - 2] && u.shape[u.rank - 2] == order)
    }
  }

  @Test func singularOnesHaveFactors() throws {
    let a = Matrices.deficient(.float64)
    let (p, l, u) = try a.lu()
    #expect(Matrices.distance(p.matmul(l).matmul(u), a) < 1e-13)
    #expect(throws: LinearAlgebraError.self) { try Tensor.full([2, 2], Double.nan).lu() }
  }
}
