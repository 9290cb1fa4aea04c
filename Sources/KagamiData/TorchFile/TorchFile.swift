public import Kagami

/// The files of PyTorch's `torch.save`, with the extension `.pt` or `.pth`: read without Python, written so that
/// `torch.load` takes them.
///
/// ```swift
/// try TorchFile.save(generator.stateDict(), to: "generator.pt")
/// try generator.loadStateDict(TorchFile.load("generator.pt").tensors)
/// ```
/// A file is a pickle, a program that makes objects. Here nothing of it is run: it is read as data, and everything that
/// a file of tensors, numbers, strings, lists, tuples and dictionaries does without is an error that names it. Both
/// formats are read: the zip archive of today, and the stream of pickles before PyTorch 1.6.
///
/// Tensors come back without gradients, on the processor; those that shared a storage share memory, each still a value.
/// Attributes that PyTorch gives to a state dictionary, such as the versions of modules, are left out.
/// Source: <https://docs.pytorch.org/docs/stable/notes/serialization.html>.
public enum TorchFile {
  /// Parses a whole file.
  ///
  /// - Parameters:
  ///   - file: The bytes of a zip archive, or of the older stream.
  ///   - valueLimit: The most values, of which a tensor is some thirty; by default 120,000 and one more for each 128
  ///     bytes of the file, for which four times the file and 64 MiB of memory suffice.
  /// - Returns: The value that was saved.
  /// - Throws: ``TorchFileError``; whatever is in the file, memory is bounded by four times its size
  ///   and 64 MiB.
  public static func decode(
    _ file: [UInt8], valueLimit: Int? = nil
  ) throws(TorchFileError) -> TorchValue {
    try value(in: .array(file), valueLimit)
  }

  /// The bytes of a file that `torch.load(path, weights_only=True)` reads as `value`.
  ///
  /// The same value makes the same bytes on every run: those of `torch.save`, but for the record of an identifier,
  /// which PyTorch derives from the rest. Each tensor is written by itself, in row-major order, and dictionaries are
  /// plain ones.
  ///
  /// - Precondition: no dictionary has a key twice; at most 128 levels of lists, tuples and dictionaries.
  public static func encode(_ value: TorchValue) -> [UInt8] {
    TorchFileParts(value, "TorchFile.encode").reduce(into: []) { $0 += $1 }
  }

  /// The bytes of a file that `torch.load(path, weights_only=True)` reads as a dictionary of tensors.
  ///
  /// - Precondition: no name is repeated.
  public static func encode(_ tensors: [(name: String, tensor: Tensor)]) -> [UInt8] {
    encode(TorchValue(tensors))
  }

  /// Reads the file at `path`, one storage after the other: beside the tensors themselves that takes the bytes of the
  /// largest, and of the older format at most 64 MiB before.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - valueLimit: As for ``decode(_:valueLimit:)``.
  /// - Returns: The value that was saved: for a state dictionary ``TorchValue/tensors``, for a checkpoint its entries
  ///   by subscripts.
  /// - Throws: ``TensorFileError``; a file whose storages are larger than the machine's memory is an error before
  ///   any is read.
  public static func load(
    _ path: String, valueLimit: Int? = nil
  ) throws(TensorFileError) -> TorchValue {
    let file: OpenFile
    do { file = try OpenFile(path, limit: .max) } catch { throw .file(error) }
    do { return try value(in: .file(file), valueLimit) } catch {
      if case .file(let failure) = error { throw .file(failure) }
      throw .malformedTorchFile(path: path, error)
    }
  }

  /// Writes `value` to `path`, replacing what is there only when all is written.
  ///
  /// - Precondition: as for ``encode(_:)-(TorchValue)``.
  public static func save(_ value: TorchValue, to path: String) throws(FileError) {
    try AtomicFile.write(parts: TorchFileParts(value, "TorchFile.save"), to: path)
  }

  /// Writes tensors to `path` as a dictionary, replacing what is there only when all is written.
  ///
  /// - Precondition: no name is repeated.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], to path: String
  ) throws(FileError) {
    try save(TorchValue(tensors), to: path)
  }

  private static func value(
    in source: ByteSource<TorchFileError>, _ valueLimit: Int?
  ) throws(TorchFileError) -> TorchValue {
    let valueLimit = valueLimit ?? Unpickler.valueLimit(fileSize: source.size)
    let head = try source.read(min(4, source.size), at: 0)
    if head == ZipFormat.localSignature {
      let archive = try TorchArchive(source)
      return try TorchTree.value(of: archive.pickle(valueLimit: valueLimit), in: archive)
    }
    guard head.first == PickleOpcode.proto.rawValue else { throw .notTorch }
    let stream = try TorchStream(source, valueLimit: valueLimit)
    return try TorchTree.value(of: stream.pickle, in: stream)
  }
}
