import Testing

@testable import KagamiData

/// Tensors in files are checked against their storages.
@Suite struct TorchTensorTests {
  private func value(_ object: [UInt8]) throws -> TorchValue {
    // The numbers 1 to 6.
    var storage: [UInt8] = []
    for number in 1...6 { storage.append(littleEndian: Float(number).bitPattern) }
    return try TorchFile.decode(HandMade.archive(HandMade.pickle(object), [storage]))
  }

  private func error(_ object: [UInt8]) -> TorchFileError? {
    #expect(throws: TorchFileError.self) { try value(object) }
  }

  private func tensor(
    _ shape: [Int], _ strides: [Int], offset: Int = 0, count: Int = 6
  ) -> [UInt8] {
    HandMade.tensor(HandMade.storage(count), offset: offset, shape: shape, strides: strides)
  }

  @Test func layoutsWithinTheirStorage() throws {
    #expect(try value(tensor([2, 3], [3, 1])).tensor?.array(of: Int.self) == [1, 2, 3, 4, 5, 6])
    #expect(try value(tensor([2], [2], offset: 3)).tensor?.array(of: Int.self) == [4, 6])
    #expect(try value(tensor([0, 5], [9, 9], offset: 100)).tensor?.count == 0)
    // Of an axis of one element the stride does not matter.
    #expect(try value(tensor([1, 6], [.max, 1])).tensor?.count == 6)
  }

  @Test func layoutsBeyondTheirStorage() {
    for (shape, strides, offset) in [
      ([7], [1], 0), ([6], [1], 1), ([2, 3], [4, 1], 0), ([2], [.max], 0), ([.max], [1], 0),
      ([2, 2], [.max, .max], 0), ([1], [1], .max), ([], [], 6),
    ] as [([Int], [Int], Int)] {
      guard
        case .malformedTensor("the value", let reason)? = error(
          tensor(shape, strides, offset: offset))
      else {
        Issue.record("\(shape) \(strides) \(offset) is taken")
        continue
      }
      #expect(reason.contains("reach beyond the 6 elements"), "\(reason)")
    }
  }

  @Test func layoutsThatAreNone() {
    func reason(_ shape: [Int], _ strides: [Int], offset: Int = 0) -> String? {
      guard case .malformedTensor(_, let reason)? = error(tensor(shape, strides, offset: offset))
      else { return nil }
      return reason
    }
    #expect(reason([2], [-1], offset: 1)?.contains("is negative") == true)
    #expect(reason([2], [1], offset: -1)?.contains("is negative") == true)
    #expect(reason([-2], [1])?.contains("is no shape") == true)
    #expect(reason([.max, .max], [1, 1])?.contains("is no shape") == true)
    #expect(reason([2, 2], [1])?.contains("2 extents have 1 strides") == true)
    let nine = [Int](repeating: 1, count: 9)
    #expect(reason(nine, nine) == "a tensor has at most 8 axes")
    #expect(reason([3], [0])?.contains("overlap") == true)
    #expect(reason([3, 2], [1, 1])?.contains("overlap") == true)
  }

  @Test func storagesOfOtherSizes() throws {
    #expect(
      error(tensor([2], [1], count: 7)) == .wrongStorage(key: "0", expected: 28, found: 24))
    #expect(
      error(tensor([2], [1], count: .max)) == .wrongStorage(key: "0", expected: .max, found: 24))
    #expect(
      error(HandMade.tensor(HandMade.storage(6, key: "1"), shape: [2], strides: [1]))
        == .missingRecord("data/1"))
    let both = HandMade.tuple(
      tensor([2], [1]),
      HandMade.tensor(HandMade.storage(6, type: "IntStorage"), shape: [2], strides: [1]))
    #expect(error(both) == .malformedTensor(name: "1", "its storage has elements of two types"))
    guard case .malformedPickle? = error(tensor([2], [1], count: -1)) else {
      Issue.record("a storage of -1 elements is taken")
      return
    }
    #expect(
      error(HandMade.storage(6))
        == .unsupportedValue(name: "the value", kind: "a storage without a tensor"))
  }

  @Test func partsOfStorages() throws {
    func view(_ offset: Int, _ size: Int) -> [UInt8] {
      HandMade.tuple(HandMade.string("1"), HandMade.integer(offset), HandMade.integer(size))
    }
    func object(_ offset: Int, _ size: Int, _ shape: Int) -> [UInt8] {
      HandMade.tensor(HandMade.storage(6, part: view(offset, size)), shape: [shape], strides: [1])
    }
    #expect(try value(object(2, 3, 3)).tensor?.array(of: Int.self) == [3, 4, 5])
    guard case .malformedTensor? = error(object(2, 3, 4)),
      case .malformedPickle? = error(object(2, 5, 1)),
      case .malformedPickle? = error(object(.max, .max, 1))
    else {
      Issue.record("a part is left")
      return
    }
  }

  @Test func otherCallsThatMakeTensors() throws {
    let first = HandMade.tuple(
      HandMade.storage(6), HandMade.integer(4), HandMade.tuple(HandMade.integer(2)),
      HandMade.tuple(HandMade.integer(1)))
    let oldest = HandMade.global("torch._utils", "_rebuild_tensor") + first + HandMade.code("R")
    #expect(try value(oldest).tensor?.array(of: Int.self) == [5, 6])
    let untyped =
      HandMade.tuple(
        HandMade.string("storage"), HandMade.global("torch.storage", "UntypedStorage"),
        HandMade.string("0"), HandMade.string("cuda:0"), HandMade.integer(24)) + HandMade.code("Q")
    func typed(_ name: String) -> [UInt8] {
      HandMade.global("torch._utils", "_rebuild_tensor_v3")
        + HandMade.tuple(
          untyped, HandMade.integer(0), HandMade.tuple(HandMade.integer(6)),
          HandMade.tuple(HandMade.integer(1)), [0x89], HandMade.orderedDict,
          HandMade.global("torch", name)) + HandMade.code("R")
    }
    #expect(try value(typed("float32")).tensor?.array(of: Int.self) == [1, 2, 3, 4, 5, 6])
    guard case .malformedTensor? = error(typed("float64")) else {
      Issue.record("six doubles are found in 24 bytes")
      return
    }
    #expect(
      error(typed("float8_e5m2"))
        == .unsupportedType(name: "the value", dtype: "torch.float8_e5m2"))
  }
}
