import Kagami
import KagamiNN
import Testing

/// Losses of inputs without classes, all of whose labels are ignored.
@Suite struct NoClassesTests {
  private static let losses: [@Sendable (Reduction) -> Loss] = [
    { NLLLoss(ignoreIndex: 0, reduction: $0) }, { CrossEntropyLoss(ignoreIndex: 0, reduction: $0) },
  ]

  @Test(arguments: losses.indices, [[0], [2, 0], [2, 0, 3]] as [Shape])
  func ignoredLabelsCostNothing(_ index: Int, _ shape: Shape) {
    var positions = shape
    positions.remove(at: shape.count == 1 ? 0 : 1)
    var input = Tensor.zeros(shape)
    input.requiresGrad = true
    let target = Tensor.zeros(positions, dtype: .int64)
    let losses = Self.losses[index](.none)(input, target)
    #expect(losses.shape == positions)
    #expect(losses.array(of: Float.self).allSatisfy { $0 == 0 })
    losses.sum().backward()
    #expect(input.grad?.shape == shape)
    // No label counts, so the mean has nothing to divide by.
    #expect((Self.losses[index](.mean)(input, target).item() as Double).isNaN)
  }
}
