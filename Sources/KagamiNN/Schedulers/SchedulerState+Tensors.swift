internal import Kagami

extension SchedulerState {
  /// The state as named tensors, to be kept in a file beside those of a module and an optimizer.
  ///
  /// ```swift
  /// try Safetensors.save(scheduler.stateDict().tensors, to: "scheduler.safetensors")
  /// ```
  /// `scheduler` is the type's name as UTF-8, `uint8` of `[bytes]`; `last_epoch`, `step_count`,
  /// `num_bad_epochs` and `cooldown_counter` are `int64` without axes; `base_lrs` and `last_lr` are `float64` of
  /// `[groups]`, `best` without axes. Members of a ``SequentialLR`` follow as `members.0.last_epoch` and so on.
  /// Source: <https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate>.
  public var tensors: StateDict {
    var result: StateDict = [
      ("scheduler", Tensor(Array(scheduler.utf8))), ("last_epoch", Tensor(lastEpoch)),
      ("step_count", Tensor(stepCount)), ("base_lrs", Tensor(baseLRs, dtype: .float64)),
      ("last_lr", Tensor(lastLR, dtype: .float64)),
    ]
    if let best { result.append(("best", Tensor(best, dtype: .float64))) }
    if let badEpochs { result.append(("num_bad_epochs", Tensor(badEpochs))) }
    if let cooldownCounter { result.append(("cooldown_counter", Tensor(cooldownCounter))) }
    for (index, member) in members.enumerated() {
      result += member.tensors.map { ("members.\(index).\($0.name)", $0.tensor) }
    }
    return result
  }

  /// The state that ``tensors`` was made from.
  ///
  /// - Parameter tensors: By name, in any order.
  /// - Throws: ``SchedulerStateError`` if names, types or shapes are not those of a state.
  public init(tensors: StateDict) throws(SchedulerStateError) {
    var problems: [String] = []
    self.init(tensors, within: "", &problems)
    if !problems.isEmpty {
      throw SchedulerStateError(scheduler: "a scheduler", problems: problems)
    }
  }

  private init(_ tensors: StateDict, within prefix: String, _ problems: inout [String]) {
    var own: [String: Tensor] = [:]
    var others: [Int: StateDict] = [:]
    for (name, tensor) in tensors {
      let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
      if parts.count == 3, parts[0] == "members", let index = Int(parts[1]), index >= 0 {
        others[index, default: []].append((parts[2], tensor))
      } else {
        own[name] = tensor
      }
    }
    /// Takes out the tensor of a name if it has a type and a number of axes.
    func take(_ name: String, _ dtype: DType, rank: Int, optional: Bool = false) -> Tensor? {
      guard let tensor = own.removeValue(forKey: name) else {
        if !optional { problems.append("missing \(prefix)\(name)") }
        return nil
      }
      if tensor.dtype == dtype, tensor.rank == rank { return tensor }
      problems.append("\(prefix)\(name) is \(tensor.dtype) of \(tensor.shape)")
      return nil
    }
    func count(_ name: String, optional: Bool = false) -> Int? {
      take(name, .int64, rank: 0, optional: optional)?.item(as: Int.self)
    }
    func rates(_ name: String) -> [Double] {
      take(name, .float64, rank: 1)?.array(of: Double.self) ?? []
    }
    self.init(
      scheduler: String(
        decoding: take("scheduler", .uint8, rank: 1)?.array(of: UInt8.self) ?? [], as: UTF8.self),
      lastEpoch: count("last_epoch") ?? 0, stepCount: count("step_count") ?? 0,
      baseLRs: rates("base_lrs"), lastLR: rates("last_lr"),
      best: take("best", .float64, rank: 0, optional: true)?.item(),
      badEpochs: count("num_bad_epochs", optional: true),
      cooldownCounter: count("cooldown_counter", optional: true))
    problems += own.keys.sorted().map { "unexpected \(prefix)\($0)" }
    for index in 0..<others.count {
      let inner = "\(prefix)members.\(index)."
      guard let state = others[index] else {
        problems.append("missing \(inner.dropLast())")
        continue
      }
      members.append(SchedulerState(state, within: inner, &problems))
    }
  }
}
