import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiGAN
import KagamiONNX

/// The command `kagami export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a trained generator for other programs.",
    discussion: """
      --onnx writes the whole network as a graph that onnxruntime and others run: [batch, noise] in, \
      [batch, pixels] out, of any batch. --pt and --npz write the weights, named as in PyTorch: \
      model.load_state_dict(torch.load("generator.pt")). Several may be given.
      """)

  @Option(
    help: "The generator's weights: a safetensors file, a .pt or .pth of torch.save, or a .npz.")
  var generator: String

  @Option(help: "The ONNX file to write.")
  var onnx: String?

  @Option(help: "The file of torch.save to write, .pt or .pth.")
  var pt: String?

  @Option(help: "The archive of NumPy's to write, .npz.")
  var npz: String?

  func run() throws {
    guard onnx != nil || pt != nil || npz != nil else {
      throw UsageError("expected --onnx, --pt or --npz with a file to write")
    }
    for (option, path, format) in [
      ("--pt", pt, TensorFile.Format.torch), ("--npz", npz, .npz),
    ] {
      guard let path else { continue }
      guard TensorFile.Format(name: path) == format else {
        throw UsageError(
          "\(option) \(path): expected a name that ends in "
            + format.suffixes.joined(separator: " or "))
      }
    }
    for path in [onnx, pt, npz].compactMap({ $0 }) { try AtomicFile.check(path) }
    let model = try SampleCommand.load(generator)
    if let onnx {
      do {
        try ONNX.export(
          model, inputs: [Tensor.zeros([1, model.inputDim])], to: onnx, inputNames: ["noise"],
          outputNames: ["images"])
      } catch { throw RunError("\(error)") }
      try StandardStreams.write("graph: \(onnx)\n")
    }
    for path in [pt, npz].compactMap({ $0 }) {
      try TensorFile.save(model.stateDict(), to: path)
      try StandardStreams.write("weights: \(path)\n")
    }
  }
}
