import Kagami
import Testing

/// Products along axes, beyond the laws: whole numbers, no numbers, and the types of both.
@Suite struct ProdTests {
  @Test func wholeNumbers() {
    let x = Tensor([[2, 3], [-4, 5]])
    #expect(x.prod().item(as: Int.self) == -120)
    #expect(x.prod(axis: 1).array(of: Int.self) == [6, -20])
    // Wrapping, as in PyTorch.
    #expect(Tensor([Int.max, 2]).prod().item(as: Int.self) == -2)
    #expect(Tensor([3, 5]).to(.uint8).prod().dtype == .int64)
    #expect(Tensor([300, 5]).to(.int32).prod().item(as: Int.self) == 1500)
    #expect(Tensor([true, false]).prod().item(as: Int.self) == 0)
  }

  @Test func noNumbers() {
    #expect(Tensor.zeros([0]).prod().item() == 1)
    #expect(Tensor.zeros([2, 0]).prod(axis: 1).array(of: Float.self) == [1, 1])
    let x = Tensor.zeros([2, 0], requiresGrad: true)
    x.prod().backward()
    #expect(x.grad?.shape == [2, 0])
  }

  @Test func oneZeroTakesTheGradient() {
    let x = Tensor([2.0, 0, 5], requiresGrad: true)
    x.prod().backward()
    #expect(x.grad?.array(of: Float.self) == [0, 10, 0])
    let y = Tensor([[2.0, 0, 0], [1, 3, 4]], requiresGrad: true)
    y.prod(axis: 1).sum().backward()
    #expect(y.grad?.array(of: Float.self) == [0, 0, 0, 12, 4, 3])
  }

  @Test func bfloat16RoundsOnce() {
    // The eighth power is 1.2037 and rounds to 1.203125; rounded after every factor it is 1.1875.
    let x = Tensor.full([8], 1.0234375, dtype: .bfloat16)
    #expect(x.prod().item() == 1.203125)
  }
}
