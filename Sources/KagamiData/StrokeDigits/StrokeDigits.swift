internal import Kagami

/// Handwritten-looking digits drawn by a pen in code: a stand-in for MNIST that needs no download.
///
/// Each digit is one of several usual shapes, bent elastically, slanted, turned and stretched, and
/// drawn with an anti-aliased pen of its own width. As in MNIST the ink is 255 on paper of 0, the
/// digit fits a box of 20×20 pixels, and its centre of mass lies at the middle of 28×28.
public enum StrokeDigits {
  /// Pixels along either side of an image.
  public static let side = 28

  /// `count` images of 28×28 with labels drawn evenly from 0 to 9.
  ///
  /// Image `i` depends on `seed` and `i` alone, to the last bit and on every machine: a longer set
  /// starts with the shorter one of the same seed. Give a test set another seed.
  ///
  /// - Complexity: about 20 µs an image in a release build.
  public static func generate(count: Int, seed: UInt64) -> DigitImages {
    if count < 0 {
      misuse("StrokeDigits.generate", "there are no \(count) images", hint: "use 0 or more")
    }
    guard let total = Extents.product(count, side * side), total <= MachineMemory.bytes else {
      misuse(
        "StrokeDigits.generate", "\(count) images exceed the memory",
        hint: "at most \(MachineMemory.bytes / (side * side)) fit")
    }
    var desk = StrokeDesk()
    var labels: [UInt8] = []
    var pixels: [UInt8] = []
    labels.reserveCapacity(count)
    pixels.reserveCapacity(total)
    for index in 0..<count {
      var random = SplitMix64(seed: seed, index: index)
      let label = Int(random.next() % 10)
      desk.write(label, &random)
      labels.append(UInt8(label))
      pixels.append(contentsOf: desk.pixels)
    }
    return DigitImages(height: side, width: side, pixels: pixels, labels: labels)
  }
}
