import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Files of PyTorch are read, and those written are the same bytes.
@Suite struct TorchFileTests {
  @Test(arguments: [
    "linear", "linear_legacy", "protocol4", "deflated", "large_sizes", "unchecked", "checkpoint",
    "checkpoint_legacy", "views", "views_legacy",
  ])
  func everyTensorIsRead(_ name: String) throws {
    let content = try TorchGoldens.content()
    let expected =
      name.hasPrefix("checkpoint")
      ? content.checkpoint : name.hasPrefix("views") ? content.views : content.linear
    let found = TorchGoldens.tensors(try TorchFile.decode(TorchGoldens.bytes(name)))
    #expect(found.map(\.path) == expected.map(\.path))
    for (found, expected) in zip(found, expected) {
      #expect(found.tensor.dtype.description == expected.dtype, "\(expected.path)")
      #expect(Array(found.tensor.shape) == expected.shape, "\(expected.path)")
      #expect(
        found.tensor.array(of: Double.self) == expected.values.values, "\(expected.path)")
    }
  }

  @Test(arguments: ["checkpoint", "checkpoint_legacy"])
  func settingsAreRead(_ name: String) throws {
    let value = try TorchFile.load(TorchGoldens.path(name))
    #expect(value["epoch"]?.integer == 3)
    #expect(value["loss"]?.double == 0.25)
    #expect(value["name"]?.string == "caf\u{e9}")
    #expect(value["done"]?.bool == false)
    #expect(value["large"]?.integer == 1 << 40)
    #expect(value["negative"]?.integer == -5)
    #expect(value["history"]?.elements?.map(\.double) == [0.5, 0.25, .infinity])
    #expect(value["size"]?.elements?.map(\.integer) == [2, 3])
    guard case .null? = value["best"], case .dtype(.bfloat16)? = value["dtype"] else {
      Issue.record("expected None and torch.bfloat16")
      return
    }
    let group = try #require(value["optimizer"]?["param_groups"]?[0])
    #expect(group["lr"]?.double == 1e-3)
    #expect(group["betas"]?[1]?.double == 0.999)
    #expect(value["optimizer"]?["state"]?[0]?["step"]?.tensor?.item() == 1)
    #expect(value["optimizer"]?["state"]?[99] == nil)
    let names = try #require(try value["model"]?.tensors).map(\.name)
    #expect(names.first == "0.weight" && names.contains("1.running_mean"))
    #expect(
      throws: TorchFileError.notTensors(
        "\"epoch\" in it is an integer; there are tensors in \"model\"")
    ) { try value.tensors }
    #expect(throws: TorchFileError.notTensors("it is an integer")) {
      try value["epoch"]?.tensors
    }
  }

  @Test func bytesOfAnotherOrderAreSwapped() throws {
    let value = try TorchFile.decode(TorchGoldens.bytes("big_endian"))
    #expect(value["a"]?.tensor?.array(of: Double.self) == [1.5, -2])
  }

  @Test func integersKeepAllBits() throws {
    let value = try TorchFile.decode(TorchGoldens.bytes("views"))
    #expect(value["extremes"]?.tensor?.array(of: Int.self) == [.min, .max])
  }

  @Test func sharedStoragesAreValues() throws {
    let value = try TorchFile.decode(TorchGoldens.bytes("views"))
    let column = try #require(value["column"]?.tensor)
    #expect(Array(column.strides) == [4])
    var base = try #require(value["base"]?.tensor)
    base *= 2
    #expect(column.array(of: Int.self) == [1, 5, 9])
    var every = try #require(value["every"]?.tensor)
    every += 1
    #expect(every.array(of: Int.self) == [2, 5, 8, 11])
    #expect(base.array(of: Int.self) == (0..<12).map { 2 * $0 })
  }

  /// As `plain()` in Scripts/goldens/torch_files.py.
  static var plain: TorchValue {
    [
      "epoch": 3, "loss": 0.25,
      "bits": [255, 256, 65535, 65536, -1, -129, 2_147_483_647, 2_147_483_648, 1_099_511_627_776],
      "bounds": [.integer(.min), .integer(.max), -2_147_483_649], "name": "caf\u{e9}", "done": true,
      "best": .null, "pair": .tuple([0.9, 0.999]), "one": .tuple(["a"]),
      "four": .tuple([1, 2, 3, 4]), "nothing": .tuple([]), "list": [], "dictionary": [:],
      "single": [7], "dtype": .dtype(.float32),
      "state": [0: ["step": .tensor(Tensor(1.0))], 1: ["step": .tensor(Tensor(2.0))]],
      "weight": .tensor(Tensor.arange(6, dtype: .float32).reshape([2, 3])),
      "bool": .tensor(Tensor([true, false])), "uint8": .tensor(Tensor([1, 255] as [UInt8])),
      "int32": .tensor(Tensor([-1, 2], dtype: .int32)), "int64": .tensor(Tensor([[3], [-4]])),
      "bfloat16": .tensor(Tensor([1.5, -2], dtype: .bfloat16)),
      "float64": .tensor(Tensor([0.1], dtype: .float64)), "empty": .tensor(Tensor.zeros([0, 3])),
      "many": .list((0...1000).map { .integer($0) }),
    ]
  }

  @Test func bytesAreThoseOfPyTorch() throws {
    let expected = try TorchGoldens.bytes("plain")
    #expect(TorchFile.encode(Self.plain) == expected)
    let folder = try TemporaryFolder()
    try TorchFile.save(Self.plain, to: folder.path + "/x.pt")
    #expect(try folder.read("x.pt") == expected)
    // What is read is written the same again.
    #expect(try TorchFile.encode(TorchFile.load(folder.path + "/x.pt")) == expected)
  }

  @Test func viewsAreWrittenInOrder() throws {
    let x = Tensor.arange(6, dtype: .float32).reshape([2, 3])
    let value = try TorchFile.decode(
      TorchFile.encode([(name: "t", tensor: x.transpose()), (name: "c", tensor: x[.all, 1])]))
    let tensors = try value.tensors
    #expect(tensors.map(\.name) == ["t", "c"])
    #expect(tensors[0].tensor.array(of: Int.self) == [0, 3, 1, 4, 2, 5])
    #expect(tensors[0].tensor.isContiguous)
    #expect(tensors[1].tensor.array(of: Int.self) == [1, 4])
  }

  @Test func whatIsNotReadIsNamed() throws {
    func refusal(_ name: String) throws -> TorchFileError? {
      let bytes = try TorchGoldens.bytes(name)
      return #expect(throws: TorchFileError.self) { try TorchFile.decode(bytes) }
    }
    for name in ["complex", "complex_legacy"] {
      #expect(try refusal(name) == .unsupportedType(name: "model.w", dtype: "torch.complex64"))
    }
    #expect(try refusal("uint16") == .unsupportedType(name: "w", dtype: "torch.uint16"))
    #expect(try refusal("module") == .unsupportedGlobal("torch.nn.modules.linear.Linear"))
    #expect(
      try refusal("expanded")
        == .malformedTensor(name: "w", "elements of shape [3] and strides [0] overlap"))
  }

  @Test func failuresNameTheFile() throws {
    let folder = try TemporaryFolder()
    #expect(throws: TensorFileError.file(.missing(path: folder.path + "/none.pt"))) {
      try TorchFile.load(folder.path + "/none.pt")
    }
    let damaged = try folder.write([1, 2, 3], to: "damaged.pt")
    let error = #expect(throws: TensorFileError.malformedTorchFile(path: damaged, .notTorch)) {
      try TorchFile.load(damaged)
    }
    #expect(error?.description.hasPrefix(damaged + ": expected a file of torch.save") == true)
    let complex = try TorchGoldens.path("complex")
    let type = #expect(throws: TensorFileError.self) { try TorchFile.load(complex) }
    #expect(type?.description.contains("torch.complex64") == true)
    #expect(throws: FileError.self) { try TorchFile.save([:], to: folder.path + "/no/x.pt") }
  }
}
