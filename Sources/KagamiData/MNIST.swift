/// The MNIST digits: 60,000 training and 10,000 test images of 28×28.
///
/// Source: LeCun, Cortes and Burges, <http://yann.lecun.com/exdb/mnist/>.
public enum MNIST {
  /// Which of MNIST's two sets to load.
  public enum Split: String, CaseIterable, Sendable {
    /// The 60,000 images of `train-…`.
    case train
    /// The 10,000 images of `t10k-…`.
    case test

    var prefix: String {
      switch self {
      case .train: "train"
      case .test: "t10k"
      }
    }
  }

  /// Pixels along either side of an image.
  public static let side = 28

  /// Loads one split from a folder with MNIST's own files, plain or `.gz`.
  ///
  /// The files are `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, or the two of `t10k`.
  /// Where a file is there both ways, the plain one is read. Any number of images is accepted, so
  /// that a small folder of the same form can stand in for the real one.
  ///
  /// - Parameters:
  ///   - directory: The folder.
  ///   - split: Which two files.
  /// - Throws: ``DatasetError``, naming the file and what was expected of it.
  public static func load(
    directory: String, split: Split
  ) throws(DatasetError) -> DigitImages {
    switch FileReader.kind(of: directory) {
    case .missing: throw .missingFolder(path: directory)
    case .file, .other: throw .notAFolder(path: directory)
    case .folder: break
    }
    let imagePath = try locate("\(directory)/\(split.prefix)-images-idx3-ubyte")
    let labelPath = try locate("\(directory)/\(split.prefix)-labels-idx1-ubyte")
    let images = try array(at: imagePath)
    guard images.shape.count == 3, images.shape[1...] == [side, side] else {
      throw .wrongShape(
        path: imagePath, expected: "images of \(side)×\(side)", found: images.shape)
    }
    let labels = try array(at: labelPath)
    guard labels.shape.count == 1 else {
      throw .wrongShape(path: labelPath, expected: "a list of labels", found: labels.shape)
    }
    guard labels.bytes.count == images.shape[0] else {
      throw .countMismatch(
        path: labelPath, labels: labels.bytes.count, images: images.shape[0])
    }
    if let index = labels.bytes.firstIndex(where: { $0 > 9 }) {
      throw .wrongLabel(path: labelPath, index: index, label: labels.bytes[index])
    }
    return DigitImages(height: side, width: side, pixels: images.bytes, labels: labels.bytes)
  }

  private static func locate(_ plain: String) throws(DatasetError) -> String {
    for path in [plain, plain + ".gz"] where FileReader.kind(of: path) != .missing { return path }
    throw .missingFile(path: plain)
  }

  private static func array(at path: String) throws(DatasetError) -> IDXArray {
    let file: [UInt8]
    do { file = try FileReader.read(path, limit: IDX.defaultLimit) } catch { throw .file(error) }
    do {
      return try path.hasSuffix(".gz") ? IDX.decodeGzip(file) : IDX.decode(file)
    } catch {
      throw .malformed(path: path, error)
    }
  }
}
