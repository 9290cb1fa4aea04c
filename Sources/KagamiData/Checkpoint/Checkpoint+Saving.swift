#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Checkpoint {
  /// Writes the checkpoint, and keeps the one that was there as the previous one.
  ///
  /// The new file is written beside the old one and flushed to the disk; only then the old one, if it is whole,
  /// gets the name of ``previousPath(of:)``, and the new one its place. Whenever the process is killed, at least
  /// one of both names has a whole checkpoint, the newest or the one before it, which ``loadNewest(_:)`` finds.
  /// A process that is killed leaves its unfinished file, whose name begins with `.kagami-` and ends in `.tmp`;
  /// it may be removed.
  ///
  /// - Parameters:
  ///   - path: The file to write; its folder must exist.
  ///   - keepingPrevious: Whether the file that was there is kept.
  /// - Throws: ``FileError`` naming the step that failed; what was at `path` is unchanged then.
  /// - Precondition: no name of a tensor, or of a value, is given twice; values are nested at most 100 deep, and
  ///   at most 400,000 altogether.
  public func save(to path: String, keepingPrevious: Bool = true) throws(FileError) {
    try AtomicFile.write(parts: parts(), to: path) { (place) throws(FileError) in
      if keepingPrevious { try Self.keep(place, as: Self.previousPath(of: path)) }
    }
  }

  /// Where ``save(to:keepingPrevious:)`` keeps the checkpoint before the newest.
  ///
  /// ```swift
  /// Checkpoint.previousPath(of: "run/checkpoint.safetensors")    // run/checkpoint-previous.safetensors
  /// ```
  /// - Parameter path: The file of the newest.
  public static func previousPath(of path: String) -> String {
    let (_, name) = SystemCalls.split(path)
    let folder = path.dropLast(name.count)
    guard let point = name.lastIndex(of: "."), point != name.startIndex else {
      return path + "-previous"
    }
    return "\(folder)\(name[..<point])-previous\(name[point...])"
  }

  /// Gives a file a second name, in place of what had it; the first name is never without a file.
  ///
  /// A damaged file does not take the place of one that may be whole.
  private static func keep(_ place: String, as previous: String) throws(FileError) {
    guard FileReader.kind(of: place) == .file else { return }
    do { try verify(place) } catch { return }
    let temporary = AtomicFile.temporaryPath(in: SystemCalls.split(previous).folder)
    guard link(place, temporary) == 0 else {
      // A file system without links, or a folder on another one.
      try AtomicFile.write(FileReader.read(place, limit: MachineMemory.bytes), to: previous)
      return
    }
    // If both names are of the same file already, a rename leaves both.
    defer { unlink(temporary) }
    guard rename(temporary, previous) == 0 else {
      throw .unwritable(path: previous, step: "renaming into place", reason: systemMessage())
    }
  }
}
