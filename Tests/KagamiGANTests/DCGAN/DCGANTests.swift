import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// The deep convolutional pair and LeNet are PyTorch's, from the first weights on and in training.
@Suite struct DCGANTests {
  struct Sum: Decodable, Sendable {
    let name: String
    let sum: Double
  }

  struct Networks: Decodable, Sendable { let g, d: [Sum] }

  struct PairGolden: Decodable, Sendable, CustomTestStringConvertible {
    let size, channels: Int
    let drawn, trained: Networks
    let losses: [[Double]]

    var testDescription: String { "\(channels)×\(size)×\(size)" }
  }

  struct LeNetGolden: Decodable {
    let drawn, trained: [Sum]
    let losses, logits: [Double]
  }

  struct File: Decodable {
    let latent, width, batch: Int
    let pairs: [PairGolden]
    let lenet: LeNetGolden
  }

  static let file = try? Goldens.load("convolutional_models", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.pairs.count == 2) }

  /// The script's numbers of a seed.
  private static func numbers(_ shape: Shape, _ seed: Int) -> Tensor {
    let values = (0..<shape.elementCount).map {
      Double(($0 * 7919 + seed * 104_729) % 1013) / 500 - 1
    }
    return Tensor(values, shape: shape, dtype: .float64)
  }

  private static func compare(
    _ module: Module, _ expected: [Sum], prefix: String, _ tolerance: Double
  ) {
    let found = module.stateDict()
    #expect(found.map(\.name) == expected.map { prefix + $0.name })
    for (entry, golden) in zip(found, expected) {
      let sum = entry.tensor.to(.float64).sum().item()
      #expect(abs(sum - golden.sum) <= tolerance * (1 + abs(golden.sum)), "\(golden.name)")
    }
  }

  @Test(arguments: file?.pairs ?? []) func aPairTrainsAsPyTorchs(_ golden: PairGolden) throws {
    let file = try #require(Self.file)
    let extents = DCGAN(
      imageSize: golden.size, channels: golden.channels, latent: file.latent, width: file.width)
    let (g, d) = withGenerator(RandomGenerator(seed: 0)) { extents.makeNetworks() }
    // Float32 numbers of the vectorised normal distribution.
    Self.compare(g, golden.drawn.g, prefix: "main.", 1e-5)
    Self.compare(d, golden.drawn.d, prefix: "main.", 1e-5)
    g.to(.float64)
    d.to(.float64)
    let criterion = BCELoss()
    let (optimizerD, optimizerG) = (
      Adam(d.parameters(), lr: 2e-4, betas: (0.5, 0.999)),
      Adam(g.parameters(), lr: 2e-4, betas: (0.5, 0.999))
    )
    let (ones, zeros) = (
      Tensor.ones([file.batch], dtype: .float64), Tensor.zeros([file.batch], dtype: .float64)
    )
    for (step, losses) in golden.losses.enumerated() {
      let real = Self.numbers([file.batch, golden.channels, golden.size, golden.size], step)
      let noise = Self.numbers([file.batch, file.latent, 1, 1], step + 50)
      optimizerD.zeroGrad()
      let onReal = criterion(d(real), ones)
      onReal.backward()
      let fake = g(noise)
      let onFake = criterion(d(fake.detach()), zeros)
      onFake.backward()
      optimizerD.step()
      optimizerG.zeroGrad()
      let lossG = criterion(d(fake), ones)
      lossG.backward()
      optimizerG.step()
      for (found, expected) in zip([onReal, onFake, lossG], losses) {
        #expect(abs(found.item() - expected) < 1e-6)
      }
    }
    Self.compare(g, golden.trained.g, prefix: "main.", 1e-5)
    Self.compare(d, golden.trained.d, prefix: "main.", 1e-5)
  }

  @Test func leNetTrainsAsPyTorchs() throws {
    let golden = try #require(Self.file?.lenet)
    let batch = try #require(Self.file?.batch)
    let net = withGenerator(RandomGenerator(seed: 1)) { Models.lenet() }
    Self.compare(net, golden.drawn, prefix: "", 1e-6)
    net.to(.float64)
    let optimizer = SGD(net.parameters(), lr: 0.1)
    var logits = Tensor.zeros([1])
    for (step, expected) in golden.losses.enumerated() {
      logits = net(Self.numbers([batch, 1, 28, 28], step))
      let loss = CrossEntropyLoss()(logits, Tensor.arange(batch))
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
      #expect(abs(loss.item() - expected) < 1e-10)
    }
    #expect(
      Near.difference(
        logits.array(of: Double.self), golden.logits, absolute: 1e-10, relative: 1e-10) == nil)
    Self.compare(net, golden.trained, prefix: "", 1e-6)
  }

  @Test func shapesAreThoseOfImages() throws {
    GANModels.register()
    let g = try Models.make("dcgan_generator", DCGAN(imageSize: 28, channels: 1, width: 2))
    let d = try Models.make("dcgan_discriminator", DCGAN(imageSize: 28, channels: 1, width: 2))
    let images = g(Tensor.randn([3, 100]))
    #expect(images.shape == [3, 1, 28, 28])
    #expect(d(images).shape == [3] && d(images.flatten(from: 1)).shape == [3])
    #expect(DCGANGenerator(DCGAN(width: 1)).main.count == 14)
    #expect(Models.lenet()(Tensor.zeros([2, 784])).shape == [2, 10])
    #expect(
      try Models.make("lenet", LeNet.Configuration(classes: 3))(Tensor.zeros([1, 1, 28, 28])).shape
        == [1, 3])
  }

  @Test(arguments: [
    "size": "DCGAN: there are no such networks of 30×30 pixels",
    "width": "noise of 100 and a width of 0",
    "image": "LeNet: an input of [2, 1, 32, 32] has no images of [1, 28, 28]",
  ])
  func impossibleExtentsAreRefused(_ kind: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      switch kind {
      case "size": _ = DCGAN(imageSize: 30)
      case "width": _ = DCGAN(width: 0)
      default: _ = Models.lenet()(Tensor.zeros([2, 1, 32, 32]))
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem))
  }
}
