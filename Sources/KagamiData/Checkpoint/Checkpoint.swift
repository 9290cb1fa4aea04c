public import Kagami

/// Everything that a training run needs to go on where it was, in one file.
///
/// ```swift
/// var checkpoint = Checkpoint()
/// checkpoint.set(model.stateDict(), under: "model")
/// checkpoint.set(optimizer.stateDict().tensors, under: "optimizer")
/// checkpoint.set(RandomGenerator.current, as: "random")
/// checkpoint["epoch"] = 3
/// try checkpoint.save(to: "checkpoint.safetensors")
/// ```
/// and in the process that goes on:
/// ```swift
/// let checkpoint = try Checkpoint.loadNewest("checkpoint.safetensors").checkpoint
/// try model.loadStateDict(checkpoint.tensors(under: "model"))
/// try optimizer.loadStateDict(OptimizerState(tensors: checkpoint.tensors(under: "optimizer")))
/// try checkpoint.restore(.current, from: "random")
/// let epoch = try checkpoint.integer("epoch")
/// ```
/// The file is one of ``Safetensors``, which other tools read: tensors by dotted names, and under
/// `__metadata__` the plain values as JSON (`kagami.values`), zlib's CRC-32 of each tensor's bytes by its name
/// (`kagami.crc32`), and that of all the rest (`kagami.checksum`): the header and its length, with zeros in
/// place of these eight digits. A file that was cut or changed anywhere is refused; there is no protection
/// against forgery. Source: <https://github.com/huggingface/safetensors>.
public struct Checkpoint: Sendable {
  /// The tensors by name, in the order in which they were added.
  public private(set) var tensors: [(name: String, tensor: Tensor)] = []
  /// The plain values by name, in the order in which they were added.
  public private(set) var values: [(name: String, value: CheckpointValue)] = []

  /// A checkpoint of nothing yet.
  public init() {}

  /// What a file held.
  init(
    tensors: [(name: String, tensor: Tensor)], values: [(name: String, value: CheckpointValue)]
  ) {
    (self.tensors, self.values) = (tensors, values)
  }

  /// Puts named tensors under a common name, in place of all that were under it.
  ///
  /// ```swift
  /// checkpoint.set([("weight", w), ("bias", b)], under: "head")    // head.weight, head.bias
  /// ```
  /// - Parameters:
  ///   - tensors: Such as a module's state, of any shapes and types; no name twice.
  ///   - prefix: What stands before each name, with a point between.
  public mutating func set(
    _ tensors: [(name: String, tensor: Tensor)], under prefix: String
  ) {
    let start = prefix + "."
    self.tensors.removeAll { $0.name.utf8.starts(with: start.utf8) }
    self.tensors += tensors.map { (start + $0.name, $0.tensor.detach()) }
  }

  /// The tensors under a common name, without it; none if there are none.
  ///
  /// - Parameter prefix: As given to ``set(_:under:)``.
  /// - Returns: Names and tensors, for `Module.loadStateDict`.
  public func tensors(under prefix: String) -> [(name: String, tensor: Tensor)] {
    let start = (prefix + ".").utf8
    return tensors.filter { $0.name.utf8.starts(with: start) }
      .map { (String(decoding: $0.name.utf8.dropFirst(start.count), as: UTF8.self), $0.tensor) }
  }

  /// Keeps the state of a stream of random numbers, in the bytes of `torch.get_rng_state()`.
  ///
  /// - Parameters:
  ///   - generator: The stream, a number that it holds back included.
  ///   - name: The name of a `uint8` tensor of 5,056 bytes.
  public mutating func set(_ generator: RandomGenerator, as name: String) {
    tensors.removeAll { $0.name.utf8.elementsEqual(name.utf8) }
    tensors.append((name, Tensor(generator.state)))
  }

  /// Sets a stream of random numbers to a state that was kept; it is not changed if that fails.
  ///
  /// - Parameters:
  ///   - generator: The stream.
  ///   - name: As given to ``set(_:as:)``.
  /// - Throws: ``CheckpointError`` if there is no such tensor, or if it is no state.
  public func restore(
    _ generator: RandomGenerator, from name: String
  ) throws(CheckpointError) {
    guard let tensor = tensors.first(where: { $0.name.utf8.elementsEqual(name.utf8) })?.tensor
    else { throw .missing(name: name) }
    guard tensor.dtype == .uint8, tensor.rank == 1 else {
      throw .wrongKind(
        name: name, expected: "uint8 bytes", found: "\(tensor.dtype) of \(tensor.shape)")
    }
    do {
      try generator.setState(tensor.array(of: UInt8.self))
    } catch {
      throw .randomState(name: name, error)
    }
  }

  /// A plain value; nil if there is none of the name.
  public subscript(name: String) -> CheckpointValue? {
    get { values.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }
    set {
      let place = values.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
      switch (place, newValue) {
      case (let place?, let value?): values[place].value = value
      case (let place?, nil): values.remove(at: place)
      case (nil, let value?): values.append((name, value))
      case (nil, nil): break
      }
    }
  }

  /// A value that has to be a whole number.
  ///
  /// - Throws: ``CheckpointError`` if it is missing or something else.
  public func integer(_ name: String) throws(CheckpointError) -> Int {
    try value(name, "a whole number") { $0.integer }
  }

  /// A value that has to be a number.
  ///
  /// - Throws: ``CheckpointError`` if it is missing or something else.
  public func double(_ name: String) throws(CheckpointError) -> Double {
    try value(name, "a number") { $0.double }
  }

  /// A value that has to be a text.
  ///
  /// - Throws: ``CheckpointError`` if it is missing or something else.
  public func string(_ name: String) throws(CheckpointError) -> String {
    try value(name, "a text") { $0.string }
  }

  private func value<T>(
    _ name: String, _ expected: String, _ read: (CheckpointValue) -> T?
  ) throws(CheckpointError) -> T {
    guard let value = self[name] else { throw .missing(name: name) }
    guard let found = read(value) else {
      throw .wrongKind(name: name, expected: expected, found: String(value.json.prefix(40)))
    }
    return found
  }
}
