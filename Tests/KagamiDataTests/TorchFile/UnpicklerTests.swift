import Testing

@testable import KagamiData

/// Pickles are read as data; what is hostile in them is an error.
@Suite struct UnpicklerTests {
  private func value(_ object: [UInt8], _ storages: [[UInt8]] = []) throws -> TorchValue {
    try TorchFile.decode(HandMade.archive(HandMade.pickle(object), storages))
  }

  private func error(_ object: [UInt8], _ storages: [[UInt8]] = []) -> TorchFileError? {
    #expect(throws: TorchFileError.self) { _ = try value(object, storages) }
  }

  private func code(_ text: String) -> [UInt8] { HandMade.code(text) }

  @Test func namesOfPythonAreNotRun() {
    let call = HandMade.global("os", "system") + HandMade.tuple(HandMade.string("ls")) + code("R")
    #expect(error(call) == .unsupportedGlobal("os.system"))
    let names: [UInt8] = [0x8c, 2] + code("os") + [0x8c, 4] + code("exec") + [0x93]
    #expect(error(names) == .unsupportedGlobal("os.exec"))
    #expect(error(HandMade.global("torch", "load")) == .unsupportedGlobal("torch.load"))
    #expect(error(HandMade.global("torch", "untyped")) == .unsupportedGlobal("torch.untyped"))
    #expect(
      error(HandMade.global("torch", "FloatStorage"))
        == .unsupportedValue(name: "the value", kind: "a class or function"))
    #expect(
      error(HandMade.global("torch", "complex64"))
        == .unsupportedType(name: "the value", dtype: "torch.complex64"))
  }

  @Test func otherInstructionsAreNamed() {
    #expect(error(code("N0")) == .unsupportedOpcode("POP", offset: 3))
    #expect(error([0x81]) == .unsupportedOpcode("NEWOBJ", offset: 2))
    #expect(error([0xee]) == .unsupportedOpcode("0xee", offset: 2))
    #expect(
      error([0x80, 9]) == .malformedPickle("its protocol is 9, not 2 to 5", offset: 2))
  }

  @Test func integersOfAnySize() throws {
    #expect(try value([0x8a, 0]).integer == 0)
    #expect(try value([0x8a, 1, 0xfe]).integer == -2)
    #expect(try value([0x8a, 2, 0xff, 0]).integer == 255)
    #expect(try value([0x8a, 9] + [UInt8](repeating: 0xff, count: 9)).integer == -1)
    #expect(try value([0x8b, 2, 0, 0, 0, 1, 1]).integer == 257)
    let large: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0x80]
    #expect(try value([0x8a, 8] + large).integer == .min)
    #expect(error([0x8a, 9] + large + [0]) == .integerTooLarge(offset: 2))
    #expect(error([0x8a, 9] + [UInt8](repeating: 1, count: 9)) == .integerTooLarge(offset: 2))
    #expect(error([0x8b, 0xff, 0xff, 0xff, 0xff, 1]) != nil)
    #expect(
      error([0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19])
        == .unsupportedValue(name: "the value", kind: "an integer of more than 64 bits"))
  }

  @Test func stacksAndMarksAreChecked() {
    let objects = [
      "", "t", "a", "s", "u", "e", "R", "b", "Q", "(", "]a", "N(a", "}(Nu", "h1", "NNR", "K",
    ]
    for object in objects.map(code) + [[0x85], [0x93], [0x94], [0x4e, 0x86]] {
      guard case .malformedPickle? = error(object) else {
        Issue.record("\(object) is not malformed")
        continue
      }
    }
    #expect(error(code("N)e")) == .malformedPickle("a mark is missing", offset: 4))
    #expect(
      error(code("N(e")) == .malformedPickle("items are added to what is no list", offset: 4))
  }

  @Test func nestingIsLimited() throws {
    let limit = TorchTree.depthLimit
    func nested(_ depth: Int) -> [UInt8] { code(")") + [UInt8](repeating: 0x85, count: depth - 1) }
    #expect(try value(nested(limit)).elements?.count == 1)
    #expect(error(nested(limit + 1)) == .tooDeep(limit: limit))
    #expect(error(nested(100_000)) == .tooDeep(limit: limit))
    // Neither of two chains is too deep, but the second ends in the first.
    var chains = nested(100) + code("q\u{0}h\u{0}")
    chains += [UInt8](repeating: 0x85, count: 100) + [0x86]
    #expect(error(chains) == .tooDeep(limit: limit))
    // From the outside in, so that no container is deep when it is put into another.
    var object = code("]q\u{0}")
    for _ in 0..<20_000 { object += code("]q\u{1}ah\u{1}") }
    #expect(error(object + code("h\u{0}")) == .tooDeep(limit: limit))
  }

  @Test func circlesAreErrors() {
    #expect(error(code("]q\u{0}h\u{0}a")) == .recursive(name: "0"))
    #expect(
      error(code("}q\u{0}") + HandMade.string("self") + code("h\u{0}s"))
        == .recursive(name: "self"))
  }

  @Test func repeatedPartsAreCounted() {
    func limit(_ object: [UInt8]) -> Int {
      Unpickler.valueLimit(fileSize: HandMade.archive(HandMade.pickle(object)).count)
    }
    // Thirty levels of two references each would be 2³⁰ values.
    var object = code("]q\u{0}")
    for level in 1...30 {
      object += code("]q") + [UInt8(level)] + code("(h") + [UInt8(level - 1)] + code("h")
      object += [UInt8(level - 1)] + code("e")
    }
    #expect(error(object) == .tooManyValues(limit: limit(object)))
    // Dictionaries that are each a copy of one list.
    let pairs = Array(repeatElement(code("]K\u{1}aK\u{1}a"), count: 3000).joined())
    var copies = code("]q\u{0}(") + pairs + code("e")
    copies += HandMade.global("collections", "OrderedDict") + code("q\u{1}")
    for _ in 0..<1000 { copies += code("h\u{1}h\u{0}") + [0x85] + code("R") }
    #expect(error(copies) == .tooManyValues(limit: limit(copies)))
    // Unless it is known to be honest.
    let many = HandMade.archive(
      HandMade.pickle(code("](") + code(String(repeating: "N", count: 130_000)) + code("e")))
    #expect(throws: TorchFileError.tooManyValues(limit: Unpickler.valueLimit(fileSize: many.count)))
    {
      try TorchFile.decode(many)
    }
    #expect(throws: Never.self) { try TorchFile.decode(many, valueLimit: 200_000) }
  }

  @Test func dictionariesAreOrderedOnceEach() throws {
    let pair = HandMade.string("a") + code("K\u{1}")
    let again = HandMade.string("b") + code("K\u{2}") + HandMade.string("a") + code("K\u{3}")
    guard case .dictionary(let entries) = try value(code("}(") + pair + again + code("u")) else {
      Issue.record("expected a dictionary")
      return
    }
    #expect(entries.map(\.key) == ["a", "b"])
    #expect(entries.map(\.value.integer) == [3, 2])
    // As Python 2 wrote ordered dictionaries: a call with a list of lists.
    let list = code("](]") + code("(") + pair + code("ee")
    let old = HandMade.global("collections", "OrderedDict") + HandMade.tuple(list) + code("R")
    #expect(try value(old)["a"]?.integer == 1)
    #expect(
      error(code("}NNs"))
        == .unsupportedValue(
          name: "the value", kind: "a dictionary with a key that is neither a string nor an integer"
        ))
    let composed = HandMade.string("\u{e9}") + code("N") + HandMade.string("e\u{301}") + code("N")
    let both = try value(code("}(") + composed + code("u"))
    #expect(both["\u{e9}"] != nil && both["e\u{301}"] != nil)
    guard case .dictionary(let two) = both, two.count == 2 else {
      Issue.record("names of other bytes are taken for one")
      return
    }
  }

  @Test func stringsAreUTF8() throws {
    #expect(try value([0x55, 2] + code("ab")).string == "ab")
    #expect(error([0x55, 1, 0xff]) == .malformedPickle("a string is not UTF-8", offset: 2))
    #expect(
      error([0x58, 0xff, 0xff, 0xff, 0xff])
        == .malformedPickle("it ends within an instruction", offset: 2))
    #expect(
      error([0x8d] + [UInt8](repeating: 0xff, count: 8))
        == .malformedPickle("it ends within an instruction", offset: 2))
  }
}
