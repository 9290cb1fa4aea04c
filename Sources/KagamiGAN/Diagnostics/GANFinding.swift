public import Kagami

/// One of the classic mistakes in training a generator against a discriminator.
public enum GANFinding: Hashable, Sendable, CustomStringConvertible {
  /// The generator's optimizer took a step while its gradients were absent or all zero.
  case generatorWithoutGradient
  /// The discriminator's optimizer used gradients accumulated by the generator's loss.
  case leftoverGradients(parameters: [String])
  /// The discriminator's loss was differentiated through the generator.
  case missingDetach(parameters: [String])
  /// The shape of a loss's target differs from that of the output.
  case targetShape(loss: String, output: Shape, target: Shape)
  /// Some probabilities are exactly 0 or 1 and wrong: binary cross-entropy has no gradient there.
  case saturated(loss: String, count: Int, of: Int)
  /// Parameters that require gradients received none in any backward pass.
  case unreached(parameters: [String])
  /// The steps ended in another mistake.
  case misuse(MisuseError)

  /// The mistake and how to correct it.
  public var description: String {
    switch self {
    case .generatorWithoutGradient:
      "the generator is updated with no gradient; compute its loss from the discriminator's scores "
        + "of generator(z), without detach() or noGrad, and call backward() before the step"
    case .leftoverGradients(let parameters):
      "the discriminator's step uses gradients that the generator's loss left at "
        + "\(Self.list(parameters)); call optimizerD.zeroGrad() after the generator's step"
    case .missingDetach(let parameters):
      "the discriminator's loss goes back into the generator, by way of \(Self.list(parameters)); "
        + "give the discriminator fake.detach()"
    case .targetShape(let loss, let output, let target):
      "\(loss) is given a target of \(target) for an output of \(output); reshape one"
    case .saturated(let loss, let count, let total):
      "\(count) of \(total) probabilities are 0 or 1 and wrong, where \(loss) has no gradient; "
        + "leave out the Sigmoid and use BCEWithLogitsLoss"
    case .unreached(let parameters):
      "no gradient reaches \(Self.list(parameters)); use them in forward, or freeze them"
    case .misuse(let error): "\(error)"
    }
  }

  /// The first few names.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}
