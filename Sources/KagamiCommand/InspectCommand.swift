import ArgumentParser
import CommandSupport
import Kagami
import KagamiData

/// The command `kagami inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what is in a file of tensors: names, shapes, types and statistics.",
    discussion: """
      Files of safetensors, of torch.save, numpy.save and numpy.savez, and MNIST's IDX are told apart by \
      their content. Statistics are of the elements that are finite.
      """)

  @Argument(help: "The file.")
  var file: String

  @Flag(help: "Write JSON instead of a table.")
  var json = false

  func run() throws {
    let inspection = Inspection(of: try TensorFile.load(file), path: file)
    try StandardStreams.write(json ? inspection.json() : "\(inspection)\n")
  }
}
