import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Damaged files give a table or a named error, whatever is wrong with them.
@Suite struct CSVDamageTests {
  static let file = Array("\u{feff}\"a\"\"b\",c # names\r\n1.5e1,-2\r\n\"3\", inf\n\n,nan\n".utf8)
  static let formats = [
    CSVFormat(), CSVFormat(separator: nil, header: .present, comment: "#"),
    CSVFormat(separator: ";", header: .absent, missing: .nan),
    CSVFormat(comment: "#", missing: .nan),
  ]

  /// Whether bytes are read, or refused in one line.
  private func survives(_ bytes: [UInt8]) {
    for format in Self.formats {
      do {
        let values = try CSV.decode(bytes, format: format, dtype: .float64).values
        #expect(values.rank == 2 && values.count <= bytes.count + 1)
      } catch {
        #expect(!error.description.contains("\n") && !error.description.isEmpty)
      }
    }
  }

  @Test func theWholeFileIsSound() throws {
    let table = try CSV.decode(Self.file, format: Self.formats[3])
    #expect(table.names == ["a\"b", "c"] && table.values.shape == [3, 2])
  }

  @Test func everyLength() {
    for length in 0...Self.file.count { survives(Array(Self.file[..<length])) }
  }

  @Test func everyBit() {
    for bit in 0..<8 * Self.file.count {
      var damaged = Self.file
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      survives(damaged)
    }
  }

  @Test func randomBytes() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("0123456789.,;\"\"\n\r\t #eE+-naif\u{feff}é\0".utf8)
    for _ in 0..<500 {
      survives((0..<200).map { _ in alphabet.randomElement(using: &random) ?? 0 })
    }
  }

  @Test func filesOfManyFields() {
    // A column for every other byte is more than there may be.
    let wide = Array(String(repeating: "1,", count: 1_100_000).utf8)
    #expect(throws: CSVError.tooManyColumns(limit: 1 << 20)) { try CSV.decode(wide) }
    // A value for each byte takes more than four times the file's size.
    let empty = Array(String(repeating: ",", count: 1 << 24).utf8)
    var file: [UInt8] = []
    for start in stride(from: 0, to: empty.count, by: 1 << 12) {
      file += empty[start..<start + (1 << 12)] + [10]
    }
    #expect(throws: CSVError.self) {
      try CSV.decode(file, format: CSVFormat(header: .absent, missing: .nan), dtype: .float64)
    }
  }

  @Test func piecesOfAFileMeetAnywhere() throws {
    // Longer than what is read at a time, with fields, quotes and line ends across the borders.
    let line = "\"1.25\",-3e2\r\n"
    let text = String(repeating: line, count: 50_000)
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), to: "long.csv")
    let values = try CSV.load(path).values
    #expect(values.shape == [50_000, 2])
    #expect(values[.all, 0].sum().item() == 62_500 && values[.all, 1].mean().item() == -300)
  }
}
