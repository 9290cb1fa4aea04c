import Kagami
import KagamiData
import Testing

@testable import KagamiGAN

/// Three digits in one image, and the modes that images cover.
@Suite struct StackedDigitsTests {
  private let digits = StrokeDigits.generate(count: 30, seed: 2)

  @Test func channelsAreDigitsOfTheirLabels() {
    let stacked = StackedDigits(digits, seed: 1)
    #expect(stacked.count == 30 && stacked.pixels == 2352)
    let batch = stacked.batch([4, 9])
    #expect(batch.images.shape == [2, 2352])
    let plain = digits.batch(Array(0..<30))
    for (row, label) in batch.labels.array(of: Int.self).enumerated() {
      for channel in 0..<3 {
        let pixels = batch.images[row, (784 * channel)..<(784 * (channel + 1))]
        let places = (0..<30).filter { plain.images[$0].allClose(pixels, rtol: 0, atol: 0) }
        let expected = [label / 100, label / 10 % 10, label % 10][channel]
        #expect(places.count == 1 && Int(digits.labels[places[0]]) == expected)
      }
    }
    #expect(StackedDigits(digits, seed: 2).batch([4]).labels.item() != batch.labels[0].item())
  }

  @Test func everyDigitComesOncePerChannel() {
    let all = StackedDigits(digits, seed: 1).batch(Array(0..<30)).images
    let sums = digits.batch(Array(0..<30)).images.sum().item()
    for channel in 0..<3 {
      let part = all[.all, (784 * channel)..<(784 * (channel + 1))]
      #expect(abs(part.sum().item() - sums) < 1)
    }
  }

  @Test func scores() {
    let shares = [0.25, 0.25, 0.5]
    let equal = StackedStudy.score([0, 1, 2, 2], against: shares)
    #expect(equal.modes == 3 && abs(equal.divergence) < 1e-15)
    let one = StackedStudy.score([2, 2], against: shares)
    #expect(one.modes == 1 && abs(one.divergence - 0.6931471805599453) < 1e-15)
  }

  @Test func kindsAreDecimal() {
    let classifier = DigitClassifier()
    classifier.eval()
    let batch = StackedDigits(digits, seed: 1).batch([0, 1, 2])
    let kinds = StackedStudy.kinds(of: batch.images, classifier)
    for row in 0..<3 {
      let single = (0..<3).map { channel in
        let pixels = batch.images[row, (784 * channel)..<(784 * (channel + 1))]
        return classifier.logits(ofAll: pixels.reshape([1, 784])).argmax(axis: 1).item(as: Int.self)
      }
      #expect(kinds[row] == 100 * single[0] + 10 * single[1] + single[2])
    }
  }
}
