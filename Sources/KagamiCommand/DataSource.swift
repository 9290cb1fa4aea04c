import KagamiData

/// The source of training images.
struct DataSource {
  /// How many images the stroke digits' two sets have; MNIST's numbers.
  private static let strokeCounts: [MNIST.Split: Int] = [.train: 60_000, .test: 10_000]

  let name: String
  let split: MNIST.Split
  let seed: Int

  /// - Parameters:
  ///   - name: "strokes", or a folder with MNIST's files.
  ///   - split: Which set.
  ///   - seed: The seed of strokes; the two sets have different ones.
  init(_ name: String, split: MNIST.Split, seed: Int) {
    self.name = name
    self.split = split
    self.seed = seed
  }

  /// The images.
  func load() throws -> DigitImages {
    guard name == "strokes" else { return try MNIST.load(directory: name, split: split) }
    let offset: UInt64 = split == .train ? 0 : 1
    return StrokeDigits.generate(
      count: Self.strokeCounts[split] ?? 0, seed: 2 * UInt64(seed) + offset)
  }
}
