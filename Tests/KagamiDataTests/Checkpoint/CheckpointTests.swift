import Foundation
import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// What was put into a checkpoint comes out of its file, bit for bit.
@Suite struct CheckpointTests {
  static func bytes(_ tensors: [(name: String, tensor: Tensor)]) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor.bytes) })
  }

  private func roundTrip(_ checkpoint: Checkpoint) throws -> Checkpoint {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c.safetensors"
    try checkpoint.save(to: path)
    #expect(folder.names == ["c.safetensors"])
    return try Checkpoint.load(path)
  }

  @Test func everyTypeComesBack() throws {
    let tensors: [(name: String, tensor: Tensor)] = [
      ("a", Tensor([1.5, -.infinity, .nan] as [Float])), ("b", Tensor([[0.1]], dtype: .float64)),
      ("c", Tensor([true, false])), ("d", Tensor.zeros([0, 3])), ("e", Tensor(Int.min)),
      ("f", Tensor.arange(6, dtype: .float32).reshape([2, 3]).transpose()),
      ("g", Tensor([1, 2] as [UInt8])), ("h", Tensor([0.5]).to(.bfloat16)),
      ("i", Tensor([0.5]).to(.float16)), ("e\u{301}", Tensor(1)), ("\u{e9}", Tensor(2)),
    ]
    var checkpoint = Checkpoint()
    checkpoint.set(tensors, under: "all")
    let found = try roundTrip(checkpoint).tensors(under: "all")
    #expect(found.count == tensors.count)
    for (name, tensor) in tensors {
      let same = try #require(found.first { $0.name.utf8.elementsEqual(name.utf8) }?.tensor)
      #expect(same.shape == tensor.shape && same.dtype == tensor.dtype)
      #expect(same.bytes == tensor.bytes, "\(name)")
    }
  }

  @Test func partsHaveNamesOfTheirOwn() throws {
    var checkpoint = Checkpoint()
    checkpoint.set([("weight", Tensor(1)), ("bias", Tensor(2))], under: "model")
    checkpoint.set([("weight", Tensor(3))], under: "modelB")
    checkpoint.set([("weight", Tensor(4))], under: "model")
    let found = try roundTrip(checkpoint)
    #expect(found.tensors(under: "model").map(\.name) == ["weight"])
    #expect(found.tensors(under: "model")[0].tensor.item() == 4)
    #expect(found.tensors(under: "modelB")[0].tensor.item() == 3)
    #expect(found.tensors(under: "mod").isEmpty)
    checkpoint["epoch"] = 3
    checkpoint["epoch"] = 4
    checkpoint["gone"] = "x"
    checkpoint["gone"] = nil
    #expect(try roundTrip(checkpoint).values.map(\.name) == ["epoch"])
    #expect(try roundTrip(checkpoint).integer("epoch") == 4)
  }

  /// With the second of a pair of normals held back, and in the middle of a block of words.
  @Test(arguments: [0, 1, 623, 1000]) func streamsGoOn(_ drawn: Int) throws {
    let stream = RandomGenerator(seed: 9)
    for _ in 0..<drawn { _ = Tensor.rand([1], generator: stream) }
    _ = Tensor.randn([3], generator: stream)
    var checkpoint = Checkpoint()
    checkpoint.set(stream, as: "random")
    let found = try roundTrip(checkpoint)
    let expected = Tensor.randn([21], generator: stream).array(of: Float.self)
    let other = RandomGenerator(seed: 1)
    try found.restore(other, from: "random")
    #expect(Tensor.randn([21], generator: other).array(of: Float.self) == expected)
    #expect(other.state == stream.state)
  }

  @Test func whatIsMissingIsNamed() throws {
    var checkpoint = Checkpoint()
    checkpoint["lr"] = 0.5
    checkpoint["name"] = "first"
    checkpoint.set([("x", Tensor([1.0])), ("y", Tensor([1, 2] as [UInt8]))], under: "t")
    #expect(try checkpoint.double("lr") == 0.5)
    #expect(try checkpoint.string("name") == "first")
    #expect(throws: CheckpointError.missing(name: "epoch")) { try checkpoint.integer("epoch") }
    #expect(
      throws: CheckpointError.wrongKind(name: "lr", expected: "a whole number", found: "0.5")
    ) { try checkpoint.integer("lr") }
    let stream = RandomGenerator(seed: 3)
    let before = stream.state
    #expect(throws: CheckpointError.missing(name: "r")) {
      try checkpoint.restore(stream, from: "r")
    }
    #expect(
      throws: CheckpointError.wrongKind(
        name: "t.x", expected: "uint8 bytes", found: "float32 of [1]")
    ) { try checkpoint.restore(stream, from: "t.x") }
    #expect(
      throws: CheckpointError.randomState(name: "t.y", .wrongSize(expected: 5056, found: 2))
    ) { try checkpoint.restore(stream, from: "t.y") }
    #expect(stream.state == before)
  }

  @Test func twoTensorsOfOneNameAreRefused() async {
    await #expect(processExitsWith: .failure) {
      var checkpoint = Checkpoint()
      checkpoint.set([("x", Tensor(1)), ("x", Tensor(2))], under: "t")
      try checkpoint.save(to: "/dev/null")
    }
  }
}
