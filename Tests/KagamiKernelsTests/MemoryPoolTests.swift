import Testing

@testable import KagamiKernels

/// Freed memory comes back; addresses are aligned.
@Suite struct MemoryPoolTests {
  @Test func freedBuffersComeBack() {
    // A size that nothing else in the process asks for.
    let size = 7_654_321
    let first = MemoryPool.allocate(size)
    #expect(UInt(bitPattern: first) % 64 == 0)
    MemoryPool.free(first, size)
    let second = MemoryPool.allocate(size)
    #expect(first == second)
    MemoryPool.free(second, size)
  }

  @Test func capacitiesWasteLittle() {
    for size in [0, 1, 63, 64, 65, 100, 1000, 4096, 4097, 1_000_000, 123_456_789] {
      let capacity = MemoryPool.sizeClass(for: size).capacity
      #expect(capacity >= size && capacity >= 64)
      #expect(capacity <= max(64, size + max(64, size / 4)), "\(size) takes \(capacity)")
      #expect(MemoryPool.sizeClass(for: capacity).capacity == capacity)
    }
  }

  @Test func everyCapacityHasItsOwnPlace() {
    var capacities: [Int: Int] = [:]
    for size in (0...20_000).map(\.self) + (14..<46).flatMap({ [1 << $0, 1 << $0 + 1, 5 << $0] }) {
      let found = MemoryPool.sizeClass(for: size)
      #expect(capacities[found.index, default: found.capacity] == found.capacity, "\(size)")
      capacities[found.index] = found.capacity
    }
  }
}
