import Foundation

@testable import KagamiData

/// A file that no honest program writes, of those that Scripts/goldens/hostile_files.py makes.
struct HostileFile: Decodable, Sendable {
  enum Kind: String, Decodable, CaseIterable, Sendable {
    case safetensors, npy, npz, torch, idx, png
  }

  let kind: Kind
  let name: String
  /// Its bytes, compressed by zlib.
  private let file: Data

  /// The file itself.
  var bytes: [UInt8] {
    get throws {
      // Two bytes of zlib's before the stream, four behind it.
      let stream = Array(file.dropFirst(2).dropLast(4))
      let inflater = GzipInflater(stream, in: .none)
      var bytes: [UInt8] = []
      while let byte = try? inflater.read(1) { bytes += byte }
      return bytes
    }
  }

  private struct Goldens: Decodable { let files: [HostileFile] }

  /// All of them.
  static func all() throws -> [HostileFile] {
    guard let url = Bundle.module.url(forResource: "Goldens/hostile_files", withExtension: "json")
    else { throw CocoaError(.fileNoSuchFile) }
    return try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: url)).files
  }

  /// What reading it comes to: nil if it is taken for sound, else the error's one line.
  func complaint(_ bytes: [UInt8]) -> String? {
    do {
      switch kind {
      case .safetensors: _ = try Safetensors.decode(bytes)
      case .npy: _ = try Npy.decode(bytes)
      case .npz: _ = try Npz.decode(bytes)
      case .torch: _ = try TorchFile.decode(bytes)
      case .idx:
        _ = try bytes.starts(with: [0x1f, 0x8b]) ? IDX.decodeGzip(bytes) : IDX.decode(bytes)
      case .png: _ = try PNG.decodeGray(bytes)
      }
      return nil
    } catch { return "\(error)" }
  }
}
