/// Why a file with a picture could not be read or written; `description` is one line that names the path.
public enum ImageFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file could not be read or written.
  case file(FileError)
  /// The picture could not be decoded or encoded.
  case png(path: String, PNGError)
  /// The folder of a data set is not there.
  case missingFolder(path: String)
  /// The folder of a data set is a file, or could not be listed; `reason` says which.
  case unreadableFolder(path: String, reason: String)
  /// The folder of a data set has no folder in it.
  case noClasses(path: String)
  /// Folders of classes have no picture in them; the names of the classes.
  case emptyClasses(path: String, [String])

  /// One line that names the path and what was expected there.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .png(let path, let error): "\(path): \(error)"
    case .missingFolder(let path):
      "\(path): no such folder, expected one with a folder for each class"
    case .unreadableFolder(let path, let reason): "\(path): cannot be listed: \(reason)"
    case .noClasses(let path): "\(path): expected a folder for each class, found none"
    case .emptyClasses(let path, let names):
      "\(path): expected a .png file in each class's folder, found none for "
        + names.joined(separator: ", ")
    }
  }
}
