import Kagami
import Testing

/// An operation of several results: each has its own gradient, hooks and place in the graph.
@Suite struct MultiOutputOperationTests {
  /// The square, the sign as integers, and the cube.
  private struct Powers: MultiOutputOperation {
    let name = "powers"
    let saves: SavedTensors = [.input0, .output(2)]
    let outputCount = 3

    func forward(_ inputs: [Tensor]) -> [Tensor] {
      let x = inputs[0]
      return [x * x, x.sign().to(.int64), x * x * x]
    }

    func backward(_ context: BackwardContext) -> [Tensor?] {
      let x = context.input(0)
      // The cube itself is saved: 3x² is 3 · cube / x.
      let cube = context.gradient(of: 2) * context.output(2) / x * 3
      return [context.gradient(of: 0) * x * 2 + cube]
    }
  }

  private let x = Tensor([2.0, -3.0], dtype: .float64, requiresGrad: true)

  private func numbers(_ x: Tensor?) -> [Double] { x?.array(of: Double.self) ?? [] }

  @Test func gradientsOfAllOutputsAddUp() {
    let powers = record(Powers(), x)
    #expect(powers.map(\.requiresGrad) == [true, false, true])
    (powers[0].sum() + powers[2].sum() * 10).backward()
    #expect(numbers(x.grad) == [124, 264])
  }

  @Test func anOutputThatIsNotUsedHasZeros() {
    let powers = record(Powers(), x)
    powers[0].sum().backward()
    #expect(numbers(x.grad) == [4, -6])
  }

  @Test func secondDerivativesGoThroughSavedOutputs() {
    let cube = record(Powers(), x)[2]
    let first = grad(of: cube.sum(), withRespectTo: [x], createGraph: true)[0]
    #expect(numbers(first) == [12, 27])
    #expect(numbers(grad(of: first.sum(), withRespectTo: [x])[0]) == [12, -18])
  }

  @Test func outputsAreToldApart() {
    let powers = record(Powers(), x)
    let (square, cube) = (powers[0], powers[2])
    square.retainGrad()
    nonisolated(unsafe) var seen: [[Double]] = []
    cube.registerHook { gradient in
      seen.append(gradient.array())
      return gradient * 2
    }
    let loss = (square * 3).sum() + cube.sum()
    let slopes = grad(of: loss, withRespectTo: [square, cube, x], retainGraph: true)
    #expect(slopes.map(numbers) == [[3, 3], [2, 2], [36, 36]])
    #expect(seen == [[1, 1]])
    #expect(cube.retainsGrad == false)
    loss.backward()
    #expect(numbers(square.grad) == [6, 6])
  }

  @Test func onlyWhatWasAskedForIsWalked() {
    let y = Tensor([1.0], dtype: .float64, requiresGrad: true)
    let powers = record(Powers(), x)
    let slopes = grad(of: powers[0].sum() * y, withRespectTo: [y])
    #expect(numbers(slopes[0]) == [13])
    #expect(x.grad == nil)
  }

  @Test func partsOfASplitMayBeUnused() {
    let parts = x.split(1)
    #expect(parts.map { numbers($0) } == [[2], [-3]])
    (parts[1] * 5).sum().backward()
    #expect(numbers(x.grad) == [0, 5])
  }

  @Test func extremaNameTheirPositions() {
    let m = Tensor([1, 5, 5, .nan, 7, .nan], shape: [2, 3], dtype: .float64, requiresGrad: true)
    let (values, indices) = m.max(axis: 1)
    #expect(indices.array(of: Int.self) == [1, 0])
    #expect(indices.dtype == .int64)
    #expect(values[0].item() == 5)
    #expect(values[1].item().isNaN)
    values[0].backward()
    #expect(numbers(m.grad) == [0, 1, 0, 0, 0, 0])
    let low = Tensor([3, 1, 1] as [UInt8]).min(axis: 0, keepDims: true)
    #expect(low.values.array(of: Int.self) == [1])
    #expect(low.indices.array(of: Int.self) == [1])
    #expect(Tensor([Int64.min, 0]).min(axis: 0).values.item(as: Int.self) == .min)
    #expect(Tensor(4.0).max(axis: -1).values.item() == 4)
  }

  @Test func theNumberOfResultsIsChecked() async {
    struct Short: MultiOutputOperation {
      let name = "short"
      let saves: SavedTensors = .nothing
      let outputCount = 2
      func forward(_ inputs: [Tensor]) -> [Tensor] { inputs }
      func backward(_ context: BackwardContext) -> [Tensor?] { [nil] }
    }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = record(Short(), Tensor.ones([1]))
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("short: forward gives 1 results, expected 2"))
  }
}
