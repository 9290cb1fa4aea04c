import Testing

@testable import KagamiKernels

/// Freed memory is reused; addresses are aligned.
@Suite struct MemoryPoolTests {
  @Test func freedBuffersComeBack() {
    // A size that nothing else in the process allocates.
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

  /// Large buffers begin somewhere in a page of their own; each can be filled and given back.
  @Test func largeBuffersAreWholeAndApart() async {
    await #expect(processExitsWith: .success) {
      // As much as is kept at most, so that what is freed from then on goes back to the system.
      let quarters = (0..<4).map { _ in MemoryPool.allocate(1 << 28) }
      for quarter in quarters { MemoryPool.free(quarter, 1 << 28) }
      #expect(MemoryPool.statistics.keptBytes == 1 << 30)
      for size in [1 << 20, 1 << 20 + 1, 3_211_264, 1 << 22, 12_345_678] {
        let buffers = (0..<5).map { _ in MemoryPool.allocate(size) }
        for (index, buffer) in buffers.enumerated() {
          buffer.initializeMemory(as: UInt8.self, repeating: UInt8(index), count: size)
        }
        for (index, buffer) in buffers.enumerated() {
          #expect(UInt(bitPattern: buffer) % 64 == 0)
          #expect(buffer.load(as: UInt8.self) == index)
          #expect(buffer.load(fromByteOffset: size - 1, as: UInt8.self) == index)
        }
        #expect(Set(buffers.map { UInt(bitPattern: $0) % 4096 }).count == 5)
        for buffer in buffers { MemoryPool.free(buffer, size) }
        #expect(MemoryPool.statistics.keptBytes == 1 << 30)
      }
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

  /// What is handed out again is no longer kept.
  @Test func keptBytesAreCounted() async {
    await #expect(processExitsWith: .success) {
      let size = 123_456
      let capacity = MemoryPool.sizeClass(for: size).capacity
      let before = MemoryPool.statistics.keptBytes
      let first = MemoryPool.allocate(size)
      MemoryPool.free(first, size)
      #expect(MemoryPool.statistics.keptBytes == before + capacity)
      let second = MemoryPool.allocate(size)
      #expect(MemoryPool.statistics.keptBytes == before)
      MemoryPool.free(second, size)
    }
  }
}
