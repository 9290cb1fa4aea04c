import Kagami
import TestSupport
import Testing

/// The same elements in other places, beside what the table of cases has.
@Suite struct RearrangementTests {
  let x = Tensor(Array(0..<12), shape: [3, 4])

  @Test func backwardsAsViews() {
    #expect(x[.reversed].array(of: Int.self) == [8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3])
    #expect(x[.ellipsis, .reversed].array(of: Int.self) == [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8])
    #expect(x[stride(from: 2, through: 0, by: -2), 1].array(of: Int.self) == [9, 1])
    #expect(x.flip(axis: 0).strides == [-4, 1])
    // What is computed from a view that runs backwards, and through BLAS.
    let a = Tensor.arange(6, dtype: .float32).reshape([2, 3])
    #expect(a.flip().matmul(a.transpose().flip()).array(of: Int.self) == [50, 14, 14, 5])
    #expect((x.flip() + x).array(of: Int.self) == [Int](repeating: 11, count: 12))
    #expect(x.flip().sum(axis: 1).array(of: Int.self) == [38, 22, 6])
    #expect(x.flip().amax(axis: 0).array(of: Int.self) == [11, 10, 9, 8])
    #expect(x.flip().reshape([12]).array(of: Int.self) == Array((0..<12).reversed()))
    #expect(Tensor.zeros([0, 2]).flip().shape == [0, 2])
  }

  @Test func assignmentBackwards() {
    var y = x
    y[.reversed, 0] = Tensor([100, 200, 300])
    #expect(y[.all, 0].array(of: Int.self) == [300, 200, 100])
    var z = x
    z[.ellipsis, 1] = Tensor([-1, -2, -3])
    #expect(z[.all, 1].array(of: Int.self) == [-1, -2, -3])
    #expect(x[0].array(of: Int.self) == [0, 1, 2, 3])
  }

  @Test func anEllipsisStandsForTheAxesThatAreLeft() {
    let y = Tensor(Array(0..<24), shape: [2, 3, 4])
    #expect(y[.ellipsis].shape == [2, 3, 4])
    #expect(y[1, .ellipsis].shape == [3, 4])
    #expect(y[.ellipsis, 0].shape == [2, 3])
    #expect(y[0, .ellipsis, .newAxis, 1].shape == [3, 1])
    #expect(y[0, .ellipsis, 1, 2].array(of: Int.self) == [6])
    #expect(y[.ellipsis, Tensor([0, 2])].shape == [2, 3, 2])
    #expect(y[.ellipsis, y[0] .> 5].shape == [2, 6])
  }

  @Test func rolled() {
    #expect(Tensor([1, 2, 3, 4]).roll(1).array(of: Int.self) == [4, 1, 2, 3])
    #expect(x.roll(-1).array(of: Int.self) == Array(1..<12) + [0])
    #expect(x.roll([1, -1], axes: [0, 1])[0].array(of: Int.self) == [9, 10, 11, 8])
    #expect(x.roll(8, axis: 1).array(of: Int.self) == Array(0..<12))
    #expect(Tensor.zeros([0]).roll(3).shape == [0])
  }

