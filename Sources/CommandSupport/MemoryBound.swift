internal import KagamiData

/// Throws for sizes whose tensors could never fit this machine's memory.
package enum MemoryBound {
  /// Throws if `fixed + perUnit · value` bytes exceed the memory; counted in floating point, which cannot
  /// overflow.
  package static func require(
    _ flag: String, _ value: Int, perUnit: Double, fixed: Double = 0
  ) throws(UsageError) {
    let memory = Double(MachineMemory.bytes)
    if fixed + perUnit * Double(value) > memory {
      let most = max(Int((memory - fixed) / perUnit), 1)
      throw UsageError(
        "\(flag) \(value): expected at most \(most), for which the memory of this machine suffices")
    }
  }
}
