/// Events as records of a file: length, data, and a checksum of either.
///
/// Source: <https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto>.
enum EventRecord {
  /// The first event, which names the format.
  static func fileVersion(wallTime: Double) -> [UInt8] {
    framed(
      .message {
        $0.double(1, wallTime)
        $0.text(3, "brain.Event:2")
        $0.message(10) { $0.text(1, "kagami") }
      })
  }

  /// An event from which readers begin anew: what came before of this step and later ones is dropped.
  static func sessionStart(step: Int, wallTime: Double) -> [UInt8] {
    framed(
      .message {
        $0.double(1, wallTime)
        $0.integer(2, step)
        // The status of a start.
        $0.message(7) { $0.integer(1, 1) }
      })
  }

  /// An event of a step with its summary.
  static func summary(_ value: Fields, step: Int, wallTime: Double) -> [UInt8] {
    framed(
      .message {
        $0.double(1, wallTime)
        $0.integer(2, step)
        $0.message(5) { $0.data(1, value.bytes) }
      })
  }

  /// An event with a graph.
  static func graph(_ value: Fields, wallTime: Double) -> [UInt8] {
    framed(
      .message {
        $0.double(1, wallTime)
        $0.data(4, value.bytes)
      })
  }

  private static func framed(_ event: Fields) -> [UInt8] {
    let length = littleEndian(UInt64(event.bytes.count))
    return length + littleEndian(CRC32C.masked(length)) + event.bytes
      + littleEndian(CRC32C.masked(event.bytes))
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
