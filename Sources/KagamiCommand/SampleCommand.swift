import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiGAN

/// The command `kagami sample`.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Draws a sheet of images with a trained generator.")

  @Option(help: "The generator's weights: a safetensors file, or a .pt or .pth of torch.save.")
  var generator: String

  @Option(
    parsing: .unconditional, help: "Images on the sheet.", transform: NumberArgument.integer)
  var count = 64

  @Option(
    parsing: .unconditional, help: "Images in a row of the sheet.",
    transform: NumberArgument.integer)
  var columns = 8

  @Option(
    parsing: .unconditional, help: "Seed of the noise.", transform: NumberArgument.integer)
  var seed = 0

  @Option(help: "The PNG file to write.")
  var out: String

  func run() throws {
    guard (1...65_536).contains(count) else {
      throw UsageError("--count \(count): expected 1 to 65536")
    }
    try UsageError.require("--columns", columns, in: 1...65_536)
    try UsageError.require("--seed", seed, in: 0 ... .max)
    try AtomicFile.check(out)
    let model = try Self.load(generator)
    let noise = Tensor.randn(
      [count, model.inputDim], generator: RandomGenerator(seed: UInt64(seed)))
    try AtomicFile.write(SamplePicture.png(model, noise: noise, columns: columns), to: out)
    try StandardStreams.write("\(count) images: \(out)\n")
  }

  /// The generator in a file; its extents are read from its first and last weights.
  static func load(_ path: String) throws -> Generator {
    let state = try WeightsFile.load(path)
    func extent(_ name: String, _ axis: Int) -> Int? {
      guard let weight = state.first(where: { $0.name == name })?.tensor, weight.rank == 2,
        // The other extent is fixed, so that an empty weight cannot describe a huge model.
        weight.shape[1 - axis] == (axis == 0 ? 1024 : 256)
      else { return nil }
      return weight.shape[axis]
    }
    let pixels = extent("model.6.weight", 0) ?? 784
    let side = Int(Double(pixels).squareRoot().rounded())
    let model = Generator(
      inputDim: max(extent("model.0.weight", 1) ?? 100, 1),
      outputDim: side * side == pixels && pixels > 0 ? pixels : 784)
    do {
      try model.loadStateDict(state)
    } catch {
      throw RunError("\(path): \(error)")
    }
    return model.eval()
  }
}
