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
    let (size, offset) = try NpyHeader.extent(Array(file.prefix(12)))
    guard size <= file.count - offset else {
      throw .truncated(expected: offset + size, found: file.count)
    }
    let start = offset + size
    let header = try NpyHeader(text: Array(file[offset..<start]))
    try check(header, start: start, fileSize: file.count)
    return tensor(header, file[start...])
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
    do {
      let file = try OpenFile(path, limit: MachineMemory.bytes)
      let prefix = try file.read(min(12, file.size), at: 0)
      let (size, offset) = try NpyHeader.extent(prefix)
      guard size <= file.size - offset else {
        throw NpyError.truncated(expected: offset + size, found: file.size)
      }
      let header = try NpyHeader(text: file.read(size, at: offset))
      try check(header, start: offset + size, fileSize: file.size)
      return tensor(header, try file.read(header.dataSize, at: offset + size)[...])
    } catch let error as NpyError {
      throw .malformedNpy(path: path, error)
    } catch let error as FileError {
      throw .file(error)
    } catch {
      throw .file(.unreadable(path: path, reason: "\(error)"))
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

  private static func check(
    _ header: NpyHeader, start: Int, fileSize: Int
  ) throws(NpyError) {
    let (expected, overflow) = start.addingReportingOverflow(header.dataSize)
    guard !overflow, fileSize >= expected else {
      throw .truncated(expected: overflow ? .max : expected, found: fileSize)
    }
    guard fileSize == expected else { throw .overlong(expected: expected, found: fileSize) }
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
