public import Kagami

/// Files of tensors by name, whatever their format.
///
/// ```swift
/// let weights = try TensorFile.load("generator.pt").tensors     // or .safetensors, .npz …
/// try TensorFile.save(weights, to: "generator.npz")
/// ```
/// What a file holds tells its format where it is read; where it is written, its name does. More can be said to each
/// format by its own type: ``Safetensors``, ``TorchFile``, ``Npz``, ``Npy``, ``IDX``, ``CSV``.
public enum TensorFile {
  /// What a file holds.
  public struct Content: Sendable {
    /// The format it was in.
    public var format: Format
    /// The tensors in order of the file; of a table, its numbers in `float64`.
    ///
    /// Those within dictionaries and lists of `torch.save` have names joined by dots,
    /// as in `optimizer.state.0.exp_avg`; the only one of a format without names is called as the file is, without
    /// what its name ends in.
    public var tensors: [(name: String, tensor: Tensor)]
    /// What else is in the file, as text: the metadata of safetensors; numbers, strings and types of `torch.save`, in
    /// Python's notation.
    public var values: [(name: String, text: String)]
  }

  /// Reads the file at `path`.
  ///
  /// - Parameter path: The file, of any of the formats.
  /// - Returns: Its tensors in their own types and shapes, and what else is in it.
  /// - Throws: ``TensorFileError``, each format's own if the file is damaged.
  public static func load(_ path: String) throws(TensorFileError) -> Content {
    switch try Format(of: path) {
    case .safetensors:
      let content = try Safetensors.load(path)
      let metadata = content.metadata.sorted { Safetensors.precedes($0.key, $1.key) }
      return Content(
        format: .safetensors, tensors: content.tensors,
        values: metadata.map { ($0.key, JSONText.quoted($0.value)) })
    case .torch:
      var leaves = TorchLeaves()
      leaves.add(try TorchFile.load(path), at: [])
      return Content(format: .torch, tensors: leaves.tensors, values: leaves.values)
    case .npz: return Content(format: .npz, tensors: try Npz.load(path), values: [])
    case .npy:
      return Content(format: .npy, tensors: [(stem(path, .npy), try Npy.load(path))], values: [])
    case .csv:
      // Wide enough for whatever numbers are written there.
      let table = try CSV.load(path, dtype: .float64)
      let names = table.names.map { $0.map(JSONText.quoted).joined(separator: ", ") }
      return Content(
        format: .csv, tensors: [(stem(path, .csv), table.values)],
        values: names.map { [("columns", $0)] } ?? [])
    case .idx:
      return Content(format: .idx, tensors: [(stem(path, .idx), try idx(path))], values: [])
    }
  }

  /// Writes tensors to `path`, whose end names the format, replacing what is there only when all is written.
  ///
  /// - Parameters:
  ///   - tensors: Any number, with names of their own; for `.npy` one; for `.csv` one of numbers with 1 or
  ///     2 axes; for `.idx` one of `uint8` with 1 to 4. Names have no place in these.
  ///   - path: The file.
  /// - Throws: ``TensorFileError``, also for what has no place in the format.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], to path: String
  ) throws(TensorFileError) {
    guard let format = Format(name: path) else { throw .unknownName(path: path) }
    do {
      switch format {
      case .safetensors:
        try check(tensors, path, reserved: "__metadata__")
        try Safetensors.save(tensors, to: path)
      case .torch:
        try check(tensors, path)
        try TorchFile.save(tensors, to: path)
      case .npz:
        try check(tensors, path, longest: Int(UInt16.max) - Npz.suffix.utf8.count)
        try Npz.save(tensors, to: path)
      case .npy: try Npy.save(only(tensors, path), to: path)
      case .csv:
        let table = try only(tensors, path)
        guard 1...2 ~= table.rank, table.dtype != .bool else {
          throw TensorFileError.unwritable(
            path: path,
            reason: "a table holds numbers of 1 or 2 axes, this is \(table.dtype) of \(table.shape)"
          )
        }
        try CSV.save(table, to: path)
      case .idx:
        let file = IDX.encode(try idx(only(tensors, path), path))
        try AtomicFile.write(path.hasSuffix(".gz") ? Gzip.compress(file) : file, to: path)
      }
    } catch let error as TensorFileError { throw error } catch {
      throw (error as? FileError).map(TensorFileError.file)
        ?? .unwritable(path: path, reason: "\(error)")
    }
  }

  // MARK: Reading

  private static func stem(_ path: String, _ format: Format) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let suffix = format.suffixes.sorted { $0.count > $1.count }.first { name.hasSuffix($0) }
    return String(name.dropLast(suffix?.count ?? 0))
  }

  private static func idx(_ path: String) throws(TensorFileError) -> Tensor {
    let file: [UInt8]
    do { file = try FileReader.read(path) } catch { throw .file(error) }
    do {
      let array =
        file.starts(with: [0x1f, 0x8b]) ? try IDX.decodeGzip(file) : try IDX.decode(file)
      return Tensor(bytes: array.bytes[...], shape: Shape(array.shape), dtype: .uint8)
    } catch { throw .malformedIDX(path: path, error) }
  }

  // MARK: Writing

  private static func check(
    _ tensors: [(name: String, tensor: Tensor)], _ path: String, reserved: String? = nil,
    longest: Int = .max
  ) throws(TensorFileError) {
    var seen: Set<[UInt8]> = []
    for (name, _) in tensors {
      guard name.utf8.count <= longest else {
        throw .unwritable(
          path: path, reason: "the name \(JSONText.short(name)) has more than \(longest) bytes")
      }
      guard name != reserved else {
        throw .unwritable(path: path, reason: "no tensor may be named \(name)")
      }
      guard seen.insert(Array(name.utf8)).inserted else {
        throw .unwritable(path: path, reason: "two tensors are named \(JSONText.short(name))")
      }
    }
  }

  private static func only(
    _ tensors: [(name: String, tensor: Tensor)], _ path: String
  ) throws(TensorFileError) -> Tensor {
    guard tensors.count == 1 else {
      throw .unwritable(
        path: path, reason: "the format holds one tensor, there are \(tensors.count)")
    }
    return tensors[0].tensor
  }

  private static func idx(_ tensor: Tensor, _ path: String) throws(TensorFileError) -> IDXArray {
    guard tensor.dtype == .uint8, 1...IDX.maximumRank ~= tensor.rank else {
      throw .unwritable(
        path: path,
        reason: "IDX holds uint8 of 1 to 4 axes, this is \(tensor.dtype) of \(tensor.shape)")
    }
    return IDXArray(shape: Array(tensor.shape), bytes: tensor.bytes)
  }
}
