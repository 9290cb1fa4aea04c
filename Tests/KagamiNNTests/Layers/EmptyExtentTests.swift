import Kagami
import KagamiNN
import Testing

/// Layers for inputs with an extent of 0.
@Suite struct EmptyExtentTests {
  @Test(arguments: [[0], [2, 0], [2, 3, 0], [2, 3, 1, 0]] as [Shape])
  func sumsOfNothingAreTheBias(_ shape: Shape) {
    let layer = Linear(0, 4)
    let y = layer(Tensor.zeros(shape))
    #expect(y.shape == Shape(Array(shape.dropLast()) + [4]))
    let rows = shape.dropLast().reduce(1, *)
    let bias = layer.bias?.value.array(of: Float.self) ?? []
    #expect(y.array(of: Float.self) == (0..<rows).flatMap { _ in bias })
    y.sum().backward()
    #expect(layer.bias?.grad?.array(of: Float.self) == Array(repeating: Float(rows), count: 4))
    #expect(layer.weight.grad?.shape == [4, 0])
  }
}
