import Kagami
import Testing

/// Modes of a task hold across suspensions, and end with their body.
@Suite struct GradModeTests {
  @Test func recordingStaysOffAcrossSuspensions() async {
    let x = Tensor([1.0, 2], requiresGrad: true)
    let y = await noGrad {
      await Task.yield()
      return x * 2
    }
    #expect(!y.requiresGrad)
    #expect((x * 2).requiresGrad)
  }

  @Test func generatorsHoldAcrossSuspensions() async {
    let expected = Tensor.rand([3], generator: RandomGenerator(seed: 5)).array(of: Float.self)
    let drawn = await withGenerator(RandomGenerator(seed: 5)) {
      await Task.yield()
      return Tensor.rand([3]).array(of: Float.self)
    }
    #expect(drawn == expected)
  }

  @Test func factoriesMakeLeaves() {
    let leaves = [
      Tensor.rand([2], requiresGrad: true), .randn([2], requiresGrad: true),
      .uniform([2], -1, 1, requiresGrad: true),
      .normal([2], mean: 0, std: 1, requiresGrad: true), .zeros([2], requiresGrad: true),
      .ones([2], requiresGrad: true), .full([2], 0.5, requiresGrad: true),
    ]
    for leaf in leaves { #expect(leaf.requiresGrad && leaf.isLeaf) }
  }
}
