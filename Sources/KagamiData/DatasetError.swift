/// Why a data set could not be loaded; `description` is one line that names the path.
public enum DatasetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The data set's folder does not exist.
  case missingFolder(path: String)
  /// The data set's folder is a file.
  case notAFolder(path: String)
  /// One of the data set's files is there neither plain nor compressed; the path is the plain one.
  case missingFile(path: String)
  /// A file could not be read.
  case file(FileError)
  /// A file is no sound IDX array.
  case malformed(path: String, IDXError)
  /// A file holds an array of an unexpected shape; `expected` describes the right one.
  case wrongShape(path: String, expected: String, found: [Int])
  /// There are not as many labels as images.
  case countMismatch(path: String, labels: Int, images: Int)
  /// A label is none of ten classes.
  case wrongLabel(path: String, index: Int, label: UInt8)
  /// A file is not made of whole records, or not of as many as it should be; `expected` describes these, and
  /// `found` counts bytes, or names of classes.
  case wrongSize(path: String, expected: String, found: Int)

  /// One line that names the path and what was expected there.
  public var description: String {
    switch self {
    case .missingFolder(let path): "\(path): no such folder, expected the data set's files in it"
    case .notAFolder(let path): "\(path): expected a folder with the data set's files, found a file"
    case .missingFile(let path): "\(path): no such file, expected it or \(path).gz"
    case .file(let error): error.description
    case .malformed(let path, let error): "\(path): \(error)"
    case .wrongShape(let path, let expected, let found):
      "\(path): expected \(expected), found shape \(found)"
    case .countMismatch(let path, let labels, let images):
      "\(path): expected \(images) labels, one for each image, found \(labels)"
    case .wrongLabel(let path, let index, let label):
      "\(path): expected labels 0 to 9, found \(label) at index \(index)"
    case .wrongSize(let path, let expected, let found):
      "\(path): expected \(expected), found \(found)"
    }
  }
}
