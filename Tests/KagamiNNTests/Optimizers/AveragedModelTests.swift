import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Averages of weights are PyTorch's.
@Suite struct AveragedModelTests {
  struct File: Decodable, Sendable {
    let weights: [[Double]]
    let cases: [String: [[Double]]]
  }

  static let file = try? Goldens.load("averages", from: .module, as: File.self)

  static let rules: [String: @Sendable () -> AveragingRule] = [
    "mean": { .mean }, "ema0.9": { .exponential(decay: 0.9) },
    "ema0.3": { .exponential(decay: 0.3) },
    "custom": { .custom { 0.5 * $0 + 0.25 * $1 * ($2 + 1) } },
  ]

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 8) }

  @Test(arguments: rules.keys.sorted(), [DType.float32, .float64])
  func agreesWithPyTorch(_ name: String, _ dtype: DType) throws {
    let file = try #require(Self.file)
    let expected = try #require(file.cases["\(name) \(dtype)"])
    let make = try #require(Self.rules[name])
    let model = Linear(3, 2, bias: false, dtype: dtype)
    let average = AveragedModel(
      of: model, in: Linear(3, 2, bias: false, dtype: dtype), by: make())
    #expect(average.module.weight.value.allClose(model.weight.value, rtol: 0, atol: 0))
    var kept = expected.makeIterator()
    let tolerance = dtype == .float32 ? 1e-6 : 1e-14
    for (step, values) in file.weights.enumerated() {
      model.weight.assign(Tensor(values, shape: [2, 3], dtype: dtype))
      average.updateParameters(model)
      guard [0, 1, 5, 9].contains(step), let wanted = kept.next() else { continue }
      #expect(
        Near.difference(
          average.module.weight.value.array(of: Double.self), wanted, absolute: tolerance,
          relative: tolerance) == nil, "update \(step)")
    }
    #expect(average.averagedCount == 10)
    #expect(average.parameters().count == 1)
    #expect(average.stateDict().map(\.name) == ["n_averaged", "module.weight"])
  }

  /// Buffers follow the model, or are averaged if `useBuffers` is set; counts stay whole.
  @Test(arguments: [false, true]) func buffers(_ useBuffers: Bool) throws {
    let model = BatchNorm1d(2)
    let average = AveragedModel(of: model, in: BatchNorm1d(2), useBuffers: useBuffers)
    for value in [1.0, 3] {
      for buffer in model.buffers() {
        buffer.assign(Tensor.full(buffer.shape, value).to(buffer.dtype))
      }
      average.updateParameters(model)
    }
    let found = average.module.buffers().map { $0.value.array(of: Double.self)[0] }
    #expect(found == (useBuffers ? [2, 2, 3] : [3, 3, 3]))
    #expect(average.averagedCount == 2)
    // The count is restored with the state.
    let other = AveragedModel(of: model, in: BatchNorm1d(2), useBuffers: useBuffers)
    try other.loadStateDict(average.stateDict())
    #expect(other.averagedCount == 2)
  }

  @Test func theAverageIsRun() {
    let model = Linear(3, 2)
    let average = AveragedModel(of: model, in: Linear(3, 2))
    let x = Tensor.randn([4, 3])
    #expect(average(x).allClose(model(x), rtol: 0, atol: 0))
    // Training goes on without it.
    model.weight.update { $0 += 1 }
    #expect(!average(x).allClose(model(x)))
  }

  @Test func mistakesAreNamed() async {
    let shapes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = AveragedModel(of: Linear(3, 2), in: Linear(2, 3)) }
    let text = String(decoding: shapes?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("AveragedModel: parameters of [[2, 3], [2]] do not fit"))
    let decay = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = AveragedModel(of: Linear(3, 2), in: Linear(3, 2), by: .exponential(decay: 1.5))
    }
    let message = String(decoding: decay?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("the decay cannot be 1.5"))
  }
}

/// Averages of a model whose children change, or of one with several inputs.
@Suite struct AveragedModelStructureTests {
  final class Holder: Module {
    var fc = Linear(1, 1, bias: false)
    override func forward(_ a: Tensor, _ b: Tensor) -> Tensor { fc(a) + b }
  }

  @Test func replacedChildrenAreAveragedFromThenOn() {
    let (model, copy) = (Holder(), Holder())
    let average = AveragedModel(of: model, in: copy, by: .exponential(decay: 0))
    average.updateParameters(model)
    let old = model.fc
    model.fc = Linear(1, 1, bias: false)
    Init.constant(model.fc.weight, 5)
    Init.constant(old.weight, -1)
    average.updateParameters(model)
    #expect(copy.fc.weight.value.item() == 5)
    copy.fc = Linear(1, 1, bias: false)
    Init.constant(model.fc.weight, 7)
    average.updateParameters(model)
    #expect(copy.fc.weight.value.item() == 7)
  }

  @Test func modulesOfSeveralInputsCanBeCalled() {
    let model = Holder()
    let average = AveragedModel(of: model, in: Holder())
    let (a, b) = (Tensor.ones([2, 1]), Tensor.ones([2, 1]))
    #expect(average(a, b).array(of: Float.self) == model(a, b).array(of: Float.self))
  }
}
