import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// Files of every format are found out by what is in them, and written by their names.
@Suite struct TensorFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private let tensors: [(name: String, tensor: Tensor)] = [
    ("a.weight", Tensor.arange(6, dtype: .float32).reshape([2, 3])), ("b", Tensor([1, 2])),
  ]

  @Test(arguments: ["x.safetensors", "x.pt", "x.pth", "x.npz"]) func byName(_ name: String) throws {
    try TensorFile.save(tensors, to: path(name))
    let content = try TensorFile.load(path(name))
    #expect(content.format == TensorFile.Format(name: name))
    // Safetensors are in order of their width.
    let found = content.tensors.sorted { $0.name < $1.name }
    #expect(found.map(\.name) == ["a.weight", "b"])
    for (found, expected) in zip(found, tensors) {
      #expect(found.tensor.dtype == expected.tensor.dtype)
      #expect(found.tensor.shape == expected.tensor.shape)
      #expect(found.tensor.bytes == expected.tensor.bytes)
    }
    // What is in it decides, not the name.
    try folder.write(folder.read(name), to: "other.bin")
    #expect(try TensorFile.load(path("other.bin")).format == content.format)
  }

  /// The length of a header may have the bytes that another format begins with.
  @Test(arguments: [0x280, 0x08_0000, 0x8b20, 0x0100])
  func headersOfAnyLength(_ length: Int) throws {
    let metadata = ["x": String(repeating: "y", count: length - 84)]
    try Safetensors.save([("a", Tensor([1.0]))], metadata: metadata, to: path("x"))
    var cursor = try ByteCursor(folder.read("x"))
    #expect(cursor.next(UInt64.self) == UInt64(length))
    #expect(try TensorFile.load(path("x")).format == .safetensors)
  }

  @Test func oneArray() throws {
    let bytes = Tensor([1, 2, 3, 4] as [UInt8], shape: [2, 2])
    for name in ["digits.npy", "digits.idx", "digits.idx.gz"] {
      try TensorFile.save([("any", bytes)], to: path(name))
      let content = try TensorFile.load(path(name))
      #expect(content.tensors.map(\.name) == ["digits"])
      #expect(content.tensors[0].tensor.bytes == [1, 2, 3, 4])
      #expect(content.format == TensorFile.Format(name: name))
    }
    #expect(try folder.read("digits.idx.gz").starts(with: [0x1f, 0x8b]))
  }

  @Test func tables() throws {
    try TensorFile.save([("any", Tensor([[1.5, 2], [3, 4]]))], to: path("t.csv"))
    #expect(try folder.read("t.csv") == Array("1.5,2.0\n3.0,4.0\n".utf8))
    try folder.write(Array("time,speed\n1,0.1\n".utf8), to: "u.csv")
    let content = try TensorFile.load(path("u.csv"))
    #expect(content.format == .csv && content.tensors.map(\.name) == ["u"])
    #expect(content.tensors[0].tensor.array(of: Double.self) == [1, 0.1])
    #expect(content.values.map(\.text) == ["\"time\", \"speed\""])
    let error = #expect(throws: TensorFileError.self) {
      try TensorFile.save([("any", Tensor.zeros([1, 2, 3]))], to: path("t.csv"))
    }
    #expect(error?.description.contains("this is float32 of [1, 2, 3]") == true)
  }

  @Test func checkpointsAreLaidOpen() throws {
    let value: TorchValue = [
      "epoch": 3, "best": 0.5, "name": "a \"b\"", "done": true, "none": .null,
      "dtype": .dtype(.float16), "model": ["w": .tensor(Tensor([1.0]))],
      "steps": [.tensor(Tensor([2.0])), 7],
    ]
    try TorchFile.save(value, to: path("c.pt"))
    let content = try TensorFile.load(path("c.pt"))
    #expect(content.tensors.map(\.name) == ["model.w", "steps.0"])
    #expect(
      content.values.map { "\($0.name)=\($0.text)" } == [
        "epoch=3", "best=0.5", "name=\"a \\\"b\\\"\"", "done=True", "none=None",
        "dtype=torch.float16", "steps.1=7",
      ])
    try TorchFile.save(.tensor(Tensor([1.0])), to: path("t.pt"))
    #expect(try TensorFile.load(path("t.pt")).tensors.map(\.name) == ["value"])
    try Safetensors.save(tensors, metadata: ["b": "2", "a": "1"], to: path("m.safetensors"))
    #expect(
      try TensorFile.load(path("m.safetensors")).values.map { "\($0.name)=\($0.text)" }
        == ["a=\"1\"", "b=\"2\""])
  }

  @Test func whatHasNoPlaceIsAnError() throws {
    func complaint(
      _ tensors: [(name: String, tensor: Tensor)], _ name: String
    ) -> String {
      let error = #expect(throws: TensorFileError.self) {
        try TensorFile.save(tensors, to: path(name))
      }
      return error?.description ?? ""
    }
    #expect(complaint(tensors, "x.bin").contains("a name that ends in .safetensors, .pt, .pth"))
    #expect(complaint(tensors, "x.npy").contains("holds one tensor, there are 2"))
    #expect(complaint([tensors[0]], "x.idx").contains("this is float32 of [2, 3]"))
    for name in ["x.pt", "x.npz", "x.safetensors"] {
      #expect(complaint(tensors + tensors, name).contains("two tensors are named \"a.weight\""))
    }
    #expect(
      complaint([("__metadata__", Tensor([1.0]))], "x.safetensors").contains("no tensor may be"))
    let half = [("h", Tensor.ones([1], dtype: .bfloat16))]
    #expect(complaint(half, "x.npz").contains("\"h\": elements of bfloat16"))
    #expect(complaint(tensors, "none/x.pt").contains("none/x.pt: cannot be written"))
  }

  @Test func whatIsNoTensorIsAnError() throws {
    for (name, bytes, words) in [
      ("x.bin", Array("hello".utf8), "expected a file of safetensors, torch.save"),
      ("x.safetensors", [1, 2], "truncated: expected 8 bytes"),
      ("x.npy", Array("hello".utf8), "not a .npy file"),
      ("x.pt", [0x50, 0x4b, 3, 4, 0], "malformed zip archive"),
      ("x.zip", [0x50, 0x4b, 3, 4, 0], "malformed zip archive"),
      ("x.idx", [0, 0, 8, 1], "truncated"), ("y.bin", [0x1f, 0x8b, 8], "gzip"),
    ] as [(String, [UInt8], String)] {
      try folder.write(bytes, to: name)
      let error = #expect(throws: TensorFileError.self) { try TensorFile.load(path(name)) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
      #expect(error?.description.hasPrefix(path(name)) == true)
    }
    #expect(throws: TensorFileError.file(.missing(path: path("none")))) {
      try TensorFile.load(path("none"))
    }
  }
}
