import CZlib

/// Inflates one gzip member, or a stream of DEFLATE without a wrapper, piece by piece, each piece of a size the
/// caller names.
///
/// A class, because zlib keeps a pointer back to its stream and so the stream must not move.
final class GzipInflater {
  /// What is around the compressed bytes.
  enum Wrapper {
    /// The header, checksum and length of gzip.
    case gzip
    /// Nothing, as in a zip archive, which keeps the checksum elsewhere.
    case none

    /// What zlib's calls for windows of 32 KiB name it by.
    var windowBits: Int32 { self == .gzip ? 15 + 16 : -15 }
  }

  private let input: [UInt8]
  private let wrapper: Wrapper
  private let stream: UnsafeMutablePointer<z_stream>
  private let opened: Int32
  private var consumed = 0
  private var produced = 0
  private var ended = false

  /// Prepares to inflate `input`; a failure to do so is thrown by the first read.
  init(_ input: [UInt8], in wrapper: Wrapper = .gzip) {
    self.input = input
    self.wrapper = wrapper
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    opened = inflateInit2_(
      stream, wrapper.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    if opened == Z_OK { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// The next `count` inflated bytes, exactly.
  func read(_ count: Int) throws(GzipError) -> [UInt8] {
    guard opened == Z_OK else { throw .outOfMemory }
    guard wrapper == .none || input.starts(with: [0x1f, 0x8b]) else { throw .notGzip }
    let start = produced
    var status = Z_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      while filled < count, status == Z_OK, !ended {
        let rest = UnsafeMutableBufferPointer(rebasing: output[filled...])
        let before = consumed
        let got: Int
        (status, got) = step(into: rest)
        filled += got
        if status == Z_OK, got == 0, consumed == before { status = Z_BUF_ERROR }
      }
    }
    produced += bytes.count
    if bytes.count == count, status == Z_OK || status == Z_STREAM_END { return bytes }
    if ended { throw .tooShort(expected: start + count, found: produced) }
    throw failure(status)
  }

  /// Checks that the stream ends here with a good CRC-32 and length, and the input with it.
  func finish() throws(GzipError) {
    if !ended {
      let extra: Int
      let status: Int32
      var spare: [UInt8] = [0]
      (status, extra) = spare.withUnsafeMutableBufferPointer { step(into: $0) }
      if extra > 0 { throw .tooLong(expected: produced) }
      if !ended { throw failure(status) }
    }
    if consumed < input.count { throw .trailing(count: input.count - consumed) }
  }

  private func step(into output: UnsafeMutableBufferPointer<UInt8>) -> (Int32, Int) {
    input.withUnsafeBufferPointer { buffer in
      let offered = min(buffer.count - consumed, 1 << 30)
      let space = min(output.count, 1 << 30)
      // zlib's interface is not const-correct; it never writes to its input.
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: buffer.baseAddress.map { $0 + consumed })
      stream.pointee.avail_in = UInt32(offered)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(space)
      let status = inflate(stream, Z_NO_FLUSH)
      consumed += offered - Int(stream.pointee.avail_in)
      if status == Z_STREAM_END { ended = true }
      return (status, space - Int(stream.pointee.avail_out))
    }
  }

  private func failure(_ status: Int32) -> GzipError {
    switch status {
    case Z_OK, Z_BUF_ERROR: .truncated
    case Z_MEM_ERROR: .outOfMemory
    default: .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
  }
}