  @Test func repeated() {
    #expect(Tensor([1, 2]).tile([2, 1]).shape == [2, 2])
    #expect(Tensor([1, 2]).tile([3]).array(of: Int.self) == [1, 2, 1, 2, 1, 2])
    #expect(x.tile([]).shape == [3, 4])
    #expect(x.tile([0, 1]).shape == [0, 4])
    #expect(Tensor([1, 2]).repeatInterleave(2).array(of: Int.self) == [1, 1, 2, 2])
    #expect(x.repeatInterleave(2, axis: 0).shape == [6, 4])
    #expect(
      Tensor([5, 6, 7]).repeatInterleave(Tensor([0, 2, 1])).array(of: Int.self) == [6, 6, 7])
  }

  @Test func axesAndDiagonals() {
    let y = Tensor.zeros([2, 3, 4, 5])
    #expect(y.moveAxis(0, to: -1).shape == [3, 4, 5, 2])
    #expect(y.moveAxis([0, 1], to: [-1, -2]).shape == [4, 5, 3, 2])
    #expect(x.diagonal().array(of: Int.self) == [0, 5, 10])
    #expect(x.diagonal(offset: -2).array(of: Int.self) == [8])
    #expect(x.diagonal(offset: 9).shape == [0])
    #expect(x.trace().item(as: Int.self) == 15)
    #expect(Tensor([1, 2]).diag(offset: 1).array(of: Int.self) == [0, 1, 0, 0, 0, 2, 0, 0, 0])
    #expect(
      Tensor([[1.0, 2], [3, .nan]]).tril(diagonal: -1).array(of: Double.self) == [0, 0, 3, 0])
    #expect(x.triu(diagonal: 100).sum().item(as: Int.self) == 0)
    #expect(x.tril(diagonal: 100).array(of: Int.self) == Array(0..<12))
  }

  @Test func gridsAndRanges() {
    let grid = Tensor.meshgrid([Tensor.arange(2), Tensor.arange(3)])
    #expect(grid[0].array(of: Int.self) == [0, 0, 0, 1, 1, 1])
    #expect(grid[1].array(of: Int.self) == [0, 1, 2, 0, 1, 2])
    let turned = Tensor.meshgrid([Tensor.arange(2), Tensor.arange(3)], indexing: .xy)
    #expect(turned[0].shape == [3, 2] && turned[0].array(of: Int.self) == [0, 1, 0, 1, 0, 1])
    #expect(
      Tensor.broadcast([Tensor.zeros([2, 1]), Tensor.zeros([3])]).map(\.shape) == [
        [2, 3], [2, 3],
      ])
    #expect(Tensor.linspace(0, 1, count: 5).array(of: Double.self) == [0, 0.25, 0.5, 0.75, 1])
    #expect(
      Tensor.linspace(0, 1, count: 4, endpoint: false).array(of: Double.self) == [
        0, 0.25, 0.5, 0.75,
      ])
    #expect(Tensor.linspace(3, 9, count: 1).array(of: Double.self) == [3])
    #expect(Tensor.linspace(3, 9, count: 0).shape == [0])
    #expect(Tensor.linspace(0, 0.3, count: 4, dtype: .float64).array(of: Double.self)[3] == 0.3)
  }

  @Test func parts() {
    #expect(Tensor.arange(5).chunk(3).map(\.count) == [2, 2, 1])
    #expect(Tensor.arange(6).chunk(4).map(\.count) == [2, 2, 2])
    #expect(x.unstack().map { $0.array(of: Int.self)[0] } == [0, 4, 8])
    #expect(x.unstack(axis: 1).count == 4 && x.unstack(axis: 1)[1].shape == [3])
  }

  @Test func differences() {
    #expect(Tensor([1, 4, 9, 16]).diff().array(of: Int.self) == [3, 5, 7])
    #expect(
      Tensor([1, 4, 9]).diff(prepend: Tensor([0]), append: Tensor([9])).array(of: Int.self) == [
        1, 3, 5, 0,
      ])
    #expect(Tensor([1, 4]).diff(n: 5).shape == [0])
    #expect(Tensor([true, true, false]).diff().array(of: Bool.self) == [false, true])
  }

  @Test func truth() {
    let y = Tensor([[1.0, 0], [.nan, 2]])
    #expect(y.all().item(as: Bool.self) == false && y.any().item(as: Bool.self))
    #expect(y.all(axis: 1).array(of: Bool.self) == [false, true])
    #expect(y.any(axis: 0, keepDims: true).shape == [1, 2])
    #expect(y.countNonzero().item(as: Int.self) == 3)
    #expect(
      Tensor.zeros([0]).all().item(as: Bool.self) && !Tensor.zeros([0]).any().item(as: Bool.self))
    #expect(Tensor([3, -1, 2]).argmin(axis: 0).item(as: Int.self) == 1)
    #expect(x.argmax().item(as: Int.self) == 11 && x.argmin().item(as: Int.self) == 0)
  }

  @Test(arguments: [DType.bool, .uint8, .int8, .int16, .int32, .int64], [Device.cpu, .reference])
  func runningTotalsOfIntegers(_ dtype: DType, _ device: Device) {
    let y = Tensor([1, 1, 0, 1], device: device).to(dtype)
    #expect(y.cumSum().dtype == .int64 && y.cumSum().array(of: Int.self) == [1, 2, 2, 3])
    #expect(y.cumProd(includesStart: true).array(of: Int.self) == [1, 1, 1, 0, 0])
    #expect(y.amax().item(as: Int.self) == 1 && y.amin().item(as: Int.self) == 0)
    #expect(y.prod().item(as: Int.self) == 0)
  }
}
