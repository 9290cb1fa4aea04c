// What each instruction does.
extension Unpickler {
  mutating func execute(_ opcode: PickleOpcode) throws(TorchFileError) {
    switch opcode {
    case .proto:
      let version = try next(UInt8.self)
      if !(2...5).contains(version) { throw malformed("its protocol is \(version), not 2 to 5") }
    case .frame: _ = try next(UInt64.self)
    case .stop: break
    case .none: try push(.none)
    case .newTrue: try push(.bool(true))
    case .newFalse: try push(.bool(false))
    case .binInt: try push(.integer(Int(Int32(bitPattern: next(UInt32.self)))))
    case .binInt1: try push(.integer(Int(next(UInt8.self))))
    case .binInt2: try push(.integer(Int(next(UInt16.self))))
    case .long1: try pushInteger(take(next(UInt8.self)))
    case .long4: try pushInteger(take(next(UInt32.self)))
    // The one number whose highest byte comes first.
    case .binFloat: try push(.float(Double(bitPattern: next(UInt64.self).byteSwapped)))
    case .shortBinString, .shortBinUnicode: try pushString(take(next(UInt8.self)))
    case .binString, .binUnicode: try pushString(take(next(UInt32.self)))
    case .binUnicode8: try pushString(take(next(UInt64.self)))
    case .mark: try pushMark()
    case .emptyTuple: try push(.tuple)
    case .emptyList: try push(.list)
    case .emptyDict: try push(.dictionary)
    case .tuple: try push(.tuple, popMark())
    case .tuple1: try pushTuple(1)
    case .tuple2: try pushTuple(2)
    case .tuple3: try pushTuple(3)
    case .append: try extend(.list, by: [pop()])
    case .appends: try extend(.list, by: popMark())
    case .setItem: try extend(.dictionary, by: popLast(2))
    case .setItems: try extend(.dictionary, by: popMark())
    case .binPut: try remember(Int(next(UInt8.self)))
    case .longBinPut: try remember(Int(next(UInt32.self)))
    case .memoize: try remember(memo.count)
    case .binGet: try recall(Int(next(UInt8.self)))
    case .longBinGet: try recall(Int(next(UInt32.self)))
    case .global:
      let (module, name) = (try present(input.line()), try present(input.line()))
      try pushGlobal(text(module), text(name))
    case .stackGlobal:
      guard case .string(let name) = try pop(), case .string(let module) = try pop() else {
        throw malformed("a name is no string")
      }
      try pushGlobal(module, name)
    case .reduce: try call()
    case .build: try setAttributes()
    case .binPersID: try pushStorage()
    }
  }

  /// The last objects, in the order in which they were pushed.
  private mutating func popLast(_ count: Int) throws(TorchFileError) -> [PickleObject] {
    var objects: [PickleObject] = []
    for _ in 0..<count { objects.append(try pop()) }
    return objects.reversed()
  }

  private mutating func pushTuple(_ count: Int) throws(TorchFileError) {
    try push(.tuple, popLast(count))
  }

  private mutating func remember(_ place: Int) throws(TorchFileError) { memo[place] = try top() }

  private mutating func recall(_ place: Int) throws(TorchFileError) {
    guard let object = memo[place] else { throw malformed("nothing is remembered as \(place)") }
    try push(object)
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(TorchFileError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("a string is not UTF-8")
    }
    return text
  }

  private mutating func pushString(_ bytes: ArraySlice<UInt8>) throws(TorchFileError) {
    try push(.string(text(bytes)))
  }

  private mutating func pushGlobal(_ module: String, _ name: String) throws(TorchFileError) {
    guard let global = TorchGlobal(module: module, name: name) else {
      throw .unsupportedGlobal("\(module).\(name)")
    }
    try push(.global(global))
  }

  /// What the older format begins with, `0x1950a86a20f9469cfc6c`.
  private static let magic: [UInt8] = [
    0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
  ]

  /// An integer of any number of bytes, in two's complement.
  private mutating func pushInteger(_ bytes: ArraySlice<UInt8>) throws(TorchFileError) {
    if bytes.elementsEqual(Self.magic) {
      try push(.magic)
      return
    }
    let isNegative = (bytes.last ?? 0) >= 0x80
    let filling: UInt8 = isNegative ? 0xff : 0
    var bits: UInt64 = isNegative ? .max : 0
    for byte in bytes.prefix(8).reversed() { bits = bits << 8 | UInt64(byte) }
    let value = Int(bitPattern: UInt(bits))
    guard (value < 0) == isNegative, bytes.dropFirst(8).allSatisfy({ $0 == filling }) else {
      throw .integerTooLarge(offset: start)
    }
    try push(.integer(value))
  }
}
