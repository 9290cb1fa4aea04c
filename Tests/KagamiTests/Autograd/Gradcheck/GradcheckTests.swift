import Kagami
import Testing

/// Gradients are compared with differences, and what differs is named.
@Suite struct GradcheckTests {
  private func leaf(_ values: Double..., shape: Shape? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count], dtype: .float64, requiresGrad: true)
  }

  /// The square, of which the gradient of one element is wrong.
  private struct WrongSquare: DifferentiableOperation {
    let name = "wrongSquare"
    let saves: SavedTensors = .input0
    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * inputs[0] }
    func backward(_ context: BackwardContext) -> [Tensor?] {
      let x = context.input(0)
      var factors = Tensor.full(like: x, 2.0)
      factors[1] = Tensor(3.0, dtype: .float64)
      return [context.gradient * x * factors]
    }
  }

  /// The cube, of which the second gradient is wrong: a saved input is cut off.
  private struct CutCube: DifferentiableOperation {
    let name = "cutCube"
    let saves: SavedTensors = .input0
    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * inputs[0] * inputs[0] }
    func backward(_ context: BackwardContext) -> [Tensor?] {
      let x = context.input(0).detach()
      return [context.gradient * x * x * 3.0]
    }
  }

  @Test func gradientsThatAreRight() throws {
    let (a, b) = (leaf(1, -2, 3, 0.5, shape: [2, 2]), leaf(0.3, 0.7))
    let function: ([Tensor]) -> [Tensor] = {
      [$0[0].matmul($0[1]).tanh(), $0[1].exp() * 2, $0[0] .> 0]
    }
    let report = gradcheck(of: function, at: [a, b])
    #expect(report.passed && report.comparedCount == 4 * 6)
    #expect(report.largestDifference < 1e-8)
    #expect("\(report)".hasPrefix("gradcheck: all 24 derivatives agree, the largest difference"))
    try report.verify()
    let second = gradgradcheck(of: function, at: [a, b])
    // Gradients of 6 numbers, by those and by the 4 weights of the outputs.
    #expect(second.passed && second.comparedCount == 6 * 10)
    #expect(a.grad == nil && b.grad == nil)
  }

  @Test func aWrongGradientIsNamed() {
    let x = leaf(1, 2, 3)
    let report = gradcheck(of: { record(WrongSquare(), $0) }, at: x)
    #expect(report.mismatches.count == 1 && report.comparedCount == 9)
    let mismatch = report.mismatches[0]
    #expect(mismatch.output == 0 && mismatch.outputIndex == [1])
    #expect(mismatch.input == 0 && mismatch.inputIndex == [1])
    #expect(mismatch.analytic == 6 && (mismatch.numeric - 4).magnitude < 1e-8)
    #expect((mismatch.difference - 2).magnitude < 1e-8)
    #expect("\(report)".contains("output 0 [1] by input 0 [1]: analytic 6.0, numeric 4.0"))
    let error = #expect(throws: GradcheckError.self) { try report.verify() }
    #expect(
      error?.description.hasPrefix("gradcheck: 1 of 9 derivatives differ, first output 0 [1]")
        == true)
  }

  @Test func aWrongSecondGradientIsNamed() {
    let x = leaf(1, 2)
    #expect(gradcheck(of: { record(CutCube(), $0) }, at: x).passed)
    let report = gradgradcheck(
      of: { record(CutCube(), $0) }, at: x, gradOutput: Tensor([1.0, 1], dtype: .float64))
    #expect(report.mismatches.map(\.input) == [0, 0] && report.comparedCount == 8)
    #expect(report.mismatches.map(\.analytic) == [0, 0])
    #expect((report.mismatches[1].numeric - 12).magnitude < 1e-6)
  }

  @Test func gradientsThatAreMissingOrNaN() {
    let x = leaf(1, 2)
    // Not recorded, and not constant.
    let missing = gradcheck(of: { $0.detach() * 2 }, at: x)
    #expect(missing.mismatches.count == 2 && missing.mismatches[0].analytic == 0)
    let nothing = gradcheck(of: { $0.log() }, at: leaf(-1))
    #expect(!nothing.passed && nothing.largestDifference.isNaN)
    #expect("\(nothing)".contains("difference nan"))
  }

  @Test func constantsAndEmptyTensors() {
    let (x, c) = (leaf(1, 2), Tensor([3, 4] as [Float]))
    let report = gradcheck(of: { [$0[0] * $0[1], $0[1] * 2] }, at: [c.to(.float64), x])
    #expect(report.passed && report.mismatches.isEmpty && report.comparedCount == 8)
    #expect(gradgradcheck(of: { [$0[0] * $0[1] * $0[1]] }, at: [c.to(.float64), x]).passed)
    let empty = gradcheck(
      of: { $0 * 2 }, at: Tensor.zeros([0], dtype: .float64, requiresGrad: true))
    #expect(empty.passed && empty.comparedCount == 0 && empty.largestDifference == 0)
  }

  @Test func longReportsAreCut() {
    let report = gradcheck(
      of: { $0.detach() * 2 }, at: Tensor.ones([12], dtype: .float64, requiresGrad: true))
    #expect("\(report)".hasSuffix("\n  and 2 more"))
  }

  @Test(arguments: [
    "float32": "gradcheck: input 1, of [2], is of float32; differences need float64",
    "none": "gradgradcheck: none of 1 inputs requires a gradient",
    "counts": "gradgradcheck: 2 gradients for 1 outputs",
  ])
  func misuseIsNamed(_ name: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name] in
      let x = Tensor([1.0, 2], dtype: .float64, requiresGrad: true)
      switch name {
      case "float32":
        _ = gradcheck(of: { [$0[0]] }, at: [x, Tensor([1 as Float, 2], requiresGrad: true)])
      case "none": _ = gradgradcheck(of: { $0 }, at: x.detach())
      default: _ = gradgradcheck(of: { [$0[0]] }, at: [x], gradOutputs: [x, x])
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem) && text.contains("hint: "), "\(text)")
  }
}
