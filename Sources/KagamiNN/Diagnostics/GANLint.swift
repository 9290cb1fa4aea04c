internal import Kagami

/// Watches steps of training a generator against a discriminator, and names the classic mistakes.
///
/// ```swift
/// let lint = GANLint(
///   generator: generator, discriminator: discriminator, optimizerG: optimizerG,
///   optimizerD: optimizerD, criteria: [criterion])
/// for finding in try lint.check({ step() }) { print(finding) }
/// ```
/// It looks by way of hooks, which are there only while it checks, and changes nothing. Two or more
/// steps show more than one: gradients left over are used in the step after.
public final class GANLint {
  private let generator: Module
  private let discriminator: Module
  private let optimizerG: Optimizer
  private let optimizerD: Optimizer
  private let criteria: [Loss]

  private var findings: [GANFinding] = []
  /// The backward passes that have accumulated at each of the discriminator's parameters since it was
  /// empty, by their number here.
  private var passesD: [ObjectIdentifier: [Int]] = [:]
  /// The backward passes that reached the generator.
  private var passesG: Set<Int> = []
  /// The number of the last pass seen when the generator was last updated.
  private var lastStepG: Int?
  /// The last pass seen, and how many there were with it.
  private var latest: (pass: BackwardPassIdentity?, number: Int) = (nil, 0)
  private var reached: Set<ObjectIdentifier> = []

  /// - Parameters:
  ///   - generator: Makes samples.
  ///   - discriminator: Judges them.
  ///   - optimizerG: Changes the generator.
  ///   - optimizerD: Changes the discriminator.
  ///   - criteria: The losses, for what can be seen of their inputs.
  public init(
    generator: Module, discriminator: Module, optimizerG: Optimizer, optimizerD: Optimizer,
    criteria: [Loss] = []
  ) {
    (self.generator, self.discriminator) = (generator, discriminator)
    (self.optimizerG, self.optimizerD) = (optimizerG, optimizerD)
    self.criteria = criteria
  }

  /// Runs some training steps and tells what is wrong with them.
  ///
  /// The steps really train. A mistake that would end the program is among the findings; from there on
  /// `steps` runs to its end without effect: modules, backward passes and optimizer steps do nothing.
  ///
  /// - Parameter steps: One training step or more.
  /// - Returns: Each mistake once, in the order in which they showed.
  /// - Throws: What `steps` throws.
  public func check(_ steps: @escaping () throws -> Void) throws -> [GANFinding] {
    (findings, passesD, passesG, lastStepG, reached) = ([], [:], [], nil, [])
    latest = (nil, 0)
    let handles = watchParameters() + watchOptimizers() + criteria.map(watch)
    defer { for handle in handles { handle.remove() } }
    do {
      try MisuseScope.run { Result { try steps() } }.get()
    } catch let error as MisuseError {
      // A loss that refuses its target has been named already.
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

  /// The number of the running pass among those seen here, from 1.
  private func passNumber() -> Int {
    let pass = BackwardPassIdentity.current
    if pass !== latest.pass || pass == nil { latest = (pass, latest.number + 1) }
    return latest.number
  }

  private func watchParameters() -> [RemovableHandle] {
    let made = generator.parameters().filter(\.requiresGrad).map { parameter in
      parameter.registerHook { [self] _ in
        reached.insert(ObjectIdentifier(parameter))
        passesG.insert(passNumber())
        return nil
      }
    }
    let judged = discriminator.parameters().filter(\.requiresGrad).map { parameter in
      parameter.registerHook { [self] _ in
        let id = ObjectIdentifier(parameter)
        reached.insert(id)
        if parameter.accumulatedGradient == nil { passesD[id] = [] }
        passesD[id, default: []].append(passNumber())
        return nil
      }
    }
    return made + judged
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

  /// Gradients that came by a pass through the generator as well are the discriminator's own loss gone
  /// too far if the generator has not been updated since, and the generator's loss left over if it has.
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
