import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// `kagami inspect`.
@Suite struct InspectCommandTests {
  private let tensors: [(name: String, tensor: Tensor)] = [
    ("model.weight", Tensor([1.0, 2, 3, 6], shape: [2, 2])),
    ("odd", Tensor([Float.nan, .infinity, 4])), ("none", Tensor.zeros([0, 3], dtype: .int32)),
    ("line\nbreak", Tensor([true])),
  ]

  @Test func aTable() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.npz"
    try Npz.save(tensors, to: path)
    let run = try Command("inspect", path)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 6)
    #expect(lines[0] == "\(path): npz, 4 tensors, 8 elements, 29 bytes")
    #expect(
      lines[1].split(separator: " ").joined(separator: "|") == "name|dtype|shape|mean|std|min|max")
    #expect(
      lines[2].hasPrefix("model.weight  float32  [2, 2]     3  1.871    1    6"), "\(lines[2])")
    #expect(lines[3].hasSuffix("2 not finite"))
    #expect(lines[4].contains("[0, 3]") && lines[4].hasSuffix("–"))
    #expect(lines[5].hasPrefix("line\u{fffd}break"))
  }

  @Test func json() throws {
    struct Report: Decodable {
      struct Row: Decodable {
        let name, dtype: String
        let shape: [Int]
        let mean, minimum: Double?
        let nonFinite: Int
      }
      struct Value: Decodable { let name, text: String }
      let format: String
      let tensors: [Row]
      let values: [Value]
    }
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.pt"
    try TorchFile.save(["epoch": 2, "model": TorchValue(tensors)], to: path)
    let run = try Command("inspect", path, "--json")
    #expect(run.status == 0, "\(run.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.format == "torch" && report.values.map(\.name) == ["epoch"])
    #expect(report.values[0].text == "2")
    #expect(report.tensors.map(\.name) == tensors.map { "model." + $0.name })
    #expect(report.tensors[0].mean == 3 && report.tensors[0].shape == [2, 2])
    #expect(report.tensors[1].minimum == 4 && report.tensors[1].nonFinite == 2)
    #expect(report.tensors[2].mean == nil && report.tensors[3].dtype == "bool")
  }

  @Test func whatIsWrongIsOneLine() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("hello".utf8), to: "x")
    let run = try Command("inspect", folder.path + "/x")
    #expect(run.complaint?.contains("/x: expected a file of safetensors") == true)
    let missing = try Command("inspect", folder.path + "/y")
    #expect(missing.complaint?.hasSuffix("/y: no such file") == true)
  }
}
