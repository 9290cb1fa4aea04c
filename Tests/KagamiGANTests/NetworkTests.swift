import Kagami
import KagamiGAN
import KagamiNN
import Testing

/// Both networks have the shapes, names and sizes that others read and write.
@Suite struct NetworkTests {
  @Test func sizes() {
    let (generator, discriminator) = (Generator(), Discriminator())
    #expect(generator.parameters().reduce(0) { $0 + $1.count } == 1_486_352)
    #expect(discriminator.parameters().reduce(0) { $0 + $1.count } == 1_460_225)
    let names = [0, 2, 4, 6].flatMap { ["model.\($0).weight", "model.\($0).bias"] }
    #expect(generator.stateDict().map(\.name) == names)
    #expect(discriminator.stateDict().map(\.name) == names)
  }

  @Test func outputs() {
    let images = Generator(inputDim: 7)(Tensor.randn([3, 7]))
    #expect(images.shape == [3, 784])
    #expect(images.abs().amax().item() <= 1)
    let discriminator = Discriminator()
    let (scores, logits) = (discriminator(images), discriminator.logits(images))
    #expect(scores.shape == [3, 1])
    #expect(scores.allClose(logits.sigmoid()))
  }
}
