import Foundation
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// `kagami evaluate` prints a table and writes its files.
@Suite struct EvaluateCommandTests {
  /// A folder with a small data set in MNIST's form, a generator and a classifier.
  private func folder(latent: Int = 5) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, count, seed) in [("train", 60, 1), ("t10k", 20, 2)] {
      let digits = StrokeDigits.generate(count: count, seed: UInt64(seed))
      try folder.write(
        IDX.encode(IDXArray(shape: [count, 28, 28], bytes: digits.pixels)),
        to: "\(name)-images-idx3-ubyte")
      try folder.write(
        IDX.encode(IDXArray(shape: [count], bytes: digits.labels)),
        to: "\(name)-labels-idx1-ubyte")
    }
    try withGenerator(RandomGenerator(seed: 3)) {
      try Safetensors.save(
        Generator(inputDim: latent).stateDict(), to: folder.path + "/g.safetensors")
      try Safetensors.save(DigitClassifier().stateDict(), to: folder.path + "/c.safetensors")
    }
    return folder
  }

  private func evaluate(_ folder: TemporaryFolder, _ options: String...) throws -> Command {
    try evaluate(folder, options)
  }

  private func evaluate(_ folder: TemporaryFolder, _ options: [String]) throws -> Command {
    let arguments = [
      "evaluate", "--generator", folder.path + "/g.safetensors", "--data", folder.path,
      "--classifier", folder.path + "/c.safetensors",
    ]
    return try Command(arguments: arguments + options)
  }

  @Test func aTableAndFilesAreWritten() throws {
    let folder = try folder()
    let (json, picture) = (folder.path + "/e.json", folder.path + "/n.png")
    let run = try evaluate(
      folder, "--samples", "30", "--seed", "4", "--json", json, "--picture", picture)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\nFréchet distance, features "))
    #expect(run.output.contains("Compared with 20 test images"))
    #expect(run.output.contains("bins that differ, of 6 "))
    #expect(run.output.hasSuffix("figures: \(json)\nimages and their neighbours: \(picture)\n"))
    #expect(run.errors.contains("measuring 30 generated images"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.read("e.json"))) as? [String: Any])
    #expect(object["seed"] as? Int == 4 && object["data"] as? String == folder.path)
    let report = try #require(object["report"] as? [String: Any])
    let row = try #require(report["generated"] as? [String: Any])
    #expect(row["count"] as? Int == 30 && row["frechet"] as? Double ?? 0 > 0)
    #expect(report["trainingCount"] as? Int == 60)
    // Eight columns; thirty images in four rows, with as many of neighbours.
    let sheet = try PNG.decodeGray((folder.read("n.png")))
    #expect(sheet.width == 242 && sheet.height == 242)
  }

  /// The same seed gives the same table, but for the seconds in its last line.
  @Test func seedsDecide() throws {
    let folder = try folder()
    func table(_ seed: String, _ options: String...) throws -> [Substring] {
      let run = try evaluate(folder, ["--samples", "20", "--seed", seed] + options)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(separator: "\n").dropLast()
    }
    let first = try table("1")
    #expect(try table("1", "--threads", "1") == first)
    #expect(try table("2") != first)
  }

  @Test func badInputIsNamed() throws {
    let folder = try folder()
    func complaint(_ options: String...) throws -> String {
      try evaluate(folder, options).complaint ?? ""
    }
    #expect(try complaint("--samples", "3").contains("--samples 3: expected 4 or more"))
    #expect(try complaint("--seed", "-1").contains("--seed -1: expected 0 or more"))
    #expect(try complaint("--json", "/nowhere/e.json").contains("/nowhere/e.json"))
    #expect(try complaint("--picture", folder.path).contains(folder.path))
    let missing = try Command(
      "evaluate", "--generator", folder.path + "/x.safetensors", "--data", folder.path)
    #expect(missing.complaint?.contains("x.safetensors: no such file") == true)
    let unknown = try Command(
      "evaluate", "--generator", folder.path + "/g.safetensors", "--data", folder.path,
      "--samples", "8", "--classifier", folder.path + "/y.safetensors")
    #expect(unknown.complaint?.contains("y.safetensors: no such file") == true)
    let huge = try evaluate(folder, "--samples", "1000000000000")
    #expect(huge.complaint?.contains("for which the memory of this machine suffices") == true)
  }

  /// A generator whose training diverged, and one of other images.
  @Test func imagesThatCannotBeMeasured() throws {
    let folder = try folder()
    let broken = Generator(inputDim: 5)
    broken.parameters()[0].update { $0 *= Double.nan }
    try Safetensors.save(broken.stateDict(), to: folder.path + "/g.safetensors")
    #expect(
      try evaluate(folder, "--samples", "8").complaint?.contains("pixels that are NaN") == true)
    try Safetensors.save(
      Generator(inputDim: 5, outputDim: 64).stateDict(), to: folder.path + "/g.safetensors")
    #expect(
      try evaluate(folder, "--samples", "8").complaint?
        .contains("images of 64 pixels; those of \(folder.path) have 784") == true)
  }
}
