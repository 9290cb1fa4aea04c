import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Files of numbers are read as NumPy reads them, and come back as they were written.
@Suite struct CSVTests {
  private func decode(
    _ text: String, _ format: CSVFormat = CSVFormat(), dtype: DType = .float32
  ) throws(CSVError) -> CSVTable {
    try CSV.decode(Array(text.utf8), format: format, dtype: dtype)
  }

  @Test(arguments: CSVGoldens.shared.files) func numbersAreNumPys(_ golden: CSVGoldens.File) throws
  {
    for (dtype, expected) in [(DType.float64, golden.doubles), (.float32, golden.singles)] {
      let table = try decode(golden.text, golden.format, dtype: dtype)
      #expect(Array(table.values.shape) == golden.shape && table.values.dtype == dtype)
      #expect(CSVGoldens.bits(table.values) == CSVGoldens.bits(expected, dtype))
      #expect(table.names == (golden.header.isEmpty ? nil : golden.header))
    }
  }

  @Test func missingValuesAreNumPys() throws {
    let golden = CSVGoldens.shared.missing
    let table = try decode(golden.text, CSVFormat(missing: .nan), dtype: .float64)
    #expect(Array(table.values.shape) == golden.shape)
    #expect(CSVGoldens.bits(table.values) == CSVGoldens.bits(golden.doubles, .float64))
    #expect(throws: CSVError.missing(line: 2, column: 2)) { try decode(golden.text) }
    let marked = try decode("1,NA\n?,2\n", CSVFormat(missing: .nan, missingMarks: ["NA", "?"]))
    #expect(marked.values.isNaN().array(of: Int.self) == [0, 1, 1, 0])
  }

  @Test func quotesLinesAndNames() throws {
    let text = "\u{feff}\"a, \"\"b\"\"\" , c\td ,\"two\nlines\"\r\n \"1\" ,2\t, 3 \r\n\n\r4,5,6"
    let table = try decode(text)
    #expect(table.names == ["a, \"b\"", "c\td", "two\nlines"])
    #expect(table.values.array(of: Float.self) == [1, 2, 3, 4, 5, 6])
    #expect(table.column("c\td")?.array(of: Float.self) == [2, 5] && table.column("x") == nil)
  }

  /// A quotation mark and the accent behind it are one character, of which the mark is doubled all the same; so are a
  /// blank at an end and what belongs to it.
  @Test func marksWithAccents() throws {
    let names = ["a\"\u{31e}", "\"\u{301}\"", ",\u{301}", "a\u{601} ", " \u{301}"]
    let text = CSV.encode(Tensor([[1.0, 2, 3, 4, 5]]), names: names)
    #expect(try CSV.decode(text).names == names)
  }

