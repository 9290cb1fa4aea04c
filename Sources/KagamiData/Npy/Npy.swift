public import Kagami

/// The `.npy` format: one array in a file, NumPy's own.
///
/// ```swift
/// try Npy.save(images, to: "images.npy")                  // numpy.load("images.npy")
/// let x = try Npy.load("images.npy")
/// ```
/// Files of either byte order and with the first or the last axis running fastest are read, and objects never.
/// What is written is what `numpy.save` writes of an array in row-major order, byte for byte. Source:
/// <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
public enum Npy {
  /// Parses a whole file.
  ///
  /// - Throws: ``NpyError``; nothing is allocated before header and length agree.
  public static func decode(_ file: [UInt8]) throws(NpyError) -> Tensor {
    try tensor(in: .array(file))
  }

  /// The bytes of a file with a tensor.
  ///
  /// - Throws: ``NpyError/unsupportedType(_:)`` for `bfloat16`, which NumPy does not have.
  public static func encode(_ tensor: Tensor) throws(NpyError) -> [UInt8] {
    try NpyHeader(shape: tensor.shape, dtype: tensor.dtype).encoded() + tensor.bytes
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: ``TensorFileError``; a file larger than the machine's memory is an error before its elements are read.
  public static func load(_ path: String) throws(TensorFileError) -> Tensor {
    let file: OpenFile
    do { file = try OpenFile(path, limit: MachineMemory.bytes) } catch { throw .file(error) }
    do { return try tensor(in: .file(file)) } catch {
      if case .file(let failure) = error { throw .file(failure) }
      throw .malformedNpy(path: path, error)
    }
  }

  /// Writes a tensor to `path`, replacing what is there only when all is written.
  ///
  /// - Throws: ``TensorFileError``, also for `bfloat16`, which NumPy does not have.
  public static func save(_ tensor: Tensor, to path: String) throws(TensorFileError) {
    let header: [UInt8]
    do { header = try NpyHeader(shape: tensor.shape, dtype: tensor.dtype).encoded() } catch {
      throw .malformedNpy(path: path, error)
    }
    do { try AtomicFile.write(parts: [header, tensor.bytes], to: path) } catch {
      throw .file(error)
    }
  }

  private static func tensor(in source: ByteSource<NpyError>) throws(NpyError) -> Tensor {
    let (size, offset) = try NpyHeader.extent(source.read(min(12, source.size), at: 0))
    let header = try NpyHeader(text: source.read(size, at: offset))
    let start = offset + size
    let bytes = try source.read(header.dataSize, at: start)
    guard source.size == start + bytes.count else {
      throw .overlong(expected: start + bytes.count, found: source.size)
    }
    return tensor(header, bytes[...])
  }

  /// Elements as the header describes them; with the first axis fastest, a view.
  private static func tensor(_ header: NpyHeader, _ bytes: ArraySlice<UInt8>) -> Tensor {
    var bytes = bytes
    let width = header.dtype.byteCount
    if header.isBigEndian, width > 1 {
      for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: width) {
        bytes[start..<start + width].reverse()
      }
    }
    guard header.isColumnMajor, header.shape.count > 1 else {
      return Tensor(bytes: bytes, shape: header.shape, dtype: header.dtype)
    }
    let reversed = Tensor(
      bytes: bytes, shape: Shape(header.shape.reversed()), dtype: header.dtype)
    return reversed.permute(Array(header.shape.indices.reversed()))
  }
}
