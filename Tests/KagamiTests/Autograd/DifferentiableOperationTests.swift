import Kagami
import Testing

/// An operation defined outside the engine is as good as one inside.
@Suite struct DifferentiableOperationTests {
  struct Square: DifferentiableOperation {
    let name = "square"
    let saves: SavedTensors = .input0

    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * inputs[0] }

    func backward(_ context: BackwardContext) -> [Tensor?] {
      [context.gradient * context.input(0) * 2]
    }
  }

  @Test func itCanBeDifferentiatedTwice() {
    let x = Tensor([3.0], dtype: .float64, requiresGrad: true)
    let slope = grad(of: record(Square(), x).sum(), withRespectTo: [x], createGraph: true)[0]
    #expect(slope.item() == 6)
    slope.sum().backward()
    #expect(x.grad?.item() == 2)
  }

  struct Greedy: DifferentiableOperation {
    let name = "greedy"
    let saves: SavedTensors = .nothing

    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * 2 }
    func backward(_ context: BackwardContext) -> [Tensor?] { [context.input(0)] }
  }

  @Test func askingForWhatWasNotKeptIsNamed() async throws {
    let result = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor([3.0], requiresGrad: true)
      record(Greedy(), x).sum().backward()
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("greedy: backward reads input 0, which `saves` does not name"))
  }
}
