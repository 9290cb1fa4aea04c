import Foundation
import Kagami
import KagamiData
import KagamiONNX
import TestSupport
import Testing

/// The folder whose files `Scripts/interop/onnx_check.py` compares with onnxruntime.
private let folder = ProcessInfo.processInfo.environment["KAGAMI_INTEROP"]

@Suite(.serialized, .wants("KAGAMI_INTEROP", if: folder != nil))
struct InteropFolderTests {
  @Test func everyCaseIsWritten() throws {
    let folder = try #require(folder) + "/onnx"
    try withGenerator(RandomGenerator(seed: 0)) {
      for entry in ExportCase.all { try write(entry, to: folder) }
    }
  }

  private func write(_ entry: ExportCase, to folder: String) throws {
    let place = "\(folder)/\(entry.name)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try ONNX.export(
      entry.model, inputs: entry.inputs(1), to: "\(place)/model.onnx",
      batchAxis: entry.batchAxis, forward: entry.forward)
    for batch in [1, 2, 5] {
      let inputs = entry.inputs(batch)
      for (index, input) in inputs.enumerated() {
        try Npy.save(input, to: "\(place)/batch_\(batch)_input_\(index).npy")
      }
      for (index, output) in entry.outputs(of: inputs).enumerated() {
        try Npy.save(output, to: "\(place)/batch_\(batch)_output_\(index).npy")
      }
    }
  }
}
