import Foundation
import Kagami
import KagamiData
import KagamiNN
import TestSupport
import Testing

/// Promotion, conversion and arithmetic of element types are PyTorch's.
@Suite struct DTypeTests {
  struct File: Decodable {
    struct Promotion: Decodable { let a, b, result: String }

    struct Conversion: Decodable, Sendable, CustomTestStringConvertible {
      let from, to: String
      let input, output: [Golden]
      var testDescription: String { "\(from) to \(to)" }
    }

    struct Arithmetic: Decodable, Sendable, CustomTestStringConvertible {
      let name, dtype, result: String
      let inputs: [[Golden]]
      let output: [Golden]
      var testDescription: String { "\(name) of \(dtype)" }
    }

    let promotions: [Promotion]
    let conversions: [Conversion]
    let arithmetic: [Arithmetic]
  }

  static let file = try? Goldens.load("dtypes", from: .module, as: File.self)

  @Test func promotionIsPyTorchs() throws {
    let promotions = try #require(Self.file).promotions
    #expect(promotions.count == DType.allCases.count * DType.allCases.count)
    for pair in promotions {
      let (a, b) = (try #require(DType(rawValue: pair.a)), try #require(DType(rawValue: pair.b)))
      #expect("\(DType.promoted(a, b))" == pair.result)
      if a == .bool, b == .bool { continue }
      let product = Tensor.ones([2]).to(a) * Tensor.ones([2]).to(b)
      #expect("\(product.dtype)" == pair.result, "\(a) and \(b)")
    }
  }

  @Test(arguments: file?.conversions ?? [], [Device.cpu, .reference])
  func conversionIsPyTorchs(_ golden: File.Conversion, _ device: Device) throws {
    let from = try #require(DType(rawValue: golden.from))
    let to = try #require(DType(rawValue: golden.to))
    let x = Tensor(golden.input.values, dtype: .float64, device: device).to(from)
    #expect(x.to(to).array(of: Double.self) == golden.output.values)
    // Of every second element as well, which lies otherwise.
    let spaced = Tensor.stack([x, x * 0], axis: 1)[.all, 0]
    #expect(spaced.to(to).array(of: Double.self) == golden.output.values)
  }

  /// Results of 16 bits differ by no more than the last one, of integers not at all.
  @Test(arguments: file?.arithmetic ?? [], [Device.cpu, .reference])
  func arithmeticIsPyTorchs(_ golden: File.Arithmetic, _ device: Device) throws {
    let dtype = try #require(DType(rawValue: golden.dtype))
    let inputs = golden.inputs.map {
      Tensor($0.values, dtype: .float64, device: device).to(dtype)
    }
    let output = try #require(Self.apply(golden.name, inputs[0], inputs[1]))
    #expect("\(output.dtype)" == golden.result)
    let precision =
      [.bfloat16: 0x1p-8, .float16: 0x1p-10, .float32: 1e-6][output.dtype, default: 0]
    #expect(
      Near.difference(
        output.array(of: Double.self), golden.output.values, relative: precision) == nil)
  }

  private static func apply(_ name: String, _ a: Tensor, _ b: Tensor) -> Tensor? {
    switch name {
    case "add": a + b
    case "subtract": a - b
    case "multiply": a * b
    case "divide": a / b
    case "maximum": a.maximum(b)
    case "minimum": a.minimum(b)
    case "matmul": a.matmul(b)
    case "sum": a.sum()
    case "mean": a.mean()
    case "negate": -a
    case "less": a .< b
    case "exp": (a / 64).exp()
    default: nil
    }
  }

  @Test func bfloat16RoundsToNearestEven() {
    #expect(BFloat16(1.00390625).float == 1)
    #expect(BFloat16(1.01171875).float == 1.015625)
    #expect(BFloat16(3.4e38).float == .infinity)
    #expect(BFloat16(-.nan).float.isNaN)
    #expect(BFloat16(-0.0).bitPattern == 0x8000)
    #expect("\(Tensor([1.01, 2], dtype: .bfloat16))" == "tensor([1.0078, 2.0000], dtype: bfloat16)")
    #expect("\(Tensor([3, -4], dtype: .int32))" == "tensor([ 3, -4], dtype: int32)")
  }

  @Test func integersWrapInTheirWidth() {
    let x = Tensor([Int32.max, Int32.min])
    #expect(x.dtype == .int32)
    #expect((x + 1).array(of: Int.self) == [Int(Int32.min), Int(Int32.min) + 1])
    #expect(x.sum().dtype == .int64)
    #expect(x.sum().item(as: Int.self) == -1)
    #expect(Tensor([1 << 40 | 5]).to(.int32).array(of: Int.self) == [5])
    #expect((x.max(axis: 0).indices).item(as: Int.self) == 0)
  }

  @Test func gradientsPassThroughBFloat16() {
    let x = Tensor([1.5, -2], requiresGrad: true)
    let y = x.to(.bfloat16)
    #expect((y * y).dtype == .bfloat16)
    (y * y).sum().backward()
    #expect(x.grad?.dtype == .float32)
    #expect(x.grad?.array(of: Float.self) == [3, -4])
  }

  /// The rule computes in float32; what is kept is rounded.
  @Test func layersOfBFloat16Train() {
    for device in [Device.cpu, .reference, SealedDevice.device] {
      let layer = withGenerator(RandomGenerator(seed: 1)) { Linear(4, 3) }
      layer.to(.bfloat16)
      layer.to(device)
      let optimizer = Adam(layer.parameters(), lr: 0.05)
      let x = Tensor.ones([2, 4], dtype: .bfloat16, device: device)
      let losses = (0..<5).map { _ in
        optimizer.zeroGrad()
        let y = layer(x)
        let loss = (y * y).mean()
        loss.backward()
        optimizer.step()
        return loss.item()
      }
      #expect(layer.weight.dtype == .bfloat16)
      #expect(losses[4] < losses[0])
    }
  }

  @Test func safetensorsHoldThem() throws {
    let tensors: [(String, Tensor)] = [
      ("a", Tensor([1.5, -2], dtype: .bfloat16)), ("b", Tensor([7, -8], dtype: .int32)),
    ]
    let back = try Safetensors.decode(Safetensors.encode(tensors)).tensors
    for (name, tensor) in tensors {
      let found = try #require(back.first { $0.name == name }?.tensor)
      #expect(found.dtype == tensor.dtype)
      #expect(found.array(of: Double.self) == tensor.array(of: Double.self))
    }
  }

  @Test func matricesAndRandomNumbersAreOfWiderTypes() async {
    #expect(throws: LinearAlgebraError.self) {
      try Tensor.eye(2, dtype: .bfloat16).cholesky()
    }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.rand([2], dtype: .bfloat16)
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("draw float32 and convert with to(.bfloat16)"))
  }
}
