internal import Kagami

/// Writes a value as the pickle that `torch.save` writes, in protocol 2.
///
/// Containers and strings are numbered as Python numbers them. Equal strings are written once. Elements of tensors are
/// not part of the pickle: each tensor is a storage of its own, in row-major order.
struct Pickler {
  /// Lists and dictionaries are written in pieces, as Python writes them.
  private static let batchSize = 1000

  private(set) var bytes: [UInt8] = []
  /// The tensors, in the order of their storages.
  private(set) var tensors: [Tensor] = []
  private var strings: [TorchValue.Key: Int] = [:]
  private var globals: [String: Int] = [:]
  private var count = 0
  private let operation: String

  /// Writes a whole pickle.
  ///
  /// - Precondition: no dictionary has a key twice, and containers are no deeper than is read.
  init(_ value: TorchValue, _ operation: String) {
    self.operation = operation
    write(.proto)
    bytes.append(2)
    write(value, depth: 0)
    write(.stop)
  }

  private mutating func write(_ opcode: PickleOpcode) { bytes.append(opcode.rawValue) }

  /// Numbers what was written last.
  private mutating func remember() {
    refer(to: count, .binPut, .longBinPut)
    count += 1
  }

  private mutating func refer(to number: Int, _ short: PickleOpcode, _ long: PickleOpcode) {
    if let number = UInt8(exactly: number) {
      write(short)
      bytes.append(number)
    } else {
      write(long)
      bytes.append(littleEndian: UInt32(number))
    }
  }

  private mutating func write(_ value: TorchValue, depth: Int) {
    if depth > TorchTree.depthLimit {
      misuse(operation, "lists are nested deeper than \(TorchTree.depthLimit) levels")
    }
    switch value {
    case .null: write(.none)
    case .bool(let value): write(value ? .newTrue : .newFalse)
    case .integer(let number): write(number)
    case .double(let number):
      write(.binFloat)
      bytes.append(littleEndian: number.bitPattern.byteSwapped)
    case .string(let text): write(text)
    case .dtype(let dtype): write(global: "torch", dtype.rawValue)
    case .tensor(let tensor): write(tensor)
    case .tuple(let elements): write(tuple: elements, depth: depth)
    case .list(let elements):
      write(.emptyList)
      remember()
      write(elements, .append, .appends) { $0.write($1, depth: depth + 1) }
    case .dictionary(let entries):
      check(entries.map(\.key))
      write(.emptyDict)
      remember()
      write(entries, .setItem, .setItems) { pickler, entry in
        switch entry.key {
        case .string(let text): pickler.write(text)
        case .integer(let number): pickler.write(number)
        }
        pickler.write(entry.value, depth: depth + 1)
      }
    }
  }

  private func check(_ keys: [TorchValue.Key]) {
    var seen: Set<TorchValue.Key> = []
    for key in keys where !seen.insert(key).inserted {
      misuse(operation, "the key \"\(key)\" comes twice", hint: "give each value its own name")
    }
  }

  /// Writes the parts of a container: one by itself, several after a mark.
  private mutating func write<Part>(
    _ parts: [Part], _ single: PickleOpcode, _ several: PickleOpcode,
    _ write: (inout Pickler, Part) -> Void
  ) {
    for start in stride(from: 0, to: parts.count, by: Self.batchSize) {
      if parts.count > 1 { self.write(.mark) }
      for part in parts[start..<min(start + Self.batchSize, parts.count)] { write(&self, part) }
      self.write(parts.count > 1 ? several : single)
    }
  }

  private mutating func write(tuple elements: [TorchValue], depth: Int) {
    if elements.isEmpty {
      write(.emptyTuple)
      return
    }
    let short: [PickleOpcode] = [.tuple1, .tuple2, .tuple3]
    if elements.count > short.count { write(.mark) }
    for element in elements { write(element, depth: depth + 1) }
    write(elements.count > short.count ? .tuple : short[elements.count - 1])
    remember()
  }

  private mutating func write(_ number: Int) {
    if let number = UInt8(exactly: number) {
      write(.binInt1)
      bytes.append(number)
    } else if let number = UInt16(exactly: number) {
      write(.binInt2)
      bytes.append(littleEndian: number)
    } else if let number = Int32(exactly: number) {
      write(.binInt)
      bytes.append(littleEndian: number)
    } else {
      // As few bytes as keep the sign.
      let size = (number.bitWidth - (number ^ number >> 63).leadingZeroBitCount) / 8 + 1
      write(.long1)
      bytes.append(UInt8(size))
      for place in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }
  }

  private mutating func write(_ text: String) {
    if let number = strings[.string(text)] {
      refer(to: number, .binGet, .longBinGet)
      return
    }
    guard let size = UInt32(exactly: text.utf8.count) else {
      return misuse(operation, "a string has \(text.utf8.count) bytes", standIn: ())
    }
    write(.binUnicode)
    bytes.append(littleEndian: size)
    bytes += Array(text.utf8)
    strings[.string(text)] = count
    remember()
  }

  private mutating func write(global module: String, _ name: String) {
    let text = "\(module)\n\(name)\n"
    if let number = globals[text] {
      refer(to: number, .binGet, .longBinGet)
      return
    }
    write(.global)
    bytes += Array(text.utf8)
    globals[text] = count
    remember()
  }

  /// The call that makes a tensor: of a storage, its offset, shape and strides, without gradient and hooks.
  private mutating func write(_ tensor: Tensor) {
    write(global: "torch._utils", "_rebuild_tensor_v2")
    write(.mark)
    write(.mark)
    write("storage")
    write(global: "torch", TorchElement(tensor.dtype).storage ?? "UntypedStorage")
    write("\(tensors.count)")
    write("cpu")
    write(tensor.count)
    write(.tuple)
    remember()
    write(.binPersID)
    write(0)
    write(tuple: tensor.shape.map { .integer($0) }, depth: 0)
    var strides: [TorchValue] = []
    var distance = 1
    for extent in tensor.shape.reversed() {
      strides.append(.integer(distance))
      // Beside an extent of 0 the product may be anything.
      distance &*= max(extent, 1)
    }
    write(tuple: strides.reversed(), depth: 0)
    write(.newFalse)
    write(global: "collections", "OrderedDict")
    write(.emptyTuple)
    write(.reduce)
    remember()
    write(.tuple)
    remember()
    write(.reduce)
    remember()
    tensors.append(tensor)
  }
}
