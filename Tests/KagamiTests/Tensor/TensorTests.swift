import Kagami
import KagamiKernels
import Testing

/// Tensors are values; memory is shared until written.
@Suite struct TensorTests {
  @Test func copiesDoNotChangeWithTheOriginal() {
    var x = Tensor.zeros([2, 2])
    let copy = x
    let row = x[0]
    x += 1
    #expect(copy.array(of: Int.self) == [0, 0, 0, 0])
    #expect(row.array(of: Int.self) == [0, 0])
    #expect(x.array(of: Int.self) == [1, 1, 1, 1])
  }

  @Test func writingOneSliceLeavesViewsAlone() {
    var x = Tensor.arange(6, dtype: .float32).reshape([2, 3])
    let transposed = x.transpose()
    x[1] = Tensor([10.0, 20.0, 30.0])
    #expect(x.array(of: Int.self) == [0, 1, 2, 10, 20, 30])
    #expect(transposed.array(of: Int.self) == [0, 3, 1, 4, 2, 5])
  }

  /// An update of memory that nothing else holds happens in place.
  @Test func uniqueMemoryIsReused() {
    var x = Tensor.zeros([1000])
    let before = UInt(bitPattern: x.operand.pointer)
    x += 1
    x *= Tensor.full([1000], 3.0)
    #expect(UInt(bitPattern: x.operand.pointer) == before)
    #expect(x.sum().item() == 3000)
  }

  @Test func inPlaceKeepsTypeAndShape() {
    var counts = Tensor([1, 2, 3])
    counts += 1
    #expect(counts.dtype == .int64)
    #expect(counts.array(of: Int.self) == [2, 3, 4])
    var rows = Tensor.zeros([2, 3])
    rows -= Tensor([1.0, 2.0, 3.0])
    #expect(rows.array(of: Int.self) == [-1, -2, -3, -1, -2, -3])
  }

  @Test func typesPromoteAsPyTorchs() {
    let (bytes, counts) = (Tensor([1, 2] as [UInt8]), Tensor([1, 2]))
    let (floats, doubles) = (Tensor([1.5, 2]), Tensor([1.5, 2], dtype: .float64))
    #expect((bytes + counts).dtype == .int64)
    #expect((counts + floats).dtype == .float32)
    #expect((floats * doubles).dtype == .float64)
    #expect((counts / counts).dtype == .float32)
    #expect((floats * 2.5).dtype == .float32)
    #expect((counts * 2.5).dtype == .float32)
    #expect((bytes + 1).dtype == .uint8)
    // A tensor without axes does not widen within its kind.
    #expect((floats + Tensor(1.0, dtype: .float64)).dtype == .float32)
    #expect((bytes + Tensor(1)).dtype == .uint8)
    #expect(bytes.sum().dtype == .int64)
    #expect((floats .> 1).sum().item(as: Int.self) == 2)
  }

  @Test func conversionsAreTorchs() {
    let x = Tensor([-1.5, 300, .nan, 2.9, .infinity])
    #expect(x.to(.uint8).array(of: Int.self) == [255, 44, 0, 2, 0])
    #expect(x.to(.int64).array(of: Int.self) == [-1, 300, .min, 2, .min])
    #expect(x.to(.bool).array(of: Bool.self) == [true, true, true, true, true])
    let large = Tensor([Int64.max, Int64.min + 1])
    #expect(Tensor([300, -1]).to(.uint8).array(of: Int.self) == [44, 255])
    #expect(large.array(of: Int64.self) == [Int64.max, Int64.min + 1])
    #expect((large * 1).array(of: Int64.self) == [Int64.max, Int64.min + 1])
  }

  @Test func creation() {
    #expect(Tensor.eye(2).array(of: Int.self) == [1, 0, 0, 1])
    #expect(Tensor.arange(1, 8, step: 3).array(of: Int.self) == [1, 4, 7])
    #expect(Tensor.arange(3, 0, step: -2).array(of: Int.self) == [3, 1])
    #expect(Tensor.full([2], true).dtype == .bool)
    #expect(Tensor(2.5).item() == 2.5)
    #expect(Tensor.zeros([0, 3]).array(of: Float.self).isEmpty)
    #expect(Tensor.ones(like: Tensor.zeros([2], dtype: .float64)).dtype == .float64)
  }

  @Test func descriptionIsReadable() {
    #expect(
      "\(Tensor([[1, 2], [3, 4.5]]))" == "tensor([[1.0000, 2.0000],\n        [3.0000, 4.5000]])")
    #expect("\(Tensor([1, 2]))" == "tensor([1, 2])")
    #expect("\(Tensor(true))" == "tensor(true, dtype: bool)")
    let x = Tensor([1.0], requiresGrad: true)
    #expect("\(x)" == "tensor([1.], requiresGrad: true)")
    #expect("\(x * 2)" == "tensor([2.], history: multiply)")
    #expect("\(Tensor.arange(2000))" == "tensor([   0,    1,    2,  ..., 1997, 1998, 1999])")
  }

  @Test func finiteness() {
    #expect(Tensor([1.0, -2]).allFinite)
    #expect(!Tensor([1.0, .nan]).allFinite)
    #expect(!Tensor([1.0, -.infinity]).allFinite)
  }

  @Test func shapes() {
    var shape: Shape = [2, 3]
    #expect(shape.elementCount == 6 && shape.description == "[2, 3]")
    shape.insert(5, at: 1)
    #expect(shape == [2, 5, 3])
    #expect(shape.remove(at: 0) == 2)
    #expect(shape == [5, 3] && shape != [5, 3, 1])
    #expect(Shape([]).elementCount == 1)
  }

  /// Reshapes share memory where strides allow, and only there.
  @Test func reshapesAreViewsWherePossible() {
    let x = Tensor.arange(24, dtype: .float32).reshape([2, 3, 4])
    func address(_ x: Tensor) -> UInt { UInt(bitPattern: x.operand.pointer) }
    #expect(address(x.reshape([6, 4])) == address(x))
    let swapped = x.permute([1, 0, 2])
    #expect(address(swapped.reshape([3, 2, 2, 2])) == address(x))
    #expect(address(swapped.reshape([6, 4])) != address(x))
    #expect(
      swapped.reshape([6, 4])[1].array(of: Int.self) == [12, 13, 14, 15])
    #expect(x.expand([2, 3, 4]).strides == x.strides)
  }
}
