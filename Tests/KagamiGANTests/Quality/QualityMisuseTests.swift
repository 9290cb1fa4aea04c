import Kagami
import KagamiGAN
import Testing

/// Sets that do not fit a measure stop with shapes and a hint.
@Suite struct QualityMisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func setsThatAreNoRows() async {
    let flat = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = NearestNeighbours(within: Tensor.zeros([3, 28, 28])) }
    #expect(message(flat).contains("NearestNeighbours: rows are float32 of [3, 28, 28]"))
    #expect(message(flat).contains("hint: expected fractions of [count, width]; flatten images"))
    let whole = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GaussianMoments(of: Tensor.zeros([3, 4], dtype: .int64)) }
    #expect(message(whole).contains("GaussianMoments: samples are int64 of [3, 4]"))
  }

  @Test func widthsThatDiffer() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = KernelDistance(Tensor.zeros([3, 4]), Tensor.zeros([3, 5])) }
    #expect(
      message(result).contains("KernelDistance: rows of [3, 4] and of [3, 5] differ in width"))
    let moments = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = try FrechetDistance.between(Tensor.zeros([3, 4]), Tensor.zeros([3, 5])) }
    #expect(message(moments).contains("FrechetDistance: means of [4] and [5] differ in width"))
    let covariance = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GaussianMoments(mean: Tensor.zeros([2]), covariance: Tensor.zeros([3, 3])) }
    #expect(message(covariance).contains("a mean of [2] in float32 and a covariance of [3, 3]"))
  }

  @Test func tooFewSamples() async {
    let none = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ParzenWindow(Tensor.zeros([0, 4]), sigma: 1) }
    #expect(message(none).contains("ParzenWindow: samples of [0, 4] are too few"))
    let neighbours = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = PrecisionRecall(real: Tensor.zeros([3, 4]), generated: Tensor.zeros([9, 4])) }
    #expect(message(neighbours).contains("PrecisionRecall: real samples of [3, 4] are too few"))
    #expect(message(neighbours).contains("hint: expected 4 or more rows"))
    let clusters = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = KMeans(Tensor.zeros([3, 4]), k: 4, generator: RandomGenerator(seed: 0)) }
    #expect(message(clusters).contains("KMeans: samples of [3, 4] are too few"))
    let one = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GaussianMoments(of: Tensor.zeros([1, 4])) }
    #expect(message(one).contains("GaussianMoments: samples of [1, 4] are too few"))
  }

  @Test func numbersThatAreNotFinite() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = PairwiseDistances(within: Tensor([[1.0, .nan]])) }
    #expect(message(result).contains("PairwiseDistances: rows of [1, 2] hold NaN or infinity"))
  }

  @Test func settingsOutOfRange() async {
    let sigma = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ParzenWindow(Tensor.zeros([3, 4]), sigma: 0) }
    #expect(message(sigma).contains("ParzenWindow: σ among [0.0]"))
    let neighbours = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = NearestNeighbours(within: Tensor.zeros([3, 4]), k: 0) }
    #expect(message(neighbours).contains("NearestNeighbours: k is 0"))
    let bandwidth = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = KernelDistance(
        Tensor.zeros([3, 4]), Tensor.zeros([3, 4]), kernel: .gaussian(bandwidth: 0))
    }
    #expect(message(bandwidth).contains("KernelDistance: bandwidth 0.0"))
  }

  @Test func labelsThatDoNotFit() async {
    let outside = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LabelHistogram(labels: Tensor([0, 3] as [Int]), classes: 3) }
    #expect(message(outside).contains("LabelHistogram: label 3 is not among 3 classes"))
    let empty = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LabelHistogram(counts: [0, 0]) }
    #expect(message(empty).contains("LabelHistogram: counts [0, 0]"))
    let unlike = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = LabelHistogram(counts: [1]).divergence(from: LabelHistogram(counts: [1, 2])) }
    #expect(message(unlike).contains("1 classes and 2 cannot be compared"))
    let sizes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = TwoSampleTest(real: Tensor.zeros([3, 4]), generated: Tensor.zeros([4, 4])) }
    #expect(message(sizes).contains("TwoSampleTest: sets of [3, 4] and [4, 4] differ"))
  }
}
