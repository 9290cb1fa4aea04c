import Foundation
import Kagami
import KagamiData

/// A parser of KagamiData's: what it reads has to come to a value or to an error, whatever it is.
enum Parser: String, CaseIterable {
  case safetensors, torch, npy, npz, idx, gzip, png, csv

  /// The one that the environment names by `KAGAMI_PARSER`.
  static let chosen: Parser = {
    let name = ProcessInfo.processInfo.environment["KAGAMI_PARSER"] ?? ""
    guard let parser = Parser(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      FileHandle.standardError.write(Data("KAGAMI_PARSER: expected one of \(names)\n".utf8))
      exit(64)
    }
    return parser
  }()

  /// Reads a file; what can be read must be the same when it is written and read again.
  func read(_ file: [UInt8]) {
    switch self {
    case .safetensors:
      guard let content = try? Safetensors.decode(file) else { return }
      let again = try? Safetensors.decode(
        Safetensors.encode(content.tensors, metadata: content.metadata))
      check(again?.tensors.map(\.name).sorted() == content.tensors.map(\.name).sorted())
    case .torch:
      guard let value = try? TorchFile.decode(file) else { return }
      check((try? TorchFile.decode(TorchFile.encode(value), valueLimit: .max)) != nil)
    case .npy:
      guard let tensor = try? Npy.decode(file) else { return }
      let again = try? Npy.decode(Npy.encode(tensor))
      check(again?.shape == tensor.shape && again?.dtype == tensor.dtype)
    case .npz:
      guard let arrays = try? Npz.decode(file) else { return }
      check((try? Npz.decode(Npz.encode(arrays)))?.count == arrays.count)
    case .idx:
      guard let array = try? IDX.decode(file) else {
        _ = try? IDX.decodeGzip(file)
        return
      }
      check(IDX.encode(array) == file)
    case .gzip:
      for size in [0, 1, 100, 10_000] { _ = try? Gzip.inflate(file, expectedSize: size) }
    case .png:
      if let image = try? PNG.decodeRGB(file) {
        check((try? PNG.decodeRGB(PNG.encode(image))) == image)
      }
      guard let image = try? PNG.decodeGray(file) else { return }
      check((try? PNG.decodeGray(PNG.encode(image))) == image)
    case .csv:
      guard let table = try? CSV.decode(file, dtype: .float64) else { return }
      let format = CSVFormat(header: table.names == nil ? .absent : .present)
      let text = CSV.encode(table.values, names: table.names)
      let again = try? CSV.decode(text, format: format, dtype: .float64)
      check(again?.values.shape == table.values.shape && again?.names == table.names)
    }
  }

  private func check(_ isSame: Bool) {
    if !isSame { fatalError("\(self): what was read is not the same when it is written and read again") }
  }
}
