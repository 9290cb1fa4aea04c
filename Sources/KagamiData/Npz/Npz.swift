public import Kagami

/// The `.npz` format: arrays by name in one file, NumPy's own.
///
/// ```swift
/// try Npz.save([("images", images), ("labels", labels)], to: "digits.npz")
/// for (name, tensor) in try Npz.load("digits.npz") { print(name, tensor.shape) }
/// ```
/// A zip archive with a file of ``Npy`` for each array, stored as `numpy.savez` does or deflated as
/// `numpy.savez_compressed`. What is written is what NumPy writes, byte for byte where nothing is deflated.
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.savez.html>.
public enum Npz {
  /// How the names of files in the archive end, which those of arrays do not.
  static let suffix = ".npy"

  /// Parses a whole file.
  ///
  /// - Parameters:
  ///   - file: The bytes of the archive.
  ///   - limit: The most bytes that all deflated arrays may have together, for a small file could fill the memory;
  ///     by default twice the file and 32 MiB.
  /// - Returns: The arrays in the archive's order.
  /// - Throws: ``NpzError``; nothing is allocated before the archive's directory agrees with its length.
  public static func decode(
    _ file: [UInt8], limit: Int? = nil
  ) throws(NpzError) -> [(name: String, tensor: Tensor)] {
    try arrays(in: .array(file), limit)
  }

  /// The bytes of a file with arrays.
  ///
  /// - Parameters:
  ///   - arrays: Names, without `.npy`, and arrays.
  ///   - isCompressed: Whether arrays are deflated, which takes longer.
  /// - Throws: ``NpzError/malformedArray(name:_:)`` for `bfloat16`, which NumPy does not have.
  /// - Precondition: no name is repeated, nor longer than 65,531 bytes.
  public static func encode(
    _ arrays: [(name: String, tensor: Tensor)], isCompressed: Bool = false
  ) throws(NpzError) -> [UInt8] {
    try parts(of: arrays, isCompressed, "Npz.encode").reduce(into: []) { $0 += $1 }
  }

  /// Reads the file at `path`, one array after the other.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: As for ``decode(_:limit:)``.
  /// - Returns: The arrays in the archive's order.
  /// - Throws: ``TensorFileError``; a file whose arrays are larger than the machine's memory is an error before any
  ///   is read.
  public static func load(
    _ path: String, limit: Int? = nil
  ) throws(TensorFileError) -> [(name: String, tensor: Tensor)] {
    let file: OpenFile
    do { file = try OpenFile(path, limit: .max) } catch { throw .file(error) }
    do { return try arrays(in: .file(file), limit) } catch {
      if case .file(let failure) = error { throw .file(failure) }
      throw .malformedNpz(path: path, error)
    }
  }

  /// Writes arrays to `path`, replacing what is there only when all is written.
  ///
  /// - Parameters:
  ///   - arrays: Names, without `.npy`, and arrays.
  ///   - path: The file.
  ///   - isCompressed: Whether arrays are deflated, which takes longer.
  /// - Throws: ``TensorFileError``, also for `bfloat16`, which NumPy does not have.
  /// - Precondition: as for ``encode(_:isCompressed:)``.
  public static func save(
    _ arrays: [(name: String, tensor: Tensor)], to path: String, isCompressed: Bool = false
  ) throws(TensorFileError) {
    let parts: NpzParts
    do { parts = try self.parts(of: arrays, isCompressed, "Npz.save") } catch {
      throw .malformedNpz(path: path, error)
    }
    do { try AtomicFile.write(parts: parts, to: path) } catch { throw .file(error) }
  }

  private static func arrays(
    in source: ByteSource<NpzError>, _ limit: Int?
  ) throws(NpzError) -> [(name: String, tensor: Tensor)] {
    let head = try source.read(min(4, source.size), at: 0)
    // An archive of nothing has no local header.
    guard head == ZipFormat.localSignature || head == ZipFormat.endSignature else {
      throw .notAnArchive
    }
    let zip = try ZipReader(source, limit: limit)
    // Each fits the archive, or the limit, so that the sum does not overflow.
    let size = zip.entries.reduce(0) { $0 + $1.size }
    guard size <= MachineMemory.bytes else {
      throw .tooLarge(size: size, limit: MachineMemory.bytes)
    }
    var arrays: [(name: String, tensor: Tensor)] = []
    for entry in zip.entries {
      guard entry.name.hasSuffix(suffix) else { throw .notAnArray(record: entry.name) }
      let name = String(entry.name.dropLast(suffix.count))
      let bytes = try zip.read(entry)
      do { arrays.append((name, try Npy.decode(bytes))) } catch {
        throw .malformedArray(name: name, error)
      }
    }
    return arrays
  }

  private static func parts(
    of arrays: [(name: String, tensor: Tensor)], _ isCompressed: Bool, _ operation: String
  ) throws(NpzError) -> NpzParts {
    var seen: Set<[UInt8]> = []
    for (name, _) in arrays {
      if !seen.insert(Array(name.utf8)).inserted {
        misuse(operation, "the name \"\(name)\" comes twice", hint: "give each array its own name")
      }
      if name.utf8.count + suffix.utf8.count > UInt16.max {
        misuse(
          operation, "a name has \(name.utf8.count) bytes",
          hint: "a zip archive's names have at most \(UInt16.max - 4) bytes")
      }
    }
    return try NpzParts(arrays, isCompressed: isCompressed)
  }
}
