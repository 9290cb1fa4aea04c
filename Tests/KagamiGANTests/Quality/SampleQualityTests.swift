import Foundation
import Kagami
import KagamiData
import KagamiGAN
import Testing

/// All measures at once are those that they are one by one.
@Suite struct SampleQualityTests {
  /// Images of four pixels whose label their signs give away.
  private static func images(_ count: Int, seed: UInt64) -> ImageBatch {
    let pixels = Tensor.uniform([count, 4], -1, 1, generator: RandomGenerator(seed: seed))
    return ImageBatch(images: pixels, labels: labels(pixels))
  }

  private static func labels(_ pixels: Tensor) -> Tensor {
    logits(pixels).argmax(axis: 1)
  }

  private static func features(_ pixels: Tensor) -> Tensor { (pixels * 2).tanh() + pixels }

  /// The largest pixel names the class.
  private static func logits(_ pixels: Tensor) -> Tensor { pixels * 3 }

  private static var settings: SampleQuality.Settings {
    var settings = SampleQuality.Settings()
    (settings.count, settings.bins, settings.classes, settings.seed) = (60, 4, 4, 3)
    return settings
  }

  private func quality(_ settings: SampleQuality.Settings = settings) throws -> SampleQuality {
    try SampleQuality(
      training: Self.images(300, seed: 1), test: Self.images(50, seed: 2),
      features: Self.features, logits: Self.logits, settings: settings)
  }

