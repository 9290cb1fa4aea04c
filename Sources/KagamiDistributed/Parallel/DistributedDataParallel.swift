public import Kagami
public import KagamiNN

/// A model that is trained on every rank, each with its part of the data: gradients are averaged in the backward pass.
///
/// ```swift
/// let world = try ProcessGroup.world
/// let model = try DistributedDataParallel(Classifier())      // rank 0's weights, on every rank
/// let optimizer = Adam(model.parameters(), lr: 1e-3)
/// for batch in loader {                                      // with a DistributedSampler
///   optimizer.zeroGrad()
///   criterion(model(batch.0), batch.1).backward()
///   optimizer.step()                                         // the same step on every rank
/// }
/// ```
/// When a backward pass ends, the gradients that it brought are averaged over the ranks, so that every rank's
/// optimizer does the same: with a loss that is a mean, and equal parts of a batch, the step is that of the whole
/// batch. Names in `stateDict()` are those of the model itself. Gradients that `grad(of:withRespectTo:)`
/// returns are not averaged; penalties made of them are, when their backward pass comes. In a world of one nothing is
/// done at all.
///
/// Every rank runs the same passes in the same order, each of which reaches some parameter. A parameter that only some ranks used counts with zeros on the
/// others; one that none used keeps the gradient that it had, and is named in ``unusedParameters``. Failures of
/// collectives inside a pass end all ranks with one line on standard error. Source: Li et al., "PyTorch distributed",
/// 2020; <https://docs.pytorch.org/docs/stable/generated/torch.nn.parallel.DistributedDataParallel.html>.
public final class DistributedDataParallel<Wrapped: Module>: Module {
  /// The model.
  public var module: Wrapped { held.module }
  /// The ranks.
  public let group: ProcessGroup
  /// Trained parameters that no rank used in the last backward pass that averaged, by name.
  public private(set) var unusedParameters: [String] = []

  /// A model as something that reflection does not search: its members are this module's by registration.
  private final class Held {
    let module: Wrapped
    init(_ module: Wrapped) { self.module = module }
  }

  private let held: Held
  private let broadcastsBuffers: Bool
  private let reducer: GradientReducer
  private let names: [String]
  private var isLocal = false
  /// Places of parameters whose gradients are noted.
  private var watched: Set<Int> = []
  /// Places of parameters with gradients that are not averaged yet.
  private var arrived: Set<Int> = []
  private var pass: BackwardPassIdentity?

  /// Brings rank 0's parameters and buffers to every rank.
  ///
  /// - Parameters:
  ///   - module: Of the same structure on every rank.
  ///   - group: The ranks; ``ProcessGroup/world`` unless given.
  ///   - bucketBytes: How many bytes of gradients move at a time.
  ///   - broadcastBuffers: Whether each training pass begins with rank 0's buffers, such as running means.
  ///   - wire: The type in which gradients are sent, where it is another: `.bfloat16` halves the bytes, and rounds
  ///     gradients to eight bits; see ``ProcessGroup/allReduce(_:by:sentAs:)``.
  /// - Throws: ``DistributedError`` if the models differ, with what differs.
  public init(
    _ module: Wrapped, group: ProcessGroup? = nil, bucketBytes: Int = 25 << 20,
    broadcastBuffers: Bool = true, gradientsSentAs wire: DType? = nil
  ) throws(DistributedError) {
    let group = if let group { group } else { try ProcessGroup.world }
    held = Held(module)
    self.group = group
    broadcastsBuffers = broadcastBuffers
    let named = module.namedParameters()
    names = named.map(\.name)
    reducer = GradientReducer(
      group: group, parameters: named.map(\.parameter), bucketBytes: max(bucketBytes, 1), wire: wire
    )
    super.init()
    register(unnamed: module)
    if group.size == 1 { return }
    try ModelForm.check(module, group)
    for parameter in reducer.parameters {
      parameter.assign(try group.broadcast(parameter.value))
    }
    try broadcastAllBuffers()
    watch()
  }

  /// Notes the gradients of trained parameters, those that were frozen before included.
  private func watch() {
    for (index, parameter) in reducer.parameters.enumerated()
    where parameter.requiresGrad && watched.insert(index).inserted {
      parameter.registerPostAccumulateGradHook { [weak self] _ in self?.note(index) }
    }
  }

  /// Runs `body`, whose backward passes leave gradients as they are on each rank.
  ///
  /// ```swift
  /// model.noSync { criterion(model(first), y1).backward() }
  /// criterion(model(second), y2).backward()        // the sum of both is averaged
  /// ```
  /// For accumulating gradients over several passes: they are averaged at the end of the first pass outside. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.parallel.DistributedDataParallel.html#torch.nn.parallel.DistributedDataParallel.no_sync>.
  ///
  /// - Returns: What `body` returns.
  public func noSync<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = isLocal
    isLocal = true
    defer { isLocal = before }
    return try body()
  }

  public override func forward(_ x: Tensor) -> Tensor {
    prepare()
    return module(x)
  }

  public override func forward(_ a: Tensor, _ b: Tensor) -> Tensor {
    prepare()
    return module(a, b)
  }

  public override func forward(_ a: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    prepare()
    return module(a, b, c)
  }

  public override func forward(_ inputs: [Tensor]) -> [Tensor] {
    prepare()
    return module(inputs)
  }

  /// Brings rank 0's buffers to all, where a training pass begins.
  private func prepare() {
    guard group.size > 1, training, GradMode.isEnabled else { return }
    watch()
    if !broadcastsBuffers || isLocal { return }
    do { try broadcastAllBuffers() } catch { group.abort(error) }
  }

  private func broadcastAllBuffers() throws(DistributedError) {
    if group.size == 1 { return }
    for buffer in module.buffers() { buffer.assign(try group.broadcast(buffer.value)) }
  }

  /// A backward pass has added to a gradient.
  private func note(_ index: Int) {
    arrived.insert(index)
    guard !isLocal, let current = BackwardPassIdentity.current, current !== pass else { return }
    pass = current
    // The pass ends on the task that owns this module.
    nonisolated(unsafe) let owner = self
    current.ending.add { owner.average() }
  }

  private func average() {
    do {
      // What came before the last call of zeroGrad is gone.
      let own = arrived.sorted().filter { reducer.parameters[$0].accumulatedGradient != nil }
      let used = try reducer.reduce(own)
      arrived = []
      unusedParameters = names.indices.filter {
        !used.contains($0) && reducer.parameters[$0].requiresGrad
      }.map { names[$0] }
    } catch { group.abort(error) }
  }
}
