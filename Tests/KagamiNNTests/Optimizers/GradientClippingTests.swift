import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Clipped gradients and their norms are PyTorch's.
@Suite struct GradientClippingTests {
  struct Case: Decodable, Sendable {
    let normType: Golden
    let maxNorm, norm: Double
    let clipped: [Double]
  }

  struct Content: Decodable, Sendable {
    let gradients: [Double]
    let cases: [Case]
  }

  struct File: Decodable, Sendable { let clipping: Content }

  static let file = try? Goldens.load("optimizer_groups", from: .module, as: File.self)

  private func parameters(
    _ gradients: [[Double]], device: Device = .cpu
  ) -> [Parameter] {
    gradients.map { values in
      let parameter = Parameter(Tensor.zeros([values.count], device: device))
      parameter.grad = Tensor(values, device: device)
      return parameter
    }
  }

  private func gradients(_ parameters: [Parameter]) -> [Double] {
    parameters.flatMap { $0.grad?.array(of: Double.self) ?? [] }
  }

  @Test func goldensAreThere() { #expect(Self.file?.clipping.cases.count == 7) }

  @Test(arguments: file?.clipping.cases ?? [], Device.all)
  func agreesWithPyTorch(_ golden: Case, _ device: Device) throws {
    let values = try #require(Self.file).clipping.gradients
    var parameters = parameters([Array(values[..<5]), Array(values[5...])], device: device)
    // A parameter without a gradient does not count.
    parameters.insert(Parameter(Tensor.ones([3])), at: 1)
    let norm = clipGradNorm(parameters, maxNorm: golden.maxNorm, normType: golden.normType.value)
    #expect(Near.difference([norm], [golden.norm], relative: 1e-6) == nil)
    #expect(Near.difference(gradients(parameters), golden.clipped, relative: 1e-6) == nil)
    #expect(parameters[1].grad == nil)
  }

  @Test func nonfiniteNormsThrowIfAsked() throws {
    for value in [Double.nan, .infinity] {
      let parameters = parameters([[3, 4], [value]])
      let error = #expect(throws: NonfiniteNormError.self) {
        try clipGradNorm(parameters, maxNorm: 1, errorIfNonfinite: true)
      }
      #expect(error?.normType == 2 && error?.norm.isFinite == false)
      #expect(Array(gradients(parameters)[..<2]) == [3, 4])
      // Without `errorIfNonfinite`, PyTorch's coefficient: NaN, or 0 whose product with infinity is NaN.
      #expect(try !clipGradNorm(parameters, maxNorm: 1, errorIfNonfinite: false).isFinite)
      #expect(gradients(parameters)[2].isNaN)
      #expect(value.isNaN ? gradients(parameters)[0].isNaN : gradients(parameters)[0] == 0)
    }
  }

  @Test func nothingToClipHasNoNorm() throws {
    #expect(clipGradNorm([], maxNorm: 1) == 0)
    #expect(clipGradNorm(parameters([[]]), maxNorm: 1) == 0)
    #expect(
      try clipGradNorm([Parameter(Tensor.ones([1]))], maxNorm: 1, errorIfNonfinite: true) == 0)
  }

  @Test func valuesAreClipped() {
    let parameters = parameters([[-3, -0.5, 0.5, 3], [.nan, .infinity]])
    clipGradValue(parameters, clipValue: 1)
    #expect(
      Near.difference(gradients(parameters), [-1, -0.5, 0.5, 1, .nan, 1]) == nil)
  }

  @Test func wrongBoundsStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { clipGradValue([], clipValue: -1) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("clipGradValue: the bound cannot be -1.0"))
  }
}
