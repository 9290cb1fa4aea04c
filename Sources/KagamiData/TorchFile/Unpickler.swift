/// Reads a pickle as data: of Python's classes and functions only those of ``TorchGlobal`` may be named, and for each
/// it is written here what comes of it.
///
/// Memory is bounded by a multiple of the pickle's bytes, and by the limit of values.
/// Source: <https://github.com/pytorch/pytorch/blob/main/torch/_weights_only_unpickler.py>.
struct Unpickler {
  /// The most objects that a file of some size may make unless its reader says otherwise: those of any state
  /// dictionary, and no more than fit four times the file and 64 MiB.
  static func valueLimit(fileSize: Int) -> Int { 120_000 + fileSize / 128 }

  var input: ByteCursor
  /// Where the current instruction begins.
  private(set) var start = 0
  private var stack: [PickleObject] = []
  /// How high the stack was at each open mark.
  private var marks: [Int] = []
  var memo: [Int: PickleObject] = [:]
  private var made = 0
  var pickle = Pickle()

  /// The pickle that begins at `place`.
  static func read(
    _ bytes: [UInt8], at place: Int = 0, valueLimit: Int
  ) throws(TorchFileError) -> Pickle {
    var unpickler = Unpickler(input: ByteCursor(bytes, at: place))
    unpickler.pickle.valueLimit = valueLimit
    return try unpickler.run()
  }

  private init(input: ByteCursor) { self.input = input }

  private mutating func run() throws(TorchFileError) -> Pickle {
    while true {
      start = input.place
      let byte = try next(UInt8.self)
      guard let opcode = PickleOpcode(rawValue: byte) else {
        throw .unsupportedOpcode(PickleOpcode.name(of: byte), offset: start)
      }
      if opcode == .stop { break }
      try execute(opcode)
    }
    pickle.root = try pop()
    pickle.end = input.place
    return pickle
  }

  /// The current instruction makes no sense.
  func malformed(_ reason: String) -> TorchFileError { .malformedPickle(reason, offset: start) }

  /// What the instruction is on, which must be there.
  func present<Value>(_ value: Value?) throws(TorchFileError) -> Value {
    guard let value else { throw malformed("it ends within an instruction") }
    return value
  }

  mutating func next<Value: FixedWidthInteger & UnsignedInteger>(
    _: Value.Type
  ) throws(TorchFileError) -> Value {
    try present(input.next(Value.self))
  }

  /// The bytes of a string, as many as `count` says.
  mutating func take(_ count: some UnsignedInteger) throws(TorchFileError) -> ArraySlice<UInt8> {
    try present(input.take(Int(clamping: count)))
  }

  // MARK: The stack

  /// Counts objects, so that repeated copies of few bytes cannot fill the memory.
  mutating func count(_ objects: Int) throws(TorchFileError) {
    made += objects
    if made > pickle.valueLimit { throw .tooManyValues(limit: pickle.valueLimit) }
  }

  mutating func push(_ object: PickleObject) throws(TorchFileError) {
    try count(1)
    stack.append(object)
  }

  mutating func pushMark() throws(TorchFileError) {
    try count(1)
    marks.append(stack.count)
  }

  /// The last object, which must have been pushed after the last open mark.
  func top() throws(TorchFileError) -> PickleObject {
    guard stack.count > marks.last ?? 0, let top = stack.last else {
      throw malformed("an object is missing")
    }
    return top
  }

  mutating func pop() throws(TorchFileError) -> PickleObject {
    let object = try top()
    stack.removeLast()
    return object
  }

  /// All objects since the last open mark, which is closed.
  mutating func popMark() throws(TorchFileError) -> [PickleObject] {
    guard let mark = marks.popLast() else { throw malformed("a mark is missing") }
    let objects = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return objects
  }

  // MARK: Lists, tuples and dictionaries

  mutating func push(
    _ kind: PickleNode.Kind, _ items: [PickleObject] = []
  ) throws(TorchFileError) {
    pickle.nodes.append(PickleNode(kind: kind, items: items))
    try push(.node(pickle.nodes.count - 1))
  }

  /// The items of a list, tuple or dictionary; nil if an object is another.
  func items(_ object: PickleObject, _ kind: PickleNode.Kind) -> [PickleObject]? {
    guard case .node(let index) = object, pickle.nodes[index].kind == kind else { return nil }
    return pickle.nodes[index].items
  }

  /// Adds items to the list or dictionary on top of the stack.
  mutating func extend(
    _ kind: PickleNode.Kind, by items: [PickleObject]
  ) throws(TorchFileError) {
    guard case .node(let index) = try top(), pickle.nodes[index].kind == kind else {
      throw malformed("items are added to what is no \(kind)")
    }
    guard kind != .dictionary || items.count.isMultiple(of: 2) else {
      throw malformed("a key is without a value")
    }
    pickle.nodes[index].items += items
  }
}
