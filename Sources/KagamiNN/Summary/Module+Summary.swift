public import Kagami

extension Module {
  /// Runs the module once on zeros and lists its layers, or reports what does not fit.
  ///
  /// ```swift
  /// let model = Sequential(Linear(20, 256), ReLU(), Linear(128, 10))
  /// do {
  ///   print(try model.summary(inputShape: [64, 20]))
  /// } catch {
  ///   print(error.problem)       // an input of [64, 256] does not meet a weight of [10, 128] …
  ///   print(error.modulePath)    // sequential.2 (Linear)
  /// }
  /// ```
  /// The dry run leaves no traces: the module is in evaluation mode meanwhile, nothing is recorded, and
  /// random numbers come from a stream of the run's own.
  ///
  /// - Parameters:
  ///   - inputShape: The extents of the input, the batch's among them.
  ///   - dtype: The type of the input; that of the first parameter unless given, `float32` without
  ///     parameters.
  ///   - device: Where the input is; where the first parameter is unless given.
  /// - Returns: Layers, shapes and totals.
  /// - Throws: `MisuseError`, if shapes, types or devices do not fit.
  public func summary(
    inputShape: Shape, dtype: DType? = nil, device: Device? = nil
  ) throws(MisuseError) -> ModuleSummary {
    if inputShape.contains(where: { $0 < 0 }) {
      throw MisuseError("summary", "an input of \(inputShape) has a negative extent")
    }
    let parameter = parameters().first
    let (type, place) = (dtype ?? parameter?.dtype ?? .float32, device ?? parameter?.device ?? .cpu)
    return try dryRun { [Tensor.zeros(inputShape, dtype: type, device: place)] }
  }

  /// Runs the module once on given inputs and lists its layers, or reports what does not fit.
  ///
  /// ```swift
  /// let table = try Embedding(100, 8).summary(inputs: [Tensor([3, 7] as [Int])])
  /// let scorer = try Bilinear(4, 5, 1).summary(inputs: [Tensor.zeros([2, 4]), Tensor.zeros([2, 5])])
  /// ```
  /// One, two or three inputs are given to the `forward` of as many, more to that of a list. The dry run
  /// leaves no traces, as that of zeros does.
  ///
  /// - Parameter inputs: One tensor or more, of any types.
  /// - Returns: Layers, shapes and totals; ``ModuleSummary/inputShape`` is the first input's.
  /// - Throws: `MisuseError`, if shapes, types or devices do not fit.
  public func summary(inputs: [Tensor]) throws(MisuseError) -> ModuleSummary {
    if inputs.isEmpty { misuse("summary", "there are no inputs", hint: "give one tensor or more") }
    return try dryRun { inputs }
  }

  private func dryRun(_ inputs: @escaping () -> [Tensor]) throws(MisuseError) -> ModuleSummary {
    let flags = modules().map { (module: $0, training: $0.training) }
    eval()
    defer { for flag in flags { flag.module.training = flag.training } }
    // Switched on and off out here, where a mistake does not keep it on.
    return try ProductTally.enabled { () throws(MisuseError) in
      try MisuseScope.run {
        noGrad {
          withGenerator(RandomGenerator()) { self.dryRun(on: inputs()) }
        }
      }
    }
  }

  private func dryRun(on inputs: [Tensor]) -> ModuleSummary {
    let calls = CallObserver.recording {
      switch inputs.count {
      case 1: _ = self(inputs[0])
      case 2: _ = self(inputs[0], inputs[1])
      case 3: _ = self(inputs[0], inputs[1], inputs[2])
      default: _ = self(inputs)
      }
    }
    return ModuleSummary(of: self, inputs: inputs, calls: calls)
  }
}
