import Foundation
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// `kagami sample`, `kagami summary` and the help.
@Suite struct SampleCommandTests {
  @Test func aSheetIsDrawn() throws {
    let folder = try TemporaryFolder()
    let weights = folder.path + "/g.safetensors"
    try Safetensors.save(Generator(inputDim: 5, outputDim: 784).stateDict(), to: weights)
    func draw(_ seed: String, _ name: String, columns: String = "8") throws -> GrayImage {
      let run = try Command(
        "sample", "--generator", weights, "--count", "10", "--columns", columns, "--seed", seed,
        "--out", folder.path + "/" + name)
      #expect(run.status == 0, "\(run.errors)")
      return try PNG.decodeGray((folder.read(name)))
    }
    let first = try draw("1", "a.png")
    #expect(first.width == 242 && first.height == 62)
    #expect(try draw("1", "b.png") == first)
    #expect(try draw("2", "c.png") != first)
    let wide = try draw("1", "d.png", columns: "5")
    #expect(wide.width == 152 && wide.height == 62)
  }

  @Test(arguments: [".pt", ".pth"]) func filesOfPyTorchAreRead(_ suffix: String) throws {
    let folder = try TemporaryFolder()
    let generator = Generator(inputDim: 5, outputDim: 784)
    try Safetensors.save(generator.stateDict(), to: folder.path + "/g.safetensors")
    try TorchFile.save(generator.stateDict(), to: folder.path + "/g" + suffix)
    for name in ["g.safetensors", "g" + suffix] {
      let run = try Command(
        "sample", "--generator", folder.path + "/" + name, "--count", "2", "--out",
        folder.path + "/" + name + ".png")
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try folder.read("g.safetensors.png") == folder.read("g\(suffix).png"))
    try TorchFile.save(["epoch": 3], to: folder.path + "/c" + suffix)
    let other = try Command(
      "sample", "--generator", folder.path + "/c" + suffix, "--out", folder.path + "/x.png")
    #expect(
      other.complaint?.contains("/c\(suffix): expected a dictionary of tensors by name") == true)
  }

  @Test func filesThatDoNotFitAreListed() throws {
    let folder = try TemporaryFolder()
    let (weights, grid) = (folder.path + "/g.safetensors", folder.path + "/grid.png")
    try folder.write([9], to: "grid.png")
    var state = Generator().stateDict()
    state.removeAll { $0.name == "model.2.bias" }
    state.append((name: "extra", tensor: Tensor.zeros([1])))
    state[2] = (name: "model.2.weight", tensor: Tensor.zeros([3, 3]))
    try Safetensors.save(state, to: weights)
    let run = try Command("sample", "--generator", weights, "--out", grid)
    let complaint = try #require(run.complaint, "\(run.errors)")
    for words in [
      weights, "missing model.2.bias", "unexpected extra",
      "model.2.weight is [3, 3], expected [512, 256]",
    ] { #expect(complaint.contains(words)) }
    try folder.write([1, 2, 3], to: "g.safetensors")
    let damaged = try Command("sample", "--generator", weights, "--out", grid)
    #expect(damaged.complaint?.contains("\(weights): truncated: expected 8 bytes") == true)
    let missing = try Command("sample", "--generator", weights + "x", "--out", grid)
    #expect(missing.complaint?.contains("\(weights)x: no such file") == true)
    let none = try Command("sample", "--generator", weights, "--count", "0", "--out", grid)
    #expect(none.complaint?.contains("--count 0: expected 1 to 65536") == true)
    let narrow = try Command("sample", "--generator", weights, "--columns", "0", "--out", grid)
    #expect(narrow.complaint?.contains("--columns 0: expected 1 or more") == true)
    #expect(try folder.read("grid.png") == [9])
  }

  @Test func summaryCountsParameters() throws {
    let run = try Command("summary")
    #expect(run.status == 0)
    for words in ["1,486,352", "1,460,225", "[64, 784]", "Linear", "LeakyReLU"] {
      #expect(run.output.contains(words))
    }
  }

  @Test func helpIsEverywhere() throws {
    for arguments in [
      ["--help"], ["train", "--help"], ["sample", "--help"], ["evaluate", "--help"],
      ["summary", "--help"],
    ] {
      let run = try Command(arguments: arguments)
      #expect(run.status == 0 && run.output.contains("USAGE"))
    }
  }
}
