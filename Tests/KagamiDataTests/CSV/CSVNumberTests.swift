import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Numbers in text are rounded once, and are written with the fewest digits.
@Suite struct CSVNumberTests {
  @Test func hardNumbersArePythons() throws {
    let numbers = CSVGoldens.shared.numbers
    #expect(numbers.count > 800)
    let file = Array(numbers.map(\.text).joined(separator: "\n").utf8)
    for (dtype, path) in [(DType.float64, \CSVGoldens.Number.double), (.float32, \.single)] {
      let found = CSVGoldens.bits(try CSV.decode(file, dtype: dtype).values)
      for (number, bits) in zip(numbers, found) {
        #expect([bits] == CSVGoldens.bits(number[keyPath: path], dtype), "\(number.text)")
      }
      #expect(found.count == numbers.count)
    }
  }

  @Test func digitsArePythons() throws {
    let golden = CSVGoldens.shared.shortest
    let bytes = Data(base64Encoded: golden.doubles).map { [UInt8]($0) } ?? []
    let values = Tensor(bytes: bytes[...], shape: [bytes.count / 8], dtype: .float64)
    let text = String(decoding: CSV.encode(values), as: UTF8.self)
    #expect(text.split(separator: "\n").map(String.init) == golden.texts)
  }

  @Test(arguments: [
    "", "+", "-", ".", "e5", "1e", "1e+", "1e5.0", "1.2.3", "--1", "1 2", "0x1p3", "1_000",
    "NaN(1)",
    "infinit", "1f", "\u{661}", "1e5e5", "\0", "1\0",
  ]) func whatIsNoNumber(text: String) {
    #expect(throws: CSVError.self) {
      try CSV.decode(Array("0\n\"\(text)\"\n".utf8), dtype: .float64)
    }
  }

  @Test func namesOfNumbers() throws {
    let file = Array("Inf,-infinity,NAN,+nan,1e999,-1e-999,1e99999999999999999999".utf8)
    let values = try CSV.decode(file, dtype: .float64).values.array(of: Double.self)
    #expect(values[0] == .infinity && values[1] == -.infinity && values[2].isNaN && values[3].isNaN)
    #expect(values[4] == .infinity && values[5] == 0 && values[5].sign == .minus)
    #expect(values[6] == .infinity)
  }
}
