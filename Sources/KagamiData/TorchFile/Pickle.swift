/// What a pickle describes: objects that refer to one another by number, so that no file can make releasing them
/// recurse, or keep them alive in a circle.
struct Pickle {
  /// The object that all others belong to.
  var root = PickleObject.none
  /// Lists, tuples and dictionaries.
  var nodes: [PickleNode] = []
  /// References to storages; several may have the same key.
  var storages: [StorageRecord] = []
  /// The tensors.
  var tensors: [TensorRecord] = []
  /// The offset of the first byte after the pickle.
  var end = 0
  /// The most values that may be made of it.
  var valueLimit = 0
}

/// One object of a pickle.
enum PickleObject {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  case string(String)
  /// The number that begins files of the older format; too large for an integer.
  case magic
  case global(TorchGlobal)
  /// A list, tuple or dictionary, by its index among the nodes.
  case node(Int)
  /// A storage, by its index.
  case storage(Int)
  /// A tensor, by its index.
  case tensor(Int)
}

/// A list, tuple or dictionary.
struct PickleNode {
  enum Kind: String {
    case list
    case tuple
    case dictionary
  }

  let kind: Kind
  /// The elements; keys and values in turn for a dictionary.
  var items: [PickleObject]
}

/// A reference to the memory of tensors.
struct StorageRecord {
  /// Its name within the file.
  let key: String
  let element: TorchElement
  /// The elements of all of it.
  let count: Int
  /// Those that are meant; all, but for files of early versions.
  let part: Range<Int>
}

/// A tensor as a pickle has it, not yet checked against its storage.
struct TensorRecord {
  /// The index of its reference to a storage.
  let storage: Int
  /// The type of the elements, if it is not that of the storage.
  let element: TorchElement?
  /// Elements of the storage before the first one.
  let offset: Int
  /// The index of the tuple of extents.
  let shape: Int
  /// The index of the tuple of strides, in elements.
  let strides: Int
}
