import Kagami
import KagamiNN
import Testing

/// Buffers move and are saved with their module, and have no gradient.
@Suite struct BufferTests {
  final class Centre: Module {
    let mean = Buffer(Tensor([1, 2] as [Float]))
    let count = Buffer(Tensor(5))
    override func forward(_ x: Tensor) -> Tensor { x - mean.value }
  }

  @Test func buffersAreConstants() {
    let x = Tensor([1, 1] as [Float], requiresGrad: true)
    let buffer = Buffer(x * 2)
    #expect(!buffer.value.requiresGrad)
    buffer.update { $0 += x }
    #expect(!buffer.value.requiresGrad)
    #expect(buffer.value.array(of: Float.self) == [3, 3])
    buffer.assign(x * 4)
    #expect(!buffer.value.requiresGrad)
    #expect(buffer.shape == [2] && buffer.count == 2)
    #expect(Centre().parameters().isEmpty)
  }

  @Test func buffersMoveWithTheirModule() {
    let module = Centre().to(.float64).to(.reference)
    #expect(module.mean.dtype == .float64 && module.mean.device == .reference)
    #expect(module.count.dtype == .int64 && module.count.device == .reference)
    let y = module(Tensor.zeros([1, 2], dtype: .float64, device: .reference))
    #expect(y.array(of: Double.self) == [-1, -2])
  }

  @Test func shapesMustFit() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Buffer(Tensor.ones([2])).assign(Tensor.ones([3])) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Buffer.assign: a value of [3] does not fit a buffer of [2]"))
  }
}
