import Foundation
import TestSupport
import Testing

@testable import Kagami

/// Norms by sums of squares that are not in memory, however the elements lie.
@Suite struct VectorNormTests {
  @Test(arguments: [Device.cpu, .reference, SealedDevice.device], [DType.float32, .float64])
  func everyLayout(_ device: Device, _ dtype: DType) {
    let x = Tensor.randn([5, 70, 33], generator: RandomGenerator(seed: 1)).to(dtype).to(device)
    for view in [
      x, x.permute([2, 0, 1]), x[.all, .all, stride(from: 0, to: 33, by: 2)], x.flip(axis: 1),
    ] {
      for axes in [[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]] {
        let norm = view.vectorNorm(axes: axes).to(.float64)
        let expected = view.to(.float64).square().sum(axes: axes).sqrt()
        #expect(norm.shape == expected.shape)
        let error = ((norm - expected) / expected).abs().amax().item()
        #expect(error < (dtype == .float32 ? 3e-7 : 1e-15))
      }
    }
    #expect(
      Tensor.zeros([0, 3], dtype: dtype, device: device).vectorNorm(axis: 0).array(of: Double.self)
        == [0, 0, 0])
  }

  /// A million summands, one after another or together: the error stays that of a few roundings.
  @Test func longVectors() {
    let x = Tensor.full([1_000_003], 0.1)
    let expected = Double(Float(0.1)) * Foundation.sqrt(1_000_003.0)
    #expect(abs(x.vectorNorm().item() / expected - 1) < 5e-7)
  }

  @Test(arguments: [DType.float16, .bfloat16]) func squaresBeyondHalfPrecision(_ dtype: DType) {
    let x = Tensor([300.0, 400]).to(dtype)
    #expect(x.vectorNorm().dtype == dtype)
    #expect(x.vectorNorm().item() == 500)
    #expect(Tensor([3e-4, 4e-4]).to(dtype).vectorNorm().item() > 4.9e-4)
  }
}
