import Testing

@testable import KagamiData

/// Every file that is made to mislead is a named error, and takes little memory.
@Suite struct HostileFilesTests {
  @Test func thereAreMany() throws {
    let files = try HostileFile.all()
    #expect(files.count >= 500)
    #expect(Set(files.map(\.kind)).count == HostileFile.Kind.allCases.count)
  }

  /// In a process of its own, of which nothing else takes memory.
  @Test func eachIsANamedError() async {
    await #expect(processExitsWith: .success) {
      let isCounted = PeakMemory.reset()
      #expect(isCounted == PeakMemory.isThere, "memory is not counted")
      for file in try HostileFile.all() {
        let bytes = try file.bytes
        _ = PeakMemory.reset()
        let before = PeakMemory.bytes?.now ?? 0
        let complaint = file.complaint(bytes)
        let after = PeakMemory.bytes?.peak ?? 0
        #expect(complaint != nil, "\(file.kind) \(file.name) is taken")
        #expect(complaint?.contains("\n") != true, "\(file.kind) \(file.name): \(complaint ?? "")")
        #expect((complaint?.utf8.count ?? 0) < 2000, "\(file.kind) \(file.name)")
        if isCounted {
          #expect(
            after - before <= 4 * bytes.count + 64 << 20,
            "\(file.kind) \(file.name): \((after - before) >> 20) MiB of \(bytes.count) bytes")
        }
      }
    }
  }

  /// Files of a few megabytes that are nothing but the smallest values there are.
  @Test func manyValuesTakeLittleMemory() async {
    await #expect(processExitsWith: .success) {
      func header(_ text: String) -> [UInt8] {
        let json = Array(text.utf8)
        return (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
      }
      func pickle(_ part: String, _ count: Int) -> [UInt8] {
        let body = Array("](\(String(repeating: part, count: count))e.".utf8)
        return HandMade.archive([0x80, 2] + body)
      }
      let count = 1_000_000
      let lists = String(repeating: "[],", count: count)
      let names = (0..<count).map { "\"\(String($0, radix: 36))\":1," }.joined()
      let files: [(name: String, bytes: [UInt8], read: ([UInt8]) throws -> Void)] = [
        ("lists", header("{\"a\":[\(lists)1]}"), { _ = try Safetensors.decode($0) }),
        ("names", header("{\(names)\"\":1}"), { _ = try Safetensors.decode($0) }),
        (
          "strings", header("{\"__metadata__\":{\(names.replacing(":1", with: ":\"\""))\"\":1}}"),
          { _ = try Safetensors.decode($0) }
        ),
        ("None", pickle("N", count), { _ = try TorchFile.decode($0) }),
        ("lists of a pickle", pickle("]", count), { _ = try TorchFile.decode($0) }),
        ("dictionaries of a pickle", pickle("}", count), { _ = try TorchFile.decode($0) }),
        ("marks of a pickle", pickle("(", count), { _ = try TorchFile.decode($0) }),
      ]
      for file in files {
        let isCounted = PeakMemory.reset()
        #expect(isCounted == PeakMemory.isThere, "memory is not counted")
        let before = PeakMemory.bytes?.now ?? 0
        #expect(throws: (any Error).self) { try file.read(file.bytes) }
        let after = PeakMemory.bytes?.peak ?? 0
        if isCounted {
          #expect(
            after - before <= 4 * file.bytes.count + 64 << 20,
            "\(file.name): \((after - before) >> 20) MiB of \(file.bytes.count >> 20) MiB")
        }
      }
    }
  }
}
