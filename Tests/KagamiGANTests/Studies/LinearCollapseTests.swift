import Kagami
import KagamiNN
import Testing

@testable import KagamiGAN

/// Linear layers in a row are one matrix.
@Suite struct LinearCollapseTests {
  @Test func rankIsThatOfTheNarrowest() throws {
    let layers = [Linear(6, 9), Linear(9, 4), Linear(4, 12, bias: false)]
    let collapse = try LinearCollapse(layers, on: Tensor.randn([20, 6]))
    #expect(collapse.rank == 4)
    #expect(collapse.singularValues.count == 6)
    #expect(collapse.difference < 1e-6)
  }
}
