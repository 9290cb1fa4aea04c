internal import Kagami

/// The CIFAR-10 pictures: 50,000 for training and 10,000 for testing, of 32×32 in colour.
///
/// The files are those of "CIFAR-10 binary version", unpacked; nothing is downloaded. Source:
/// Krizhevsky, <https://www.cs.toronto.edu/~kriz/cifar.html>.
public enum CIFAR10 {
  /// Which of the two sets to load.
  public enum Split: String, CaseIterable, Sendable {
    /// `data_batch_1.bin` to `data_batch_5.bin`.
    case train
    /// `test_batch.bin`.
    case test

    var names: [String] {
      switch self {
      case .train: (1...5).map { "data_batch_\($0).bin" }
      case .test: ["test_batch.bin"]
      }
    }
  }

  /// Pixels along either side of a picture.
  public static let side = 32

  /// The names of the classes, in the order of their numbers.
  public static let classes = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// A label, then 1,024 bytes each of red, green and blue.
  private static let recordSize = 1 + 3 * side * side
  /// Ten times the size of the original's files.
  private static let sizeLimit = 10 * 10_000 * recordSize

  /// Loads one split from the folder with its files, `cifar-10-batches-bin` as it is unpacked.
  ///
  /// Names of classes are those of `batches.meta.txt` where that is there, else ``classes``. Any number of
  /// pictures is accepted, so that a small folder of the same form can stand in for the real one.
  ///
  /// ```swift
  /// let images = try CIFAR10.load(directory: "cifar-10-batches-bin", split: .train)
  /// for batch in DataLoader(images, batchSize: 128, shuffle: true) { … }   // [128, 3, 32, 32]
  /// ```
  /// - Parameters:
  ///   - directory: The folder.
  ///   - split: Which files.
  /// - Throws: ``DatasetError``, naming the file and what was expected of it.
  public static func load(directory: String, split: Split) throws(DatasetError) -> ColorImages {
    switch FileReader.kind(of: directory) {
    case .missing: throw .missingFolder(path: directory)
    case .file, .other: throw .notAFolder(path: directory)
    case .folder: break
    }
    let names = try classNames("\(directory)/batches.meta.txt")
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    for name in split.names {
      let path = "\(directory)/\(name)"
      let file = try contents(of: path, limit: sizeLimit)
      let (count, rest) = file.count.quotientAndRemainder(dividingBy: recordSize)
      guard rest == 0 else {
        throw .wrongSize(
          path: path, expected: "records of \(recordSize) bytes", found: file.count)
      }
      pixels.reserveCapacity(pixels.count + file.count - count)
      for index in 0..<count {
        let start = index * recordSize
        guard file[start] < classes.count else {
          throw .wrongLabel(path: path, index: index, label: file[start])
        }
        labels.append(file[start])
        pixels.append(contentsOf: file[start + 1..<start + recordSize])
      }
    }
    return ColorImages(
      height: side, width: side, pixels: pixels, labels: labels, classes: names)
  }

  /// The lines of the file with the classes' names that are not empty.
  private static func classNames(_ path: String) throws(DatasetError) -> [String] {
    if FileReader.kind(of: path) == .missing { return classes }
    let text = String(decoding: try contents(of: path, limit: 1 << 16), as: UTF8.self)
    let names = text.split(whereSeparator: \.isNewline).map(String.init)
    guard names.count == classes.count else {
      throw .wrongSize(
        path: path, expected: "the names of \(classes.count) classes", found: names.count)
    }
    return names
  }

  private static func contents(of path: String, limit: Int) throws(DatasetError) -> [UInt8] {
    do { return try FileReader.read(path, limit: limit) } catch { throw .file(error) }
  }
}
