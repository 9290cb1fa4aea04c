import TestSupport
import Testing

@testable import Kagami

/// Where elements are, and where they would be.
@Suite struct SearchTests {
  @Test(arguments: [Device.cpu, .reference, SealedDevice.device]) func whatIsNotZero(
    _ device: Device
  ) {
    let x = Tensor([[1, 0, 2], [0, 0, -3]] as [[Float]]).to(device)
    #expect(x.nonzero().array(of: Int.self) == [0, 0, 0, 2, 1, 2])
    #expect(x.transpose().nonzero().array(of: Int.self) == [0, 0, 2, 0, 2, 1])
    #expect(Tensor(4, device: device).nonzero().shape == [1, 0])
    #expect(Tensor.zeros([3, 2], device: device).nonzero().shape == [0, 2])
    #expect(Tensor([true, false, true], device: device).nonzero().array(of: Int.self) == [0, 2])
  }

  @Test(arguments: [[7], [3, 40], [4, 1, 9], [2, 3, 4, 5], [2, 0, 3]])
  func whatIsNotZeroAlongEveryAxis(_ shape: [Int]) {
    let x = Tensor.rand(Shape(shape), generator: RandomGenerator(seed: 3)) .> 0.6
    let marks = x.array(of: Bool.self)
    var expected: [Int] = []
    for place in marks.indices where marks[place] {
      var (rest, position) = (place, [Int]())
      for extent in shape.reversed() {
        position.insert(rest % extent, at: 0)
        rest /= extent
      }
      expected += position
    }
    #expect(x.nonzero().array(of: Int.self) == expected)
    #expect(x.nonzero().shape == [expected.count / shape.count, shape.count])
  }

  @Test(arguments: [Device.cpu, SealedDevice.device]) func placesAmongSortedElements(
    _ device: Device
  ) {
    let line = Tensor([1, 3, 3, 5], device: device)
    let values = Tensor([[0, 1, 3], [4, 5, 6]], device: device)
    #expect(line.searchSorted(values).array(of: Int.self) == [0, 0, 1, 3, 3, 4])
    #expect(line.searchSorted(values, isRight: true).array(of: Int.self) == [0, 1, 3, 3, 4, 4])
    #expect(line.searchSorted(Tensor(3.5, device: device)).array(of: Int.self) == [3])
    let rows = Tensor([[1.0, 2, 3], [10, 20, 30]]).to(device)
    let wanted = Tensor([[2.5, 0], [20, 99]]).to(device)
    #expect(rows.searchSorted(wanted).array(of: Int.self) == [2, 0, 1, 3])
    let unsorted = Tensor([5, 1, 3], device: device)
    #expect(
      unsorted.searchSorted(Tensor([2, 5], device: device), sorter: unsorted.argsort())
        .array(of: Int.self) == [1, 2])
    #expect(
      line.searchSorted(Tensor([Double.nan, -Double.infinity], device: device)).array(of: Int.self)
        == [4, 0])
  }

  @Test func differentElements() {
    let x = Tensor([[3, 1, 3], [2, 1, 3]])
    let found = x.unique()
    #expect(found.values.array(of: Int.self) == [1, 2, 3])
    #expect(found.counts.array(of: Int.self) == [2, 1, 3])
    #expect(found.indices.array(of: Int.self) == [1, 3, 0])
    #expect(found.inverse.shape == [2, 3])
    #expect(found.inverse.array(of: Int.self) == [2, 0, 2, 1, 0, 2])
    let rebuilt = found.values.indexSelect(axis: 0, found.inverse.flatten()).reshape([2, 3])
    #expect(rebuilt.array(of: Int.self) == x.array(of: Int.self))
    #expect(Tensor([.nan, 1, .nan]).unique().counts.array(of: Int.self) == [1, 1, 1])
    #expect(Tensor([0.0, -0.0]).unique().values.count == 1)
    #expect(Tensor.zeros([0]).unique().values.shape == [0])
    #expect(Tensor([true, false, true]).unique().counts.array(of: Int.self) == [1, 2])
    #expect(Tensor(7).unique().inverse.shape == [])
  }
}
