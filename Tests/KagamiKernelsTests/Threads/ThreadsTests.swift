import Foundation
import KagamiKernels
import Testing

/// Every block is computed once, on whatever thread.
@Suite(.serialized) struct ThreadsTests {
  @Test(arguments: [1, 2, 3, 7]) func everyIndexOnce(_ threads: Int) {
    let before = Threads.count
    Threads.setCount(threads)
    defer { Threads.setCount(before) }
    for extent in [0, 1, 9, 10, 11, 1000] {
      let seen = Guarded([Int](repeating: 0, count: extent))
      Threads.forEachBlock(of: extent, size: 10) { range in
        #expect(range.lowerBound % 10 == 0 && range.count <= 10 && !range.isEmpty)
        seen.withLock { counts in
          for index in range { counts[index] += 1 }
        }
      }
      #expect(seen.withLock { $0 } == [Int](repeating: 1, count: extent))
    }
  }

  @Test func theMachineIsKnown() {
    #expect(Threads.processorCount >= 1)
    #expect(Machine.openBLASConfiguration.contains("OpenBLAS"))
    #expect(!Machine.openBLASCore.isEmpty)
  }

  /// Under `taskset -c 0 swift test` both count one.
  @Test func processorsThatTheProcessMayUse() throws {
    let nproc = Process()
    nproc.executableURL = URL(filePath: "/usr/bin/nproc")
    nproc.environment = [:]
    let output = Pipe()
    nproc.standardOutput = output
    try nproc.run()
    nproc.waitUntilExit()
    let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) == Threads.processorCount)
  }

  /// A processor with AVX2 never runs the kernels of 2004.
  @Test func kernelsFitTheProcessor() throws {
    let path = "/proc/cpuinfo"
    let abilities = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    if abilities.contains(" avx2 "), abilities.contains(" fma ") {
      #expect(Machine.openBLASCore.lowercased() != "prescott")
    }
  }
}
