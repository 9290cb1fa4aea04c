import Kagami
import KagamiData
import Testing

@testable import KagamiGAN

/// Images move by whole pixels; what moves out is lost, and paper comes in.
@Suite struct ShiftedDigitsTests {
  /// Four images of 4 × 5 pixels, all different.
  private let digits = DigitImages(
    height: 4, width: 5, pixels: (1...80).map { UInt8($0) }, labels: [3, 1, 4, 5])

  /// One image moved, pixel by pixel.
  private func moved(_ index: Int, down: Int, right: Int) -> [UInt8] {
    let source = Array(digits.pixels(at: index))
    return (0..<20).map { place in
      let (row, column) = (place / 5 - down, place % 5 - right)
      return (0..<4).contains(row) && (0..<5).contains(column) ? source[row * 5 + column] : 0
    }
  }

  private func bytes(_ images: Tensor) -> [[UInt8]] {
    let numbers = images.array(of: Float.self).map { UInt8((($0 + 1) / 2 * 255).rounded()) }
    return stride(from: 0, to: numbers.count, by: 20).map { Array(numbers[$0..<$0 + 20]) }
  }

  @Test(arguments: [1, 3, 9]) func everyImageIsAMovedOne(_ reach: Int) {
    let shifted = ShiftedDigits(
      digits: digits, reach: reach, generator: RandomGenerator(seed: 3))
    var seen: Set<[Int]> = []
    for _ in 0..<60 {
      let batch = shifted.batch([2, 0, 3])
      #expect(batch.images.shape == [3, 20])
      #expect(batch.labels.array(of: Int.self) == [4, 3, 5])
      for (index, found) in zip([2, 0, 3], bytes(batch.images)) {
        let shifts = (-reach...reach).flatMap { down in (-reach...reach).map { [down, $0] } }
        let fitting = shifts.filter { moved(index, down: $0[0], right: $0[1]) == found }
        #expect(!fitting.isEmpty)
        if fitting.count == 1 { seen.insert(fitting[0]) }
      }
    }
    // All nine shifts by up to one pixel occur.
    if reach == 1 { #expect(seen.count == 9) }
  }

  @Test func noReachIsNoShift() {
    let generator = RandomGenerator(seed: 3)
    let shifted = ShiftedDigits(digits: digits, reach: 0, generator: generator)
    #expect(bytes(shifted.batch([1]).images) == [Array(digits.pixels(at: 1))])
    #expect(generator.nextSeed() == RandomGenerator(seed: 3).nextSeed())
  }
}
