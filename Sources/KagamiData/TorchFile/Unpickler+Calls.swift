// What comes of the classes and functions that a pickle may name.
extension Unpickler {
  /// REDUCE: what calling a global with a tuple of arguments gives.
  mutating func call() throws(TorchFileError) {
    guard let arguments = items(try pop(), .tuple) else {
      throw malformed("the arguments of a call are no tuple")
    }
    guard case .global(let global) = try pop() else {
      throw malformed("what is called is not a function")
    }
    switch global {
    case .orderedDict: try pushDictionary(arguments)
    case .size:
      guard arguments.count == 1, items(arguments[0], .tuple) != nil else {
        throw malformed("torch.Size is called with other than a tuple")
      }
      try push(arguments[0])
    case .rebuildTensor:
      guard arguments.count == 4 else { throw malformed("a tensor has \(arguments.count) fields") }
      try pushTensor(arguments, element: nil)
    case .rebuildTensorV2:
      guard (6...7).contains(arguments.count) else {
        throw malformed("a tensor has \(arguments.count) fields")
      }
      try checkMetadata(arguments.dropFirst(6).first)
      try pushTensor(arguments, element: nil)
    case .rebuildTensorV3:
      guard (7...8).contains(arguments.count), case .global(.dtype(let element)) = arguments[6]
      else { throw malformed("a tensor has other fields than those of its type") }
      try checkMetadata(arguments.dropFirst(7).first)
      try pushTensor(arguments, element: element)
    case .rebuildParameter:
      guard arguments.count == 3, case .tensor = arguments[0] else {
        throw malformed("a parameter is of no tensor")
      }
      try push(arguments[0])
    case .storage, .dtype: throw malformed("a type is called")
    }
  }

  /// A dictionary that is empty, or of a list of pairs, as Python 2 wrote it.
  private mutating func pushDictionary(_ arguments: [PickleObject]) throws(TorchFileError) {
    guard let argument = arguments.first else {
      try push(.dictionary)
      return
    }
    guard arguments.count == 1, let pairs = items(argument, .list) else {
      throw malformed("a dictionary is made of other than a list")
    }
    try count(2 * pairs.count)
    var entries: [PickleObject] = []
    for pair in pairs {
      guard let entry = items(pair, .list) ?? items(pair, .tuple), entry.count == 2 else {
        throw malformed("a dictionary is made of other than pairs")
      }
      entries += entry
    }
    try push(.dictionary, entries)
  }

  /// Conjugation and negation, which only tensors of complex numbers have, are not applied.
  private func checkMetadata(_ metadata: PickleObject?) throws(TorchFileError) {
    guard let metadata else { return }
    guard items(metadata, .dictionary)?.isEmpty == true else {
      throw malformed("a tensor is marked as conjugated or negated")
    }
  }

  private mutating func pushTensor(
    _ fields: [PickleObject], element: TorchElement?
  ) throws(TorchFileError) {
    guard case .storage(let storage) = fields[0], case .integer(let offset) = fields[1],
      case .node(let shape) = fields[2], case .node(let strides) = fields[3],
      pickle.nodes[shape].kind == .tuple, pickle.nodes[strides].kind == .tuple
    else { throw malformed("a tensor has other fields than storage, offset, shape and strides") }
    pickle.tensors.append(
      TensorRecord(
        storage: storage, element: element, offset: offset, shape: shape, strides: strides))
    try push(.tensor(pickle.tensors.count - 1))
  }

  /// BUILD: attributes of a dictionary, such as the versions of modules, which are dropped.
  mutating func setAttributes() throws(TorchFileError) {
    _ = try pop()
    guard items(try top(), .dictionary) != nil else {
      throw malformed("attributes are given to what is no dictionary")
    }
  }

  /// BINPERSID: a storage, whose elements are elsewhere in the file.
  ///
  /// Where it was, on the processor or a GPU, does not matter. In the older format a sixth field may name a part.
  mutating func pushStorage() throws(TorchFileError) {
    guard let fields = items(try pop(), .tuple), (5...6).contains(fields.count),
      case .string("storage") = fields[0], case .global(.storage(let element)) = fields[1],
      case .string(let key) = fields[2], case .integer(let count) = fields[4], count >= 0
    else { throw malformed("a reference is to other than a storage") }
    var part = 0..<count
    if fields.count == 6, let view = items(fields[5], .tuple) {
      guard view.count == 3, case .integer(let start) = view[1], case .integer(let size) = view[2],
        0...count ~= start, 0...(count - start) ~= size
      else { throw malformed("a part of a storage is not within it") }
      part = start..<start + size
    }
    pickle.storages.append(
      StorageRecord(key: key, element: element, count: count, part: part))
    try push(.storage(pickle.storages.count - 1))
  }
}
