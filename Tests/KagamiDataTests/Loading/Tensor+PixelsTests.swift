import Kagami
import KagamiData
import Testing

/// Rows of bytes become the floats of the arithmetic, whatever their number and order.
@Suite struct TensorPixelsTests {
  @Test(arguments: [1, 5, 784, 70_000]) func bitsOfTheArithmetic(rowLength: Int) {
    let count = 300_000 / rowLength + 2
    let bytes = (0..<count * rowLength).map { index -> UInt8 in
      let mixed = index &* 2_654_435_761
      return UInt8(truncatingIfNeeded: mixed >> 7)
    }
    for rows in [[], [0], Array((0..<count).reversed()), [count - 1, 0, count - 1]] {
      let found = Tensor(normalizing: bytes, rows: rows, rowLength: rowLength)
      #expect(found.shape == [rows.count, rowLength])
      var expected: [Float] = []
      for row in rows {
        for byte in bytes[row * rowLength..<(row + 1) * rowLength] {
          expected.append((Float(byte) / 255 - 0.5) / 0.5)
        }
      }
      #expect(found.array(of: Float.self) == expected)
    }
  }

  @Test func rowsThatAreNotThereAreMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor(normalizing: [1, 2, 3], rows: [1], rowLength: 2)
    }
  }
}
