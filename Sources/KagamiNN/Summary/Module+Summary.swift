public import Kagami

extension Module {
  /// Runs the module once on zeros and tells what it is made of, or what does not fit.
  ///
  /// ```swift
  /// let model = Sequential(Linear(784, 256), ReLU(), Linear(128, 10))
  /// do {
  ///   print(try model.summary(inputShape: [64, 784]))
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
    let flags = modules().map { (module: $0, training: $0.training) }
    eval()
    defer { for flag in flags { flag.module.training = flag.training } }
    // Switched on and off out here, where a mistake does not keep it on.
    return try ProductTally.enabled { () throws(MisuseError) in
      try MisuseScope.run {
        noGrad {
          withGenerator(RandomGenerator()) { self.dryRun(inputShape, dtype, device) }
        }
      }
    }
  }

  private func dryRun(_ shape: Shape, _ dtype: DType?, _ device: Device?) -> ModuleSummary {
    let parameter = parameters().first
    let input = Tensor.zeros(
      shape, dtype: dtype ?? parameter?.dtype ?? .float32,
      device: device ?? parameter?.device ?? .cpu)
    let calls = CallObserver.recording { _ = self(input) }
    return ModuleSummary(of: self, input: input, calls: calls)
  }
}