  @Test func headers() throws {
    #expect(try decode("2019,2020\n1,2\n").names == nil)
    #expect(try decode("2019,2020\n1,2\n", CSVFormat(header: .present)).names == ["2019", "2020"])
    #expect(try decode("x\n").values.shape == [0, 1])
    #expect(try decode("").values.shape == [0, 0])
    #expect(try decode("a,b\n1,2", CSVFormat(header: .detected)).values.shape == [1, 2])
    #expect(throws: CSVError.self) { try decode("a,b\n1,2", CSVFormat(header: .absent)) }
    // A line with a number is no header, though a field of it is wrong.
    #expect(
      throws: CSVError.malformed(line: 1, column: 2, text: "x", dtype: .float32)
    ) { try decode("1,x\n") }
  }

  @Test func wholeNumbers() throws {
    let text = "-9223372036854775808,9223372036854775807\n+1,0\n"
    let table = try decode(text, dtype: .int64)
    #expect(table.values.array(of: Int64.self) == [.min, .max, 1, 0])
    #expect(try decode("255\n0\n", dtype: .uint8).values.dtype == .uint8)
    for (wrong, dtype) in [
      ("256", DType.uint8), ("-1", .uint8), ("1.5", .int64), ("9223372036854775808", .int64),
      ("nan", .int32), ("32768", .int16), ("-129", .int8),
    ] {
      #expect(throws: CSVError.malformed(line: 1, column: 1, text: wrong, dtype: dtype)) {
        try decode(wrong, CSVFormat(header: .absent), dtype: dtype)
      }
    }
  }

  @Test func faultsAreNamed() throws {
    for (text, words) in [
      ("1,2\n3\n", "line 2: expected 2 fields as in the first line, found 1"),
      ("1,2\n3,4,5\n", "line 2: expected 2 fields as in the first line, found 3"),
      ("1,2\n3,\n", "line 2, column 2: expected a number, found nothing"),
      ("1,2\n\n3,1_0\n", "line 3, column 2: expected a number of float32, found \"1_0\""),
      ("1\n0x10\n", "line 2, column 1: expected a number of float32, found \"0x10\""),
      ("1\n\u{7}\"\n", "line 2, column 1: a quotation mark within a field"),
      ("1\n\"2\"3\n", "line 2, column 1: a quotation mark within a field"),
      ("1,2\n3,\"4\n5,6\n", "line 2: expected the quotation mark to be closed"),
      ("1\n\(String(repeating: "7", count: 70_000))", "line 2, column 1: expected a field of at"),
      ("1\n\u{1b}[31m\n", "found \"\\u{1B}[31m\""),
    ] {
      let error = #expect(throws: CSVError.self) { try decode(text) }
      let found = error?.description ?? ""
      #expect(found.contains(words) && !found.contains("\n"), "\(found)")
    }
  }

  @Test func tablesComeBack() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/table.csv"
    withGenerator(RandomGenerator(seed: 2)) {
      for dtype in [
        DType.float32, .float64, .float16, .bfloat16, .int64, .int32, .int16, .int8, .uint8,
      ] {
        let numbers = Tensor.randn([7_000, 5], dtype: .float64) * 50
        let table = (dtype == .uint8 ? numbers.abs().clamp(max: 255) : numbers).to(dtype)
        let names = ["a", "", "c \"d\"", "e,\nf", " g"]
        #expect(throws: Never.self) {
          try CSV.save(table, names: names, to: path, lineEnd: "\r\n")
          let back = try CSV.load(path, dtype: dtype)
          #expect(back.names == names && back.values.dtype == dtype)
          #expect(CSVGoldens.bits(back.values) == CSVGoldens.bits(table))
        }
      }
    }
    let error = #expect(throws: TensorFileError.self) { try CSV.load(folder.path + "/none.csv") }
    #expect(error?.description == folder.path + "/none.csv: no such file")
    try folder.write(Array("1,2\n3\n".utf8), to: "table.csv")
    let broken = #expect(throws: TensorFileError.self) { try CSV.load(path) }
    #expect(broken?.description.hasPrefix("\(path): line 2: expected 2 fields") == true)
  }

  @Test func textThatIsWritten() {
    let table = Tensor([[1, 0.1], [-.infinity, .nan]] as [[Double]], dtype: .float64)
    let text = String(
      decoding: CSV.encode(table, names: ["n", "x;y"], separator: ";"), as: UTF8.self)
    #expect(text == "n;\"x;y\"\n1.0;0.1\n-inf;nan\n")
    #expect(CSV.encode(Tensor([1, 2])) == Array("1\n2\n".utf8))
    #expect(CSV.encode(Tensor.zeros([0, 2]), names: ["a", "b"]) == Array("a,b\n".utf8))
    #expect(CSV.encode(Tensor.zeros([3, 0])).isEmpty)
  }

  @Test func wrongUseIsMisuse() async {
    await #expect(processExitsWith: .failure) { _ = CSVFormat(separator: "\"") }
    await #expect(processExitsWith: .failure) { _ = try CSV.decode([], dtype: .bool) }
    await #expect(processExitsWith: .failure) {
      _ = CSV.encode(Tensor.zeros([1, 2]), names: ["a"])
    }
  }
}
