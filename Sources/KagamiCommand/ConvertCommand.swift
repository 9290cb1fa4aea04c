import ArgumentParser
import CommandSupport
import Kagami
import KagamiData

/// The command `kagami convert`.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes the tensors of a file in another format.",
    discussion: """
      The first file's content tells its format, the second file's name what is written: .safetensors, .pt or \
      .pth (torch.save), .npz, .npy, .csv, .idx or .idx.gz. Tensors keep their names, types and bits; \
      numbers and strings around them are left out, which a line says.
      """)

  @Argument(help: "The file to read.")
  var input: String

  @Argument(help: "The file to write.")
  var output: String

  @Option(
    help:
      "Take only tensors whose names begin so, without that beginning: \"model.\" of a checkpoint.")
  var prefix = ""

  @Option(
    help:
      "The type to convert elements to, such as float32 or bfloat16; each keeps its own unless given."
  )
  var dtype: ElementType?

  func run() throws {
    guard TensorFile.Format(name: output) != nil else {
      throw UsageError("\(TensorFileError.unknownName(path: output))")
    }
    try AtomicFile.check(output)
    let content = try TensorFile.load(input)
    let chosen = content.tensors.filter { $0.name.hasPrefix(prefix) }.map { entry in
      (
        name: String(entry.name.dropFirst(prefix.count)),
        tensor: dtype.map { entry.tensor.to($0.dtype) } ?? entry.tensor
      )
    }
    guard !chosen.isEmpty || prefix.isEmpty else {
      let examples = content.tensors.prefix(3).map(\.name).joined(separator: ", ")
      throw RunError("\(input): no tensor's name begins with \"\(prefix)\"; there are \(examples)")
    }
    try TensorFile.save(chosen, to: output)
    let count = chosen.count == 1 ? "1 tensor" : "\(chosen.count) tensors"
    try StandardStreams.write("\(count): \(output)\n")
    // Which program wrote a file of safetensors is said anew in what is written.
    let values = content.values.count { $0.name.hasPrefix(prefix) && $0.name != "format" }
    if values > 0 {
      let plural =
        values == 1 ? "1 value that is no tensor" : "\(values) values that are no tensors"
      try StandardStreams.write("left out: \(plural)\n")
    }
  }
}

/// The name of a type of elements on the command line.
struct ElementType: ExpressibleByArgument {
  let dtype: DType

  init?(argument: String) {
    guard let dtype = DType.allCases.first(where: { "\($0)" == argument }) else { return nil }
    self.dtype = dtype
  }

  static var allValueStrings: [String] { DType.allCases.map { "\($0)" } }
}
