internal import KagamiKernels
internal import Synchronization

/// Where a tensor's arithmetic is done.
///
/// ```swift
/// let slow = x.to(.reference)
/// ```
/// ``cpu`` and ``reference`` are always there. A target of this package can add a device of its own; see
/// `Backend`.
public struct Device: Hashable, Sendable, CustomStringConvertible {
  /// The position among all devices.
  private let index: UInt8

  /// OpenBLAS and SIMD loops.
  public static let cpu = Device(index: 0)
  /// Plain Swift loops, written to be read: the oracle that every kernel is compared with.
  public static let reference = Device(index: 1)

  /// Every device: those above, then others in the order in which they were registered.
  public static var all: [Device] {
    (0..<2 + others.withLock(\.count)).map { Device(index: UInt8($0)) }
  }

  private static let others = Guarded<[(name: String, backend: any Backend)]>([])

  private init(index: UInt8) { self.index = index }

  /// Adds a device.
  ///
  /// - Precondition: no device has the name; there are at most 256.
  package static func register(_ name: String, backend: any Backend) -> Device {
    if all.contains(where: { $0.name == name }) {
      misuse("Device.register", "there is a device \(name) already")
    }
    return others.withLock { others in
      others.append((name, backend))
      return Device(index: UInt8(1 + others.count))
    }
  }

  /// The name, as in `cpu`.
  public var name: String {
    switch index {
    case 0: "cpu"
    case 1: "reference"
    default: Self.others.withLock { [index] in $0[Int(index) - 2].name }
    }
  }

  /// The name, as in `cpu`.
  public var description: String { name }

  /// The kernels of the device.
  package var backend: any Backend {
    switch index {
    case 0: CPUBackend()
    case 1: ReferenceBackend()
    default: Self.others.withLock { [index] in $0[Int(index) - 2].backend }
    }
  }
}
