import KagamiData
import TestSupport

/// A small data set in MNIST's form.
struct DigitsFolder {
  let folder: TemporaryFolder
  let train: DigitImages
  let test: DigitImages

  var path: String { folder.path }

  init(train: Int = 60, test: Int = 30) throws {
    folder = try TemporaryFolder()
    self.train = StrokeDigits.generate(count: train, seed: 1)
    self.test = StrokeDigits.generate(count: test, seed: 2)
    try write(self.train, "train")
    try write(self.test, "t10k")
  }

  private func write(_ digits: DigitImages, _ name: String) throws {
    let shape = [digits.count, digits.height, digits.width]
    try folder.write(
      IDX.encode(IDXArray(shape: shape, bytes: digits.pixels)), to: "\(name)-images-idx3-ubyte")
    try folder.write(
      IDX.encode(IDXArray(shape: [digits.count], bytes: digits.labels)),
      to: "\(name)-labels-idx1-ubyte")
  }
}
