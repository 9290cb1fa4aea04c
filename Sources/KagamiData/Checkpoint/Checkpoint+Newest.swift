extension Checkpoint {
  /// The newest whole checkpoint of two, and why it is not the newest of all.
  public struct Newest: Sendable {
    /// What was read.
    public var checkpoint: Checkpoint
    /// The file that it was read from.
    public var path: String
    /// Why the newest file was passed over; nil if it was read.
    public var reason: CheckpointError?
  }

  /// Reads the newest checkpoint, or the one before it if the newest is missing or damaged.
  ///
  /// ```swift
  /// let newest = try Checkpoint.loadNewest("run/checkpoint.safetensors")
  /// if let reason = newest.reason { print("going on from \(newest.path): \(reason)") }
  /// ```
  /// - Parameter path: The file of the newest; the other one is that of ``previousPath(of:)``.
  /// - Throws: ``CheckpointError`` if neither is whole.
  public static func loadNewest(_ path: String) throws(CheckpointError) -> Newest {
    let reason: CheckpointError
    do {
      return Newest(checkpoint: try load(path), path: path)
    } catch {
      reason = error
    }
    let previous = previousPath(of: path)
    do {
      return Newest(checkpoint: try load(previous), path: previous, reason: reason)
    } catch .file(.missing) {
      throw reason
    } catch {
      throw .noneValid(newest: reason, previous: error)
    }
  }
}
