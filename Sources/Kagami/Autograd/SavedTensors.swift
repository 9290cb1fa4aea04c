/// The tensors that an operation's gradient reads.
public struct SavedTensors: OptionSet, Sendable {
  /// One bit for each of the first sixteen inputs, then one for each of the first sixteen outputs.
  public let rawValue: UInt32
  /// A set of the given bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Shapes alone suffice.
  public static let nothing: SavedTensors = []
  /// The first input.
  public static let input0 = SavedTensors.input(0)
  /// The second input.
  public static let input1 = SavedTensors.input(1)
  /// The third input.
  public static let input2 = SavedTensors.input(2)
  /// The result, or the first of several.
  public static let output = SavedTensors.output(0)

  /// One of the first sixteen inputs.
  public static func input(_ index: Int) -> SavedTensors { bit(index, of: "input") }
  /// One of the first sixteen outputs.
  public static func output(_ index: Int) -> SavedTensors { bit(index, of: "output", from: count) }

  private static let count = 16

  private static func bit(_ index: Int, of kind: String, from start: Int = 0) -> SavedTensors {
    if index < 0 || index >= count {
      misuse("SavedTensors", "\(kind) \(index) is not among the first \(count)")
    }
    return SavedTensors(rawValue: 1 << UInt32(start + index))
  }

  func contains(input index: Int) -> Bool {
    index < Self.count && rawValue & (1 << UInt32(index)) != 0
  }

  func contains(output index: Int) -> Bool {
    index < Self.count && rawValue & (1 << UInt32(Self.count + index)) != 0
  }
}
