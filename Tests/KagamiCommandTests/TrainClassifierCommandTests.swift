import Foundation
import KagamiData
import KagamiGAN
import TestSupport
import Testing

@testable import KagamiCommand

/// `kagami train-classifier` writes what it reports, and bad input leaves things alone.
@Suite struct TrainClassifierCommandTests {
  @Test func aTrainingIsWrittenAndReported() throws {
    let (data, out) = (try DigitsFolder(), try TemporaryFolder())
    let (file, json) = (out.path + "/c.safetensors", out.path + "/c.json")
    let run = try Command(
      "train-classifier", "--data", data.path, "--out", file, "--json", json, "--epochs", "3")
    #expect(run.status == 0, "\(run.errors)")
    #expect(out.names == ["c.json", "c.safetensors"])
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.last?.hasPrefix("epoch 3/3  loss ") == true)

    let kept = try ClassifierFile(file)
    let confusion = kept.classifier.confusion(on: data.test)
    #expect(
      run.output.contains(
        String(
          format: "test accuracy %.2f %% (%d of 30 images), ", 100 * confusion.accuracy,
          confusion.correct)))
    #expect(run.output.contains("classifier: \(file)\n"))
    #expect(kept.metadata["data"] == data.path)
    #expect(kept.metadata["seed"] == "0")
    #expect(kept.metadata["test_accuracy"] == "\(confusion.accuracy)")
    #expect(kept.comes(from: ClassifierTraining(epochs: 3), on: data.train.fingerprint()))

    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(out.read("c.json"))) as? [String: Any])
    #expect(object["testAccuracy"] as? Double == confusion.accuracy)
    #expect(object["confusion"] as? [[Int]] == confusion.counts)
    #expect(object["fingerprint"] as? String == data.train.fingerprint())
    #expect(object["epochs"] as? Int == 3 && object["seed"] as? Int == 0)
    #expect(object["images"] as? Int == 60 && object["testImages"] as? Int == 30)
    #expect((object["seconds"] as? Double ?? 0) > 0)
  }

  @Test func theSameSeedGivesTheSameFile() throws {
    let (data, out) = (try DigitsFolder(), try TemporaryFolder())
    func bytes(_ options: String...) throws -> [UInt8] {
      let run = try Command(
        arguments: [
          "train-classifier", "--data", data.path, "--epochs", "1", "--out", out.path + "/c",
        ] + options)
      #expect(run.status == 0, "\(run.errors)")
      return try out.read("c")
    }
    let first = try bytes()
    #expect(try bytes("--threads", "1") == first)
    #expect(try bytes("--seed", "1") != first)
  }

  /// The file's name has the settings that are not the default ones.
  @Test func withoutAFileItIsKeptForOtherCommands() throws {
    let (data, place) = (try DigitsFolder(), try TemporaryFolder())
    let run = try Command(
      shell: "cd \(place.path) && \"$0\" train-classifier --data \(data.path) --epochs 1 --seed 7")
    #expect(run.status == 0, "\(run.errors)")
    let file = "runs/classifiers/\(data.train.fingerprint())-epochs1-seed7.safetensors"
    #expect(place.names == ["runs", "runs/classifiers", file])
    #expect(run.output.contains("classifier: \(file)\n"))
    let cache = ClassifierCache(
      fingerprint: data.train.fingerprint(), training: ClassifierTraining(epochs: 1, seed: 7),
      folder: place.path + "/runs/classifiers")
    #expect(try cache.load() != nil)
  }

  @Test func badInputIsNamedAndHarmless() throws {
    let (data, out) = (try DigitsFolder(train: 3, test: 0), try TemporaryFolder())
    try out.write([1, 2, 3], to: "notes")
    let file = out.path + "/c"
    func complaint(_ status: Int32, _ arguments: String...) throws -> String {
      let run = try Command(arguments: ["train-classifier", "--out", file] + arguments)
      #expect(run.status == status && run.output.isEmpty)
      #expect(out.names == ["notes"], "\(arguments)")
      return try #require(run.complaint, "\(run.errors)")
    }
    #expect(try complaint(1, "--data", "stroke").contains("stroke: no such folder"))
    #expect(
      try complaint(64, "--data", data.path).contains(
        "--data \(data.path): expected test images, found none"))
    #expect(try complaint(64, "--epochs", "0").contains("--epochs 0: expected 1 or more"))
    #expect(try complaint(64, "--seed", "-1").contains("--seed -1: expected 0 or more"))
    #expect(try complaint(64, "--threads", "0").contains("--threads 0: expected 1 or more"))
    #expect(
      try complaint(64, "--json", file).contains("--json \(file): expected another file than"))
    #expect(
      try complaint(1, "--json", out.path + "/none/c.json").contains(
        "\(out.path)/none/c.json: cannot be written"))
    let folder = try Command("train-classifier", "--data", data.path, "--out", out.path)
    #expect(folder.complaint?.contains("expected a file, found a folder") == true)
    try data.folder.write([0, 0, 8, 3], to: "train-images-idx3-ubyte")
    #expect(
      try complaint(1, "--data", data.path).contains(
        "\(data.path)/train-images-idx3-ubyte: truncated"))
    #expect(try out.read("notes") == [1, 2, 3])
  }

  @Test func helpNamesTheFolder() throws {
    let run = try Command("train-classifier", "--help")
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE") && run.output.contains("runs/classifiers"))
  }
}
