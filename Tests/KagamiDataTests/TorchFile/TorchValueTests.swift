import Kagami
import KagamiData
import Testing

/// The tree of values.
@Suite struct TorchValueTests {
  @Test func partsAreReachedByName() throws {
    let tensor = Tensor([1.0, 2])
    let value: TorchValue = [
      "model": TorchValue([(name: "w", tensor: tensor)]), "list": [1, 2.5, "x", true],
      7: .tuple([3]),
    ]
    #expect(value["model"]?["w"]?.tensor?.count == 2)
    #expect(value["list"]?[1]?.double == 2.5 && value["list"]?[0]?.double == 1)
    #expect(value["list"]?[2]?.string == "x" && value["list"]?[3]?.bool == true)
    #expect(value[7]?[0]?.integer == 3)
    #expect(value["list"]?[4] == nil && value["list"]?[-1] == nil && value["none"] == nil)
    #expect(value["list"]?["x"] == nil && value["model"]?[0] == nil)
    #expect(value.tensor == nil && value.integer == nil && value.double == nil)
    #expect(value.string == nil && value.bool == nil && value.elements == nil)
    #expect(try value["model"]?.tensors.map(\.name) == ["w"])
    let mixed = try #require(value["list"])
    #expect(throws: TorchFileError.notTensors("it is a list")) { try mixed.tensors }
    let numbered: TorchValue = [0: .tensor(tensor)]
    #expect(throws: TorchFileError.notTensors("\"0\" in it is a tensor")) {
      try numbered.tensors
    }
  }

  @Test func keysAreComparedByTheirBytes() {
    #expect(TorchValue.Key.string("\u{e9}") != .string("e\u{301}"))
    #expect(TorchValue.Key.string("0") != .integer(0))
    #expect(Set<TorchValue.Key>(["a", 0, "a", 0]).count == 2)
  }

  /// Whatever a file names, the error is one short line.
  @Test func descriptionsAreOneLine() {
    let odd = String(repeating: "x\n\u{1}", count: 100)
    let errors: [TorchFileError] = [
      .notTorch, .truncated(expected: 1, found: 0), .malformedArchive("x"), .missingRecord(odd),
      .wrongChecksum(record: odd), .torchScript, .unsupportedVersion(odd),
      .unsupportedOpcode("POP", offset: 1), .unsupportedGlobal(odd),
      .malformedPickle("x", offset: 1), .integerTooLarge(offset: 1), .recursive(name: odd),
      .tooDeep(limit: 1), .tooManyValues(limit: 1), .unsupportedValue(name: odd, kind: "x"),
      .unsupportedType(name: odd, dtype: "x"), .malformedTensor(name: odd, "x"),
      .wrongStorage(key: odd, expected: 1, found: 2), .tooLarge(size: 2, limit: 1),
      .notTensors("x"), .file(.missing(path: "x")),
    ]
    for error in errors {
      #expect(!error.description.contains("\n") && error.description.count < 450, "\(error)")
    }
  }
}
