internal import Kagami
internal import KagamiNN

/// A moving average of a generator's weights.
final class GeneratorAverage {
  let model: AveragedModel<Generator>
  private let rule: MovingAverage
  /// Images of all updates.
  var seen = 0

  /// The average begins with the generator's weights as they are.
  init(of generator: Generator, _ rule: MovingAverage) {
    self.rule = rule
    // The copy's weights are overwritten at once; drawing them must not advance the stream.
    let copy = withGenerator(RandomGenerator()) {
      Generator(like: generator).to(generator.dtype)
    }
    model = AveragedModel(
      of: generator, in: copy, by: .exponential(decay: rule.decay(batch: 1, seen: 0)))
    // The first weights count as an update: the average begins there.
    model.updateParameters(generator)
    copy.setRequiresGrad(false)
  }

  /// Takes in the weights after a step on `batch` images.
  func update(from generator: Generator, batch: Int) {
    seen += batch
    model.rule = .exponential(decay: rule.decay(batch: batch, seen: seen))
    model.updateParameters(generator)
  }
}
