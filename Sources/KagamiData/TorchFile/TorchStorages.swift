internal import Kagami

/// Where the bytes of storages are.
protocol StorageSource {
  /// Whether the highest byte of an element comes first.
  var isBigEndian: Bool { get }
  /// The number of bytes of a storage.
  func size(of key: String) throws(TorchFileError) -> Int
  /// The bytes of a storage, as many as its size.
  func bytes(of key: String) throws(TorchFileError) -> [UInt8]
}

/// The storages of a pickle, each read once, when the first tensor of it is made.
struct TorchStorages {
  private let source: any StorageSource
  private var loaded: [String: Tensor] = [:]

  /// Checks, before any of them is read, that the storages have the sizes that the pickle states and fit the machine.
  init(_ records: [StorageRecord], in source: any StorageSource) throws(TorchFileError) {
    self.source = source
    var sizes: [String: Int] = [:]
    var total = 0
    for record in records {
      let (expected, overflow) = record.count.multipliedReportingOverflow(
        by: record.element.byteCount)
      let known = sizes[record.key]
      let found: Int
      if let known { found = known } else { found = try source.size(of: record.key) }
      guard !overflow, expected == found else {
        throw .wrongStorage(
          key: record.key, expected: overflow ? .max : expected, found: found)
      }
      if known == nil {
        sizes[record.key] = found
        let (sum, overflow) = total.addingReportingOverflow(found)
        total = overflow ? .max : sum
      }
    }
    guard total <= MachineMemory.bytes else {
      throw .tooLarge(size: total, limit: MachineMemory.bytes)
    }
  }

  /// All elements of a storage in a row, or nil if they were taken for elements of another type before.
  mutating func elements(of key: String, as dtype: DType) throws(TorchFileError) -> Tensor? {
    if let tensor = loaded[key] { return tensor.dtype == dtype ? tensor : nil }
    var bytes = try source.bytes(of: key)
    let width = dtype.byteCount
    let count = bytes.count / width
    if source.isBigEndian, width > 1 {
      for start in stride(from: 0, to: count * width, by: width) {
        bytes[start..<start + width].reverse()
      }
    }
    let tensor = Tensor(bytes: bytes[..<(count * width)], shape: [count], dtype: dtype)
    loaded[key] = tensor
    return tensor
  }
}
