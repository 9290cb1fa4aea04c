import Foundation
import KagamiData
import TestSupport
import Testing

/// `kagami train` leaves what it promises, and bad input leaves things alone.
@Suite struct TrainCommandTests {
  /// A folder with a small data set in MNIST's form.
  private func data(count: Int = 40) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let digits = StrokeDigits.generate(count: count, seed: 1)
    let images = IDX.encode(IDXArray(shape: [count, 28, 28], bytes: digits.pixels))
    let labels = IDX.encode(IDXArray(shape: [count], bytes: digits.labels))
    try folder.write(images, to: "train-images-idx3-ubyte")
    try folder.write(labels, to: "train-labels-idx1-ubyte")
    return folder
  }

  @Test func aRunLeavesEverything() throws {
    let (data, out) = (try data(), try TemporaryFolder())
    let run = try Command(
      "train", "--data", data.path, "--epochs", "2", "--batch-size", "8", "--log-every", "2",
      "--recipe", "fast", "--latent", "12", "--out", out.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    #expect(
      out.names == [
        ".kagami-run", "checkpoint-previous.safetensors", "checkpoint.safetensors", "config.json",
        "discriminator.safetensors", "generator-average.safetensors",
        "generator.safetensors", "losses.svg", "metrics.jsonl", "samples",
        "samples/epoch-001.png", "samples/epoch-002.png",
      ])
    let metrics = String(decoding: try out.read("metrics.jsonl"), as: UTF8.self)
    let lines = metrics.split(separator: "\n")
    #expect(lines.count == 5)
    let keys = [
      "step", "epoch", "lossG", "lossD", "realScore", "fakeScore", "imagesPerSecond",
    ]
    for (index, line) in lines.enumerated() {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Double])
      #expect(Set(object.keys) == Set(keys))
      #expect(object["step"] == Double(2 * index + 2))
    }
    let config = try #require(
      try JSONSerialization.jsonObject(with: Data(out.read("config.json"))) as? [String: Any])
    #expect(config["latent"] as? Int == 12)
    #expect(config["recipe"] as? String == "fast")
    #expect(config["lr"] as? Double == 1e-3)
    let losses = String(decoding: try out.read("losses.svg"), as: UTF8.self)
    #expect(losses.hasPrefix("<svg ") && losses.hasSuffix("</svg>\n"))
    #expect(losses.contains(">generator</text>") && losses.contains(">discriminator</text>"))
    let grid = try PNG.decodeGray((out.read("samples/epoch-002.png")))
    #expect(grid.width == 242 && grid.height == 242)
    #expect(run.output.contains("step 10/10"))
    #expect(run.output.contains("\(out.path)/samples"))
  }

  @Test func theSameSeedGivesTheSameRun() throws {
    let data = try data()
    func losses(_ options: String...) throws -> (String, [UInt8]) {
      let out = try TemporaryFolder()
      let arguments = [
        "train", "--data", data.path, "--steps", "3", "--batch-size", "8", "--log-every", "1",
        "--out", out.path,
      ]
      let run = try Command(arguments: arguments + options)
      #expect(run.status == 0, "\(run.errors)")
      let text = String(decoding: try out.read("metrics.jsonl"), as: UTF8.self)
      let plain = text.split(separator: "\n").map { $0.prefix { $0 != "i" } }
      return (plain.joined(), try out.read("generator.safetensors"))
    }
    let (first, weights) = try losses()
    #expect(try losses("--threads", "1") == (first, weights))
    #expect(try losses("--seed", "1").0 != first)
    #expect(try losses("--no-shuffle").0 != first)
  }

  @Test func badInputIsNamedAndHarmless() throws {
    let (data, out) = (try data(), try TemporaryFolder())
    try out.write([1, 2, 3], to: "notes.txt")
    func complaint(_ arguments: String...) throws -> String {
      let run = try Command(arguments: ["train", "--out", out.path] + arguments)
      #expect(run.status == 64 || run.status == 1)
      #expect(out.names == ["notes.txt"], "\(arguments)")
      return try #require(run.complaint, "\(run.errors)")
    }
    #expect(try complaint("--data", "/no/such/folder").contains("/no/such/folder: no such folder"))
    #expect(
      try complaint("--data", data.path, "--split", "test").contains(
        "\(data.path)/t10k-images-idx3-ubyte: no such file"))
    #expect(
      try complaint("--batch-size", "0").contains("--batch-size 0: expected 1 or more"))
    #expect(
      try complaint("--data", data.path, "--batch-size", "41").contains(
        "--batch-size 41: \(data.path) has 40 images"))
    #expect(try complaint("--lr", "0").contains("--lr 0.0: expected a number above 0"))
    #expect(try complaint("--beta2", "1").contains("--beta2 1.0: expected 0 or more"))
    #expect(try complaint("--threads", "0").contains("--threads 0: expected 1 or more"))
    #expect(try out.read("notes.txt") == [1, 2, 3])
    try data.write([0, 0, 8, 3], to: "train-images-idx3-ubyte")
    #expect(
      try complaint("--data", data.path).contains(
        "\(data.path)/train-images-idx3-ubyte: truncated"))
  }

  @Test func anUnwritableFolderIsNamed() throws {
    let (data, out) = (try data(), try TemporaryFolder())
    try out.write([1], to: "file")
    let run = try Command(
      "train", "--data", data.path, "--batch-size", "8", "--out", out.path + "/file/inside")
    let complaint = try #require(run.complaint, "\(run.errors)")
    #expect(complaint.contains("--out \(out.path)/file/inside: expected a folder"))
    #expect(out.names == ["file"])
  }

  @Test func aNewRunTakesTheOldOnesPlace() throws {
    let (data, out) = (try data(), try TemporaryFolder())
    for (recipe, epochs) in [("fast", "2"), ("classic", "1")] {
      let run = try Command(
        "train", "--data", data.path, "--epochs", epochs, "--batch-size", "20", "--recipe",
        recipe, "--out", out.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(
      out.names == [
        ".kagami-run", "checkpoint.safetensors", "config.json", "discriminator.safetensors",
        "generator.safetensors", "losses.svg", "metrics.jsonl", "samples", "samples/epoch-001.png",
      ])
  }
}
