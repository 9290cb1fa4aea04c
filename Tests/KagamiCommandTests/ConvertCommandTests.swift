import Kagami
import KagamiData
import TestSupport
import Testing

/// `kagami convert`.
@Suite struct ConvertCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  @Test func thereAndBack() throws {
    let tensors = [
      (name: "a", tensor: Tensor.randn([3, 4], generator: RandomGenerator(seed: 1))),
      (name: "b", tensor: Tensor([1, 2, 3] as [Int64])),
    ]
    try TensorFile.save(tensors, to: path("0.safetensors"))
    let steps = ["0.safetensors", "1.pt", "2.npz", "3.pth", "4.safetensors"]
    for (from, to) in zip(steps, steps.dropFirst()) {
      let run = try Command("convert", path(from), path(to))
      #expect(run.status == 0 && run.output == "2 tensors: \(path(to))\n", "\(run.errors)")
    }
    #expect(try folder.read("4.safetensors") == folder.read("0.safetensors"))
  }

  @Test func aPartInAnotherType() throws {
    try TorchFile.save(
      ["epoch": 2, "model": ["w": .tensor(Tensor([1.5])), "b": .tensor(Tensor([2.5]))]],
      to: path("c.pt"))
    let run = try Command(
      "convert", path("c.pt"), path("w.npz"), "--prefix", "model.", "--dtype", "float32")
    #expect(run.output == "2 tensors: \(path("w.npz"))\n", "\(run.errors)")
    let found = try Npz.load(path("w.npz"))
    #expect(found.map(\.name) == ["w", "b"] && found[0].tensor.dtype == .float32)
    let all = try Command("convert", path("c.pt"), path("all.npz"))
    #expect(all.output.hasSuffix("left out: 1 value that is no tensor\n"))
    let none = try Command("convert", path("c.pt"), path("w.npz"), "--prefix", "other")
    #expect(none.complaint?.contains("begins with \"other\"; there are model.w, model.b") == true)
    #expect(try Npz.load(path("w.npz")).count == 2, "the file there is kept")
  }

  @Test func whatIsWrongIsOneLine() throws {
    try TensorFile.save([("a", Tensor([1.0])), ("b", Tensor([1.0]))], to: path("x.npz"))
    for (arguments, words) in [
      (["x.npz", "y.bin"], "expected a name that ends in .safetensors"),
      (["x.npz", "y.npy"], "the format holds one tensor, there are 2"),
      (["z.npz", "y.pt"], "no such file"), (["x.npz", "none/y.pt"], "cannot be written"),
    ] {
      let run = try Command("convert", path(arguments[0]), path(arguments[1]))
      #expect(run.complaint?.contains(words) == true, "\(run.errors)")
    }
    let type = try Command("convert", path("x.npz"), path("y.pt"), "--dtype", "float")
    #expect(type.status == 64 && type.errors.contains("float16"))
  }
}
