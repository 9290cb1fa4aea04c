internal import Kagami

/// PNG files in folders, one folder for each class; read when they are fetched.
///
/// ```swift
/// // pictures/cat/1.png, pictures/cat/2.png, pictures/dog/1.png …
/// let pictures = try ImageFolder("pictures")
/// print(pictures.classes, pictures.count)             // ["cat", "dog"] …
/// let resize = Resize(height: 64, width: 64)
/// let data = pictures.map { $0.transformed(by: resize) }.collated()
/// for batch in DataLoader(data, batchSize: 32, shuffle: true, prefetch: 2) { … }
/// ```
/// Classes and files are in torchvision's order; files with other endings than `.png` are passed over. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.ImageFolder.html>.
public struct ImageFolder: SampleDataset {
  /// A file and the number of its class.
  public struct File: Equatable, Sendable {
    /// Where the file is.
    public let path: String
    /// The number of its class, an index of ``ImageFolder/classes``.
    public let label: Int
  }

  /// The names of the classes' folders, in order.
  public let classes: [String]
  /// All files: those of the first class, then those of the next; within a class by the names of folders
  /// and files.
  public let files: [File]

  /// Lists the files below a folder; none is read yet.
  ///
  /// - Parameters:
  ///   - path: A folder with one folder for each class. Folders within these are searched as well.
  ///   - allowsEmptyClasses: Whether a class may have no file.
  /// - Throws: ``ImageFileError``, naming the folder and what was expected in it.
  public init(_ path: String, allowsEmptyClasses: Bool = false) throws(ImageFileError) {
    switch FileReader.kind(of: path) {
    case .missing: throw .missingFolder(path: path)
    case .file, .other: throw .unreadableFolder(path: path, reason: "expected a folder")
    case .folder: break
    }
    classes = try Self.names(in: path).filter {
      FileReader.kind(of: "\(path)/\($0)") == .folder
    }
    if classes.isEmpty { throw .noClasses(path: path) }
    var (files, empty): ([File], [String]) = ([], [])
    for (label, name) in classes.enumerated() {
      var folders: [(path: String, pictures: [String])] = []
      try Self.search("\(path)/\(name)", above: [], into: &folders)
      let sorted = folders.sorted { FolderListing.precedes($0.path, $1.path) }
      let found = sorted.flatMap { folder in
        folder.pictures.map { File(path: "\(folder.path)/\($0)", label: label) }
      }
      if found.isEmpty { empty.append(name) }
      files += found
    }
    if !empty.isEmpty, !allowsEmptyClasses { throw .emptyClasses(path: path, empty) }
    self.files = files
  }

  /// Finds the pictures of a folder and of all folders below.
  ///
  /// - Parameter above: The folders that it is in, without links, so that a link to one of them ends the search.
  private static func search(
    _ folder: String, above: [String], into found: inout [(path: String, pictures: [String])]
  ) throws(ImageFileError) {
    let real = SystemCalls.real(folder) ?? folder
    if above.contains(real) { return }
    var (pictures, folders): ([String], [String]) = ([], [])
    for name in try names(in: folder) {
      if FileReader.kind(of: "\(folder)/\(name)") == .folder {
        folders.append("\(folder)/\(name)")
      } else if name.lowercased().hasSuffix(".png") {
        pictures.append(name)
      }
    }
    found.append((folder, pictures))
    for inner in folders { try search(inner, above: above + [real], into: &found) }
  }

  private static func names(in folder: String) throws(ImageFileError) -> [String] {
    do { return try FolderListing.names(in: folder) } catch { throw .file(error) }
  }

  /// The number of files.
  public var count: Int { files.count }

  /// Reads the picture at an index.
  ///
  /// - Returns: `[3, height, width]`, `float32` from 0 to 1 as of torchvision's `ToTensor`, and its class.
  /// - Throws: ``ImageFileError``, naming the file.
  public func load(_ index: Int) throws(ImageFileError) -> LabelledImage {
    check([index], "ImageFolder")
    let file = files[index]
    return LabelledImage(image: try Self.picture(file.path).tensor, label: file.label)
  }

  /// The picture at an index, as ``load(_:)`` reads it; stops with the error where that fails.
  public func item(_ index: Int) -> LabelledImage {
    do { return try load(index) } catch {
      misuse(
        "ImageFolder.item", error.description,
        hint: "find damaged files beforehand with validate()")
    }
  }

  /// Reads and decodes every file, so that no later batch can fail for its content.
  ///
  /// - Throws: ``ImageFileError`` for the first file that is damaged.
  public func validate() throws(ImageFileError) {
    for file in files { _ = try Self.picture(file.path) }
  }

  private static func picture(_ path: String) throws(ImageFileError) -> RGBImage {
    let bytes: [UInt8]
    do { bytes = try FileReader.read(path) } catch { throw .file(error) }
    do { return try PNG.decodeRGB(bytes) } catch { throw .png(path: path, error) }
  }
}
