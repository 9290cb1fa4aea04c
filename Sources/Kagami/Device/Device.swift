/// Where a tensor's arithmetic is done.
///
/// ```swift
/// let slow = x.to(.reference)
/// ```
public enum Device: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// OpenBLAS and SIMD loops.
  case cpu
  /// Plain Swift loops, written to be read: the oracle that every kernel is held against.
  case reference

  /// The name, as in `cpu`.
  public var description: String { rawValue }

  /// The kernels of the device.
  var backend: any Backend {
    switch self {
    case .cpu: CPUBackend()
    case .reference: ReferenceBackend()
    }
  }
}
