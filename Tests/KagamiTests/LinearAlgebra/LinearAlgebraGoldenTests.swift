import Foundation
import Kagami
import TestSupport
import Testing

/// Factors, solutions and functions of matrices have PyTorch's values and gradients.
@Suite struct LinearAlgebraGoldenTests {
  typealias Case = ContractionGoldenTests.Case

  struct File: Decodable {
    let cases: [Case]
  }

  static let file = try? Goldens.load("linear_algebra", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.cases.count == 41) }

  @Test(arguments: file?.cases ?? []) func agreesWithPyTorch(_ golden: Case) throws {
    let inputs = zip(golden.inputs, golden.shapes).map {
      Tensor($0.values, shape: Shape($1), dtype: .float64, requiresGrad: true)
    }
    let output = try #require(try Self.apply(golden.name, inputs))
    #expect(Array(output.shape) == golden.shape)
    #expect(
      Near.difference(
        output.array(of: Double.self), golden.output.values, absolute: 1e-11, relative: 1e-11)
        == nil)
    let weights = (0..<output.count).map { 0.25 * Double($0) + 0.5 }
    (output * Tensor(weights, shape: output.shape, dtype: .float64)).sum().backward()
    for (input, gradient) in zip(inputs, golden.gradients) {
      let found = try #require(input.grad).array(of: Double.self)
      #expect(Near.difference(found, gradient.values, absolute: 1e-9, relative: 1e-9) == nil)
    }
  }

  private static let shift = 3 * Tensor.eye(3, dtype: .float64)

  private static func definite(_ x: Tensor) -> Tensor {
    x.matmul(x.transpose()) + 0.5 * Tensor.eye(3, dtype: .float64)
  }

  private static func symmetric(_ x: Tensor) -> Tensor { (x + x.transpose()) / 2 }

  /// Both factors with a positive diagonal of the second.
  private static func signless(_ factors: (q: Tensor, r: Tensor)) -> (q: Tensor, r: Tensor) {
    let sign = factors.r.detach().diagonal().sign()
    return (
      (factors.q * sign.unsqueeze(axis: -2)).sum(axis: -1, keepDims: true),
      factors.r * sign.unsqueeze(axis: -1)
    )
  }

  private static func apply(_ name: String, _ x: [Tensor]) throws -> Tensor? {
    try solutions(name, x) ?? factors(name, x[0]) ?? functions(name, x[0])
  }

  private static func solutions(_ name: String, _ x: [Tensor]) throws -> Tensor? {
    switch name {
    case "solve", "solveVector": try (x[0] + shift).solve(x[1])
    case "inverse": try (x[0] + shift).inverse()
    case "triangularLower": try (x[0] + shift).tril().solveTriangular(x[1])
    case "triangularUpperRight":
      try (x[0] + shift).triu().solveTriangular(x[1], upper: true, left: false)
    case "triangularUnit":
      try x[0].triu().solveTriangular(x[1], upper: true, unitriangular: true)
    case "determinantOfSingular": try x[0].matmul(x[1]).determinant()
    case "leastSquares", "leastSquaresWide": try x[0].leastSquares(x[1])
    default: nil
    }
  }

  private static func factors(_ name: String, _ a: Tensor) throws -> Tensor? {
    switch name {
    case "cholesky": try definite(a).cholesky()
    case "choleskyUpper": try definite(a).cholesky(upper: true)
    case "qr", "qrWide": try signless(a.qr()).r
    case "qrQ", "qrWideQ": try signless(a.qr()).q
    case "luL", "luTall", "luWide": try a.lu().l
    case "luU", "luTallU", "luWideU": try a.lu().u
    case "svdvals": try a.svdvals()
    case "svdU": try a.svd(fullMatrices: false).u.square()
    case "svdV", "svdWideV": try a.svd(fullMatrices: false).vh.square()
    case "eigvalsh": try symmetric(a).eigvalsh()
    case "eighV": try symmetric(a).eigh().vectors.square()
    case "eigvals":
      try {
        let v = a + 2 * Tensor.eye(3, dtype: .float64)
        let values = Tensor([1, 2, 3], dtype: .float64).diag()
        return try v.matmul(values).matmul(v.inverse()).eigvals().sort().values
      }()
    default: nil
    }
  }

  private static func functions(_ name: String, _ a: Tensor) throws -> Tensor? {
    switch name {
    case "determinant": try a.determinant()
    case "slogdet": try a.slogdet().logarithm
    case "pinv", "pinvWide": try a.pinv()
    case "matrixPower": try a.matrixPower(5)
    case "matrixPowerNegative": try (a + shift).matrixPower(-2)
    case "matrixExp": try a.matrixExp()
    case "cond": try a.cond()
    case "cond1": try a.cond(.one)
    case "frobenius": try a.matrixNorm()
    case "nuclear": try a.matrixNorm(.nuclear)
    case "normTwo": try a.matrixNorm(.two)
    case "normInfinity": try a.matrixNorm(.infinity)
    default: nil
    }
  }
}
