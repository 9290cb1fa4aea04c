internal import Kagami
public import KagamiNN

/// Checks training steps of a generator against a discriminator for the classic mistakes.
///
/// ```swift
/// let lint = GANLint(
///   generator: generator, discriminator: discriminator, optimizerG: optimizerG,
///   optimizerD: optimizerD, criteria: [criterion])
/// for finding in try lint.check({ step() }) { print(finding) }
/// ```
/// It observes through hooks, which are registered only during a check, and changes nothing. Check two
/// steps or more: gradients left over by one step are used in the next.
public final class GANLint {
  private let generator: Module
  private let discriminator: Module
  private let optimizerG: Optimizer
  private let optimizerD: Optimizer
  private let criteria: [Loss]

  private var findings: [GANFinding] = []
  /// The numbers of the backward passes that accumulated a gradient in each of the discriminator's
  /// parameters since it was last empty.
  private var passesD: [ObjectIdentifier: [Int]] = [:]
  /// The backward passes that reached the generator.
  private var passesG: Set<Int> = []
  /// The number of the latest pass at the generator's last update.
  private var lastStepG: Int?
  /// The latest pass, and its number.
  private var latest: (pass: BackwardPassIdentity?, number: Int) = (nil, 0)
  private var reached: Set<ObjectIdentifier> = []

  /// - Parameters:
  ///   - generator: Computes fake samples from noise.
  ///   - discriminator: Scores real and fake samples.
  ///   - optimizerG: Updates the generator.
  ///   - optimizerD: Updates the discriminator.
  ///   - criteria: The losses whose outputs and targets are checked.
  public init(
    generator: Module, discriminator: Module, optimizerG: Optimizer, optimizerD: Optimizer,
    criteria: [Loss] = []
  ) {
    (self.generator, self.discriminator) = (generator, discriminator)
    (self.optimizerG, self.optimizerD) = (optimizerG, optimizerD)
    self.criteria = criteria
  }

  /// Runs training steps and returns the mistakes in them.
  ///
  /// The steps do train. Misuse that would end the program is one of the findings; after it, `steps`
  /// runs to its end without effect: modules, backward passes and optimizer steps do nothing.
  ///
  /// - Parameter steps: One or more training steps.
  /// - Returns: Each mistake once, in the order of detection.
  /// - Throws: What `steps` throws.
  public func check(_ steps: @escaping () throws -> Void) throws -> [GANFinding] {
    (findings, passesD, passesG, lastStepG, reached) = ([], [:], [], nil, [])
    latest = (nil, 0)
    let handles = watchParameters() + watchOptimizers() + criteria.map(watch)
    defer { for handle in handles { handle.remove() } }
    do {
      try MisuseScope.run { Result { try steps() } }.get()
    } catch let error as MisuseError {
      // A target of the wrong shape stops the loss, and is among the findings already.
      let isKnown = findings.contains { if case .targetShape = $0 { true } else { false } }
      if !isKnown { note(.misuse(error)) }
      return findings
    }
    noteUnreached()
    return findings
  }

  private func note(_ finding: GANFinding) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  /// The number of the running pass among those observed here, from 1.
  private func passNumber() -> Int {
    let pass = BackwardPassIdentity.current
    if pass !== latest.pass || pass == nil { latest = (pass, latest.number + 1) }
    return latest.number
  }

  private func watchParameters() -> [RemovableHandle] {
    let handlesG = generator.parameters().filter(\.requiresGrad).map { parameter in
      parameter.registerHook { [self] _ in
        reached.insert(ObjectIdentifier(parameter))
        passesG.insert(passNumber())
        return nil
      }
    }
    let handlesD = discriminator.parameters().filter(\.requiresGrad).map { parameter in
      parameter.registerHook { [self] _ in
        let id = ObjectIdentifier(parameter)
        reached.insert(id)
        if parameter.accumulatedGradient == nil { passesD[id] = [] }
        passesD[id, default: []].append(passNumber())
        return nil
      }
    }
    return handlesG + handlesD
  }

  private func watchOptimizers() -> [RemovableHandle] {
    [
      optimizerG.registerStepPreHook { [self] optimizer in
        let hasGradient = optimizer.parameters.contains { parameter in
          parameter.grad.map { ($0 .!= 0).sum().item() > 0 } ?? false
        }
        if !hasGradient { note(.generatorWithoutGradient) }
        lastStepG = latest.number
      },
      optimizerD.registerStepPreHook { [self] _ in checkDiscriminatorStep() },
    ]
  }

  /// Finds gradients accumulated by a pass that also reached the generator.
  ///
  /// If the generator has been updated since, they are left over from its loss; if not, the
  /// discriminator's loss was not cut off by `detach()`.
  private func checkDiscriminatorStep() {
    var (left, own): ([String], [String]) = ([], [])
    for (name, parameter) in discriminator.namedParameters()
    where parameter.accumulatedGradient != nil {
      let shared = passesD[ObjectIdentifier(parameter), default: []].filter(passesG.contains)
      if shared.contains(where: { $0 <= lastStepG ?? 0 }) { left.append(name) }
      if shared.contains(where: { $0 > lastStepG ?? 0 }) { own.append(name) }
    }
    if !left.isEmpty { note(.leftoverGradients(parameters: left)) }
    if !own.isEmpty { note(.missingDetach(parameters: own)) }
  }

  private func watch(_ criterion: Loss) -> RemovableHandle {
    let loss = "\(type(of: criterion))"
    return criterion.registerForwardPreHook { [self] _, inputs in
      guard inputs.count == 2 else { return nil }
      let (output, target) = (inputs[0].detach(), inputs[1].detach())
      let hasClasses = criterion is CrossEntropyLoss || criterion is NLLLoss
      if !hasClasses, output.shape != target.shape {
        note(.targetShape(loss: loss, output: output.shape, target: target.shape))
        return nil
      }
      if criterion is BCELoss {
        let isWrong = ((output .== 0) .&& (target .> 0)) .|| ((output .== 1) .&& (target .< 1))
        let count = Int(isWrong.sum().item())
        if count > 0 { note(.saturated(loss: loss, count: count, of: output.count)) }
      }
      return nil
    }
  }

  private func noteUnreached() {
    let names = [("generator", generator), ("discriminator", discriminator)].flatMap {
      owner, module in
      module.namedParameters().filter { entry in
        entry.parameter.requiresGrad && !reached.contains(ObjectIdentifier(entry.parameter))
      }.map { "\(owner).\($0.name)" }
    }
    if !names.isEmpty { note(.unreached(parameters: names)) }
  }
}
