import ArgumentParser
import Kagami
import KagamiGAN
import KagamiNN

/// The command `kagami summary`.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "Shows both networks as tables.")

  @Option(help: "Extent of the noise that images are made from.")
  var latent = 100

  @Option(help: "Images in a batch.")
  var batchSize = 64

  func run() throws {
    guard latent > 0 else { throw UsageError("--latent \(latent): expected 1 or more") }
    guard batchSize > 0 else { throw UsageError("--batch-size \(batchSize): expected 1 or more") }
    let pixels = 784
    let generator = Generator(inputDim: latent, outputDim: pixels)
    print(try generator.summary(inputShape: [batchSize, latent]))
    print()
    print(try Discriminator(inputDim: pixels).summary(inputShape: [batchSize, pixels]))
  }
}
