import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN

/// The command `kagami summary`.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "Shows both networks as tables.")

  @Option(
    parsing: .unconditional, help: "Extent of the noise that images are made from.",
    transform: NumberArgument.integer)
  var latent = 100

  @Option(
    parsing: .unconditional, help: "Images in a batch.", transform: NumberArgument.integer)
  var batchSize = 64

  func run() throws {
    try ModelMemory.check(latent: latent, batchSize: batchSize, isTrained: false)
    let pixels = 784
    let generator = Generator(inputDim: latent, outputDim: pixels)
    let tables = [
      try generator.summary(inputShape: [batchSize, latent]),
      try Discriminator(inputDim: pixels).summary(inputShape: [batchSize, pixels]),
    ]
    try StandardStreams.write(tables.map { "\($0)\n" }.joined(separator: "\n"))
  }
}
