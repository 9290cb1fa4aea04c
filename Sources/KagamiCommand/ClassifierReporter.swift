import Foundation
import KagamiData
import KagamiGAN

/// Reports the training of a classifier on standard error: a live bar on a terminal, elsewhere a line for each
/// epoch, or none.
final class ClassifierReporter {
  /// Whether epochs are lines where there is no terminal.
  private let showsEpochs: Bool
  private let write: (String) -> Void
  private var bar: ProgressReporter?
  private var images = 0

  /// - Parameters:
  ///   - showsEpochs: Whether epochs are lines where there is no terminal.
  ///   - write: Takes the lines; standard error unless given.
  init(
    showsEpochs: Bool = false, write: @escaping (String) -> Void = StandardStreams.writeError
  ) {
    (self.showsEpochs, self.write) = (showsEpochs, write)
  }

  /// Prints a line of text.
  func say(_ line: String) { write(line + "\n") }

  /// Runs a training, and ends the bar's line after it, however it ends.
  func reporting<Result>(_ training: () throws -> Result) rethrows -> Result {
    defer {
      bar?.end()
      bar = nil
    }
    return try training()
  }

  /// Notes a step.
  func note(_ progress: ClassifierProgress) {
    let bar = bar ?? ProgressReporter(total: progress.totalSteps)
    if self.bar == nil { images = 0 }
    self.bar = bar
    let rate = bar.advance(to: progress.step, images: progress.images - images)
    images = progress.images
    guard showsEpochs, progress.endsEpoch, !bar.isTerminal else { return }
    let loss = String(format: "%.4f", progress.loss)
    say(
      "epoch \(progress.epoch)/\(progress.epochs)  loss \(loss)  "
        + "\(ProgressLine.whole(rate)) images/s")
  }
}
