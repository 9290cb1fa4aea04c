internal import Kagami

/// The bytes of a file of `torch.save`, part after part; a tensor's are formed when they are due.
struct TorchFileParts: Sequence, IteratorProtocol {
  private enum Record {
    case bytes([UInt8])
    case tensor(Tensor)
  }

  private let records: [(name: String, content: Record)]
  private var zip = AlignedZipWriter()
  private var index = 0
  /// The parts of the current record that are left, the last one first.
  private var rest: [[UInt8]] = []
  private var isEnded = false

  /// The parts of a value's file; `operation` is what misuse of it is reported as.
  init(_ value: TorchValue, _ operation: String) {
    let pickle = Pickler(value, operation)
    var records: [(name: String, content: Record)] = [
      ("data.pkl", .bytes(pickle.bytes)), (".format_version", .bytes(Array("1".utf8))),
      (".storage_alignment", .bytes(Array("64".utf8))),
      ("byteorder", .bytes(Array("little".utf8))),
    ]
    for (number, tensor) in pickle.tensors.enumerated() {
      records.append(("data/\(number)", .tensor(tensor)))
    }
    records.append(("version", .bytes(Array("3\n".utf8))))
    self.records = records
  }

  mutating func next() -> [UInt8]? {
    if let part = rest.popLast() { return part }
    guard index < records.count else {
      if isEnded { return nil }
      isEnded = true
      return zip.end()
    }
    let record = records[index]
    index += 1
    let bytes =
      switch record.content {
      case .bytes(let bytes): bytes
      case .tensor(let tensor): tensor.bytes
      }
    let (header, footer) = zip.add("archive/" + record.name, bytes)
    rest = [footer, bytes]
    return header
  }
}
