import Foundation
import Kagami
import TestSupport
import Testing

/// Derivatives of functions are those of torch.autograd.functional and torch.func.
@Suite struct FunctionalGoldenTests {
  struct Vectors: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[Int]]
    let inputs, tangents, cotangents, outputs: [[Golden]]
    let jacobian: [[[Golden]]]
    let jvp, vjp: [[Golden]]
    var testDescription: String { name }
  }

  struct Numbers: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[Int]]
    let inputs, vectors: [[Golden]]
    let value: Golden
    let hessian: [[[Golden]]]
    let hvp, vhp: [[Golden]]
    var testDescription: String { name }
  }

  struct PerSample: Decodable { let inputs, gradients: [[Golden]] }

  struct File: Decodable {
    let vectors: [Vectors]
    let numbers: [Numbers]
    let perSample: PerSample
  }

  static let file = try? Goldens.load("functional", from: .module, as: File.self)

  @Test func goldensAreThere() {
    #expect(Self.file?.vectors.count == 4 && Self.file?.numbers.count == 4)
  }

  private func tensors(_ values: [[Golden]], _ shapes: [Shape]) -> [Tensor] {
    zip(values, shapes).map { Tensor($0.values, shape: $1, dtype: .float64) }
  }

  private func expectNear(_ found: [Tensor], _ expected: [[Golden]], _ name: String) {
    #expect(found.count == expected.count, "\(name)")
    for (a, b) in zip(found, expected) {
      let difference = Near.difference(
        a.array(of: Double.self), b.values, absolute: 1e-12, relative: 1e-12)
      #expect(difference == nil, "\(name)")
      #expect(!a.requiresGrad)
    }
  }

  private static func vector(_ name: String) -> ([Tensor]) -> [Tensor] {
    switch name {
    case "product": { [$0[0].matmul($0[1]).tanh()] }
    case "twoOutputs": { [$0[0].sin() * $0[1], ($0[0] * $0[1]).exp().sum()] }
    case "partlyUnused": { [$0[0].exp() * $0[2], $0[1].square()] }
    default: { [$0[0].softmax(axis: 1)] }
    }
  }

  private static func number(_ name: String) -> ([Tensor]) -> Tensor {
    switch name {
    case "quadratic":
      { x in
        let (a, b) = (x[0], x[1])
        return b.matmul(a).vecdot(b) + a.matmul(b).exp().sum()
      }
    case "ratio": { ($0[0].cos() / ($0[1].tanh() + 2)).sum() }
    case "entropy": { -($0[0].softmax(axis: 1) * $0[0].logSoftmax(axis: 1)).sum() }
    default: { $0[0].sum() * 2 }
    }
  }

  @Test(arguments: file?.vectors ?? []) func firstDerivatives(_ golden: Vectors) {
    let shapes = golden.shapes.map { Shape($0) }
    let inputs = tensors(golden.inputs, shapes)
    let function = Self.vector(golden.name)
    let outputs = function(inputs)
    let rows = jacobian(of: function, at: inputs)
    #expect(rows.count == golden.jacobian.count)
    for (index, row) in rows.enumerated() {
      expectNear(row, golden.jacobian[index], "jacobian \(index)")
      for (block, input) in zip(row, inputs) {
        #expect(Array(block.shape) == Array(outputs[index].shape) + Array(input.shape))
      }
    }
    let along = jvp(of: function, at: inputs, tensors(golden.tangents, shapes))
    expectNear(along.outputs, golden.outputs, "outputs of jvp")
    expectNear(along.derivatives, golden.jvp, "jvp")
    let back = vjp(of: function, at: inputs, tensors(golden.cotangents, outputs.map(\.shape)))
    expectNear(back.outputs, golden.outputs, "outputs of vjp")
    expectNear(back.gradients, golden.vjp, "vjp")
  }

  @Test(arguments: file?.numbers ?? []) func secondDerivatives(_ golden: Numbers) {
    let shapes = golden.shapes.map { Shape($0) }
    let inputs = tensors(golden.inputs, shapes)
    let function = Self.number(golden.name)
    for (row, expected) in zip(hessian(of: function, at: inputs), golden.hessian) {
      expectNear(row, expected, "hessian")
    }
    let vectors = tensors(golden.vectors, shapes)
    let forward = hvp(of: function, at: inputs, vectors)
    expectNear([forward.output], [[golden.value]], "value")
    expectNear(forward.products, golden.hvp, "hvp")
    let back = vhp(of: function, at: inputs, vectors)
    expectNear([back.output], [[golden.value]], "value")
    expectNear(back.products, golden.vhp, "vhp")
  }

  @Test func gradientsOfSamples() throws {
    let golden = try #require(Self.file?.perSample)
    let all = tensors(golden.inputs, [[5, 3], [5, 2], [2, 3], [2]])
    let parameters = all[2...].map { parameter in
      var leaf = parameter
      leaf.requiresGrad = true
      return leaf
    }
    let found = perSampleGradients(
      of: { ($0[0].linear(parameters[0], parameters[1]).tanh() - $0[1]).square().mean() },
      over: [all[0], all[1]], withRespectTo: parameters)
    #expect(found.map(\.shape) == [[5, 2, 3], [5, 2]])
    expectNear(found, golden.gradients, "per sample")
  }
}
