/// A file of `torch.save` since PyTorch 1.6: a zip archive of a pickle and, each by itself, the storages.
///
/// All is in one folder of any name: `data.pkl`, `byteorder`, `version`, and `data/0`, `data/1` and so on.
struct TorchArchive: StorageSource {
  /// The most bytes of a pickle, which has names, shapes and settings but no elements.
  static let pickleLimit = 1 << 26
  /// The versions of the format that there are.
  private static let versions = 1...10

  let isBigEndian: Bool
  private let zip: ZipReader<TorchFileError>
  private let folder: String

  /// Opens an archive and checks what kind it is of.
  init(_ source: ByteSource<TorchFileError>) throws(TorchFileError) {
    let zip = try ZipReader<TorchFileError>(source)
    // Other programs, which pack the files anew, may add some outside the folder.
    let name = zip.entries.lazy.map(\.name).first { name in
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && parts[1] == "data.pkl"
    }
    guard let name else { throw .missingRecord("data.pkl") }
    let folder = String(name.dropLast("data.pkl".count))
    if zip.entry(folder + "constants.pkl") != nil { throw .torchScript }
    func text(_ record: String) throws(TorchFileError) -> String? {
      guard let entry = zip.entry(folder + record) else { return nil }
      guard entry.size <= 64 else {
        throw .malformedArchive("\(JSONText.short(record)) has \(entry.size) bytes")
      }
      return String(decoding: try zip.read(entry), as: UTF8.self)
    }
    guard let version = try text("version") else { throw .missingRecord("version") }
    guard let number = Int(version.prefix { $0 != "\n" }), Self.versions ~= number else {
      throw .unsupportedVersion(version)
    }
    switch try text("byteorder") {
    case nil, "little": isBigEndian = false
    case "big": isBigEndian = true
    case let other?:
      throw .malformedArchive("its byteorder is \(JSONText.short(other))")
    }
    (self.zip, self.folder) = (zip, folder)
  }

  /// The pickle, which names the storages and makes at most `valueLimit` values.
  func pickle(valueLimit: Int) throws(TorchFileError) -> Pickle {
    let entry = try self.entry("data.pkl")
    guard entry.size <= Self.pickleLimit else {
      throw .malformedArchive(
        "data.pkl has \(entry.size) bytes, expected at most \(Self.pickleLimit)")
    }
    return try Unpickler.read(zip.read(entry), valueLimit: valueLimit)
  }

  func size(of key: String) throws(TorchFileError) -> Int { try entry("data/" + key).size }

  func bytes(of key: String) throws(TorchFileError) -> [UInt8] {
    try zip.read(entry("data/" + key))
  }

  private func entry(_ record: String) throws(TorchFileError) -> ZipEntry {
    guard let entry = zip.entry(folder + record) else { throw .missingRecord(record) }
    return entry
  }
}
