import Foundation
import Kagami
import KagamiData
import KagamiNN
import KagamiTensorBoard
import TestSupport
import Testing

/// The folder whose files `Scripts/interop/tensorboard_check.py` reads back.
private let folder = ProcessInfo.processInfo.environment["KAGAMI_INTEROP"]

@Suite(.wants("KAGAMI_INTEROP", if: folder != nil)) struct InteropFolderTests {
  @Test func eventsOfEveryKindAreWritten() throws {
    let folder = try #require(folder) + "/tensorboard"
    try? FileManager.default.removeItem(atPath: folder)
    let writer = try SummaryWriter("\(folder)/run")
    for step in 0..<100 { try writer.addScalar("loss/train", 1 / Double(step + 1), step: step) }
    for step in [-3, 1 << 40] { try writer.addScalar("steps", Double(step), step: step) }
    try writer.addScalars("loss", ["G": 0.7, "D": 1.3], step: 5)
    let pixels = Tensor.arange(28 * 20).reshape([28, 20]).to(.float32) / 560
    try writer.addImage("picture", pixels, step: 2)
    let colours = Tensor.arange(28 * 20 * 3).reshape([28, 20, 3]).to(.float32) / 1680
    try writer.addImage("colours/HWC", colours, step: 3, format: .hwc)
    try writer.addImage("colours/CHW", colours.permute([2, 0, 1]), step: 4)
    let model = Sequential(Linear(4, 8), ReLU(), Linear(8, 3))
    try writer.addGraph(model, inputs: [Tensor.zeros([2, 4])])
    try writer.addText("notes", "a **large** one: 鏡", step: 7)
    for (index, values) in [
      Tensor([-1.5, -1.5, -0.25, 0, 0, 0.1, 3, 1e-13, 2.5]), Tensor.zeros([4]),
      Tensor([1.0, .nan, .infinity]),
      withGenerator(RandomGenerator(seed: 0)) { Tensor.randn([500]) },
    ].enumerated() {
      try writer.addHistogram("histogram_\(index)", values, step: index)
      try Npy.save(values, to: "\(folder)/histogram_\(index).npy")
    }
    try writer.addHparams(
      ["rate": 0.001, "optimizer": "adam", "shuffled": true, "batch": 64],
      metrics: ["accuracy": 0.98], runName: "settings", step: 9)
    try writer.close()
  }
}
