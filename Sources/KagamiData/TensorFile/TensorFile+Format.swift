extension TensorFile {
  /// A format of files.
  public enum Format: String, CaseIterable, Sendable {
    /// Tensors by name.
    case safetensors
    /// What PyTorch's `torch.save` writes.
    case torch
    /// Arrays by name, NumPy's.
    case npz
    /// One array, NumPy's.
    case npy
    /// One array of bytes, MNIST's, compressed by gzip or not.
    case idx
    /// One table of numbers as text; read by its name alone.
    case csv

    /// How names of its files end.
    public var suffixes: [String] {
      switch self {
      case .safetensors: [".safetensors"]
      case .torch: [".pt", ".pth"]
      case .npz: [".npz"]
      case .npy: [".npy"]
      case .idx: [".idx", ".idx.gz"]
      case .csv: [".csv"]
      }
    }

    /// The format that the end of a file's name means; nil if it means none.
    public init?(name path: String) {
      let format = Self.allCases.first { $0.suffixes.contains(where: path.hasSuffix) }
      guard let format else { return nil }
      self = format
    }
  }
}

extension TensorFile.Format {
  /// The format of the file at `path`, by what is in it, and by its name where that is damaged at its beginning.
  ///
  /// - Parameter path: The file, of which a few bytes are read, and of archives the directory.
  /// - Throws: ``TensorFileError`` if it cannot be read, or if neither content nor name is of a format.
  public init(of path: String) throws(TensorFileError) {
    self = try Self.found(in: path)
  }

  private static func found(in path: String) throws(TensorFileError) -> Self {
    do {
      let file = try OpenFile(path, limit: .max)
      let head = try file.read(min(file.size, 9))
      if head.starts(with: NpyHeader.magic) { return .npy }
      // The first eight bytes, a length, may be those of any other format.
      if head.count == 9, head[8] == UInt8(ascii: "{") { return .safetensors }
      if head.starts(with: ZipFormat.localSignature) || head.starts(with: ZipFormat.endSignature) {
        let zip = try? ZipDirectory<NpzError>(.file(file))
        let isTorch = zip?.entries.contains { $0.name.hasSuffix("/data.pkl") } ?? false
        return isTorch || (zip == nil && Self(name: path) == .torch) ? .torch : .npz
      }
      if head.count > 1, head[0] == PickleOpcode.proto.rawValue, 2...5 ~= head[1] { return .torch }
      if head.starts(with: [0, 0, 8]) || head.starts(with: [0x1f, 0x8b]) { return .idx }
    } catch { throw .file(error) }
    // A name helps a file that is cut or damaged at its beginning to an error of its own.
    guard let format = Self(name: path) else { throw .unknownFormat(path: path) }
    return format
  }
}
