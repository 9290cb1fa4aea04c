internal import Kagami
public import KagamiNN

/// A moving average of a module's parameters, kept in another module of the same kind.
///
/// `a ← decay·a + (1 − decay)·w` after each step. Samples from the average are steadier than from
/// any one moment. Source: Yazıcı et al., "The unusual effectiveness of averaging in GAN training",
/// 2019.
public final class WeightAverage<Model: Module> {
  /// The module that holds the average.
  public let model: Model
  /// The share of the average that a step keeps.
  public let decay: Double

  private let source: Model

  /// Starts with the source's present weights.
  ///
  /// - Parameters:
  ///   - source: The module that is trained.
  ///   - copy: A module of the same shape, whose weights are overwritten.
  ///   - decay: The share of the average that a step keeps.
  public init(of source: Model, in copy: Model, decay: Double = 0.999) {
    self.source = source
    self.decay = decay
    model = copy
    pairs = Array(zip(copy.parameters(), source.parameters()))
    for (average, weight) in pairs { average.assign(weight.value.detach()) }
    copy.requiresGrad_(false)
  }

  /// Takes in the source's present weights.
  public func update() {
    for (average, weight) in pairs {
      average.update { $0.blend(towards: weight.value, by: 1 - decay) }
    }
  }

  /// Each average and its weight; looked up once, for finding them is a walk by reflection.
  private let pairs: [(Parameter, Parameter)]
}
