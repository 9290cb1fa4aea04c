import CZlib

/// The checksum of gzip, PNG and zip, by zlib.
enum CRC32 {
  /// The checksum of `bytes`, or of what `previous` is the checksum of followed by `bytes`.
  static func checksum(_ bytes: [UInt8], after previous: UInt32 = 0) -> UInt32 {
    // Without a buffer zlib begins anew, whatever came before.
    if bytes.isEmpty { return previous }
    return bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32_z(UInt(previous), $0.baseAddress, $0.count))
    }
  }
}
