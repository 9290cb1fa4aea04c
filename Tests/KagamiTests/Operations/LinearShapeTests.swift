import Kagami
import Testing

/// The shapes that `linear` takes beside a batch of rows and a matrix.
@Suite struct LinearShapeTests {
  @Test func oneRowOfWeightsTakesTheLastAxisAway() {
    let x = Tensor([[1, 2], [3, 4]] as [[Float]])
    let row = Tensor([10.0, 1], requiresGrad: true)
    let bias = Tensor(0.5, requiresGrad: true)
    let y = x.linear(row, bias)
    #expect(y.shape == [2])
    #expect(y.array() == [12.5, 34.5])
    y.sum().backward()
    #expect(row.grad?.array() == [4, 6])
    #expect(bias.grad?.item() == 2)
    #expect(Tensor([1.0, 2]).linear(row).shape == [])
  }

  @Test(arguments: [[0], [2, 0], [2, 3, 0], [0, 3, 0], [2, 0, 3]] as [Shape])
  func emptyExtentsKeepTheirBatchAxes(shape: Shape) {
    let weight = Tensor.ones([4, shape[-1]])
    let y = Tensor.ones(shape).linear(weight, Tensor.ones([4]))
    #expect(y.shape == Shape(Array(shape.dropLast()) + [4]))
    #expect(y.array().allSatisfy { $0 == 1 })
  }

  @Test func aBiasBesideOneRowIsOneNumber() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.ones([2, 3]).linear(Tensor.ones([3]), Tensor.ones([3])) }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("linear: a bias of [3] does not fit a weight of [3]"))
  }
}