  @Test func eachMeasureIsItsOwn() throws {
    let (training, test) = (Self.images(300, seed: 1), Self.images(50, seed: 2))
    let images = Self.images(60, seed: 4).images
    let report = try quality().report(on: images)
    let row = report.generated
    let (real, found) = (Self.features(test.images), Self.features(images))
    #expect(row.count == 60 && report.real.count == 60)
    #expect(
      difference(
        [row.frechet, row.frechetInPixels],
        [
          try FrechetDistance.between(real, found),
          try FrechetDistance.between(test.images, images),
        ]) == nil)
    #expect(row.precisionRecall == PrecisionRecall(real: real, generated: found))
    let labels = LabelHistogram(labels: Self.labels(images), classes: 4)
    #expect(row.labels == labels)
    #expect(
      row.labelDivergence
        == labels.divergence(from: LabelHistogram(labels: training.labels, classes: 4)))
    #expect(row.confidence == ClassifierConfidence(logits: Self.logits(images)))
    let gaussian = KernelDistance.Kernel.gaussian(bandwidth: KernelDistance.medianDistance(real))
    #expect(
      difference(
        [row.polynomialDistance.squared, row.gaussianDistance.squared],
        [
          KernelDistance(real, found).squared,
          KernelDistance(real, found, kernel: gaussian).squared,
        ]) == nil)
    #expect(row.bins.counts.reduce(0, +) == 60 && row.bins.bins == 4)
    // Validation images are the last sixth of the training images, pixels within [0, 1].
    let window = ParzenWindow(
      (images + 1) / 2,
      selectingOn: (training.images.narrow(axis: 0, start: 250, length: 50) + 1) / 2)
    let score = window.score(of: (test.images + 1) / 2)
    #expect(row.parzenSigma == window.sigma)
    #expect(
      difference(
        [row.parzen.mean, row.parzen.standardError], [score.mean, score.standardError]) == nil)
    #expect((0...1).contains(row.twoSample.accuracy))
    #expect(report.trainingCount == 300 && report.validationCount == 50 && report.testCount == 50)
    #expect(report.classifierAccuracy == 1 && report.seconds > 0)
  }

  /// Where the generated images are the last sixth of the training images, narrow Gaussians suit them; real
  /// images are drawn from the others.
  @Test func validationImagesAreTheLastSixth() throws {
    let images = Self.images(60, seed: 4).images
    let pixels = Tensor.concatenate([
      Self.images(250, seed: 1).images, images.narrow(axis: 0, start: 0, length: 50),
    ])
    let quality = try SampleQuality(
      training: ImageBatch(images: pixels, labels: Self.labels(pixels)),
      test: Self.images(50, seed: 2), features: Self.features, logits: Self.logits,
      settings: Self.settings)
    let report = try quality.report(on: images)
    #expect(report.generated.parzenSigma == 0.1)
    #expect(report.real.parzenSigma > 0.1)
  }

  /// Training images measured as if they were generated have the floor's figures.
  @Test func realImagesHaveTheirRow() throws {
    let report = try quality().report(on: Self.images(60, seed: 5).images)
    #expect(report.real.frechet < 0.5 && report.real.bins.differing <= 2)
    #expect(report.real.labelDivergence < 0.1 && report.real.precisionRecall.recall > 0.8)
    // Fewer than are generated, where there are no more.
    var many = Self.settings
    many.count = 400
    let more = try quality(many).report(on: Self.images(400, seed: 5).images)
    #expect(more.generated.count == 400 && more.real.count == 250)
  }

  @Test func collapseShows() throws {
    let one = Self.images(1, seed: 6).images.expand([60, 4])
    let report = try quality().report(
      on: one + Tensor.randn([60, 4], generator: RandomGenerator(seed: 7)) * 0.01)
    let (generated, real) = (report.generated, report.real)
    #expect(generated.labels.modesCovered == 1 && real.labels.modesCovered == 4)
    #expect(generated.frechet > 10 * real.frechet)
    #expect(generated.labelDivergence > 1 && generated.bins.differing == 4)
    #expect(generated.precisionRecall.recall < 0.2)
    #expect(generated.parzen.mean < real.parzen.mean)
    #expect(generated.polynomialDistance.squared > 10 * real.polynomialDistance.squared)
  }

  /// The same seed gives the same report, but for the time; another seed other real images.
  @Test func seedsDecide() throws {
    let images = Self.images(60, seed: 4).images
    var (first, second) = (try quality().report(on: images), try quality().report(on: images))
    (first.seconds, second.seconds) = (0, 0)
    #expect(first == second)
    var other = Self.settings
    other.seed = 9
    #expect(try quality(other).report(on: images).real != first.real)
  }

  @Test func partsAreNamed() throws {
    var lines: [String] = []
    _ = try SampleQuality(
      training: Self.images(300, seed: 1), test: Self.images(50, seed: 2),
      features: Self.features, logits: Self.logits, settings: Self.settings
    ) { lines.append($0) }
    #expect(
      lines == ["dividing 300 training images into 4 bins", "measuring 60 real images"])
  }

  /// Large sets reach the classifier in parts.
  @Test func theClassifierGetsAThousandAtMost() throws {
    nonisolated(unsafe) var largest = 0
    _ = try SampleQuality(
      training: Self.images(300, seed: 1), test: Self.images(1100, seed: 2),
      features: {
        largest = max(largest, $0.shape[0])
        return Self.features($0)
      }, logits: Self.logits, settings: Self.settings)
    #expect(largest == 1000)
  }

  @Test func imagesThatCannotBeMeasured() throws {
    let made = try quality()
    #expect(throws: QualityError.nonFinite(images: "generated")) {
      try made.report(on: Tensor.full([60, 4], Double.nan))
    }
    #expect(throws: QualityError.tooFew(images: "training", count: 5, least: 8)) {
      try SampleQuality(
        training: Self.images(5, seed: 1), test: Self.images(50, seed: 2),
        features: Self.features, logits: Self.logits, settings: Self.settings)
    }
    let error = QualityError.tooFew(images: "test", count: 2, least: 4)
    #expect(error.description == "2 test images are too few to measure; expected 4 or more")
    for error in [error, .nonFinite(images: "test"), .covariance(.singular(pivot: 1))] {
      #expect(!error.description.contains("\n"))
    }
  }
}

/// What does not fit stops with its shape.
@Suite struct SampleQualityMisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func labelsAndRowsThatAreMissing() async {
    let labels = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ImageBatch(images: Tensor.zeros([3, 4]), labels: Tensor([1, 2] as [Int])) }
    #expect(message(labels).contains("ImageBatch: images of [3, 4] and int64 labels of [2]"))
    let rows = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let images = ImageBatch(
        images: Tensor.rand([200, 4]), labels: Tensor.zeros([200], dtype: .int64))
      _ = try SampleQuality(
        training: images, test: images, features: { $0.sum(axis: 0) }, logits: { $0 })
    }
    #expect(message(rows).contains("SampleQuality: features of [200, 4] are [4]"))
  }
}
