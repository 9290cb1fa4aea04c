import Kagami
import KagamiData
import KagamiGAN
import TestSupport
import Testing

/// `kagami export`.
@Suite struct ExportCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Safetensors.save(
      Generator(inputDim: 5, outputDim: 784).stateDict(), to: path("g.safetensors"))
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  @Test func everyFormat() throws {
    let run = try Command(
      "export", "--generator", path("g.safetensors"), "--onnx", path("g.onnx"), "--pt",
      path("g.pt"), "--npz", path("g.npz"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output
        == "graph: \(path("g.onnx"))\nweights: \(path("g.pt"))\nweights: \(path("g.npz"))\n")
    let names = try TensorFile.load(path("g.pt")).tensors.map(\.name)
    #expect(names == Generator().stateDict().map(\.name))
    #expect(try TensorFile.load(path("g.npz")).tensors.map(\.name) == names)
    let graph = try folder.read("g.onnx")
    #expect(graph.count > 4 * 1_000_000)
    // The names of input, output and initializers are in it as they are.
    let text = String(decoding: graph, as: UTF8.self)
    for name in ["noise", "images"] + names { #expect(text.contains(name)) }
    // What was written can be exported again, and draws the same.
    for name in ["g.safetensors", "g.pt", "g.npz"] {
      let sheet = try Command(
        "sample", "--generator", path(name), "--count", "2", "--out", path(name + ".png"))
      #expect(sheet.status == 0, "\(sheet.errors)")
      #expect(try folder.read(name + ".png") == folder.read("g.safetensors.png"))
    }
  }

  @Test func whatIsWrongIsOneLine() throws {
    let generator = ["export", "--generator", path("g.safetensors")]
    for (arguments, words) in [
      (generator, "expected --onnx, --pt or --npz"),
      (generator + ["--pt", path("g.bin")], "expected a name that ends in .pt or .pth"),
      (generator + ["--npz", path("g.pt")], "expected a name that ends in .npz"),
      (generator + ["--onnx", path("none/g.onnx")], "cannot be written"),
      (["export", "--generator", path("h.pt"), "--onnx", path("h.onnx")], "no such file"),
    ] {
      let run = try Command(arguments: arguments)
      #expect(run.complaint?.contains(words) == true, "\(run.errors)")
    }
  }
}
