import Foundation
import Kagami
import KagamiData

private struct Numbers: Dataset {
  let count = 10
  func batch(_ indices: [Int]) -> Tensor { Tensor(indices) }
}

func addData(to checks: inout Checks) {
  checks.stops("a batch of no samples", saying: "DataLoader: a batch of 0 samples") {
    _ = DataLoader(Numbers(), batchSize: 0)
  }
  checks.right("a batch of more samples than there are") {
    DataLoader(Numbers(), batchSize: .max).map(\.count) == [10]
  }
  checks.right("tensors in a file, and a file that is not there") {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a.safetensors").path
    try Safetensors.save([(name: "a", tensor: Tensor([1.0, 2]))], to: path)
    do { _ = try Safetensors.load(path + "x") } catch {
      return "\(error)".contains("a.safetensorsx") && !"\(error)".contains("\n")
    }
    return false
  }
}
