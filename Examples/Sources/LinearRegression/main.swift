// A linear regression: solved four times in closed form, then found again by gradient descent.
//
// Shows LAPACK's factors (`solve`, `cholesky`, `qr`, `svd`), a training loop in float64 that converges at the
// rate that the singular values predict, and the typed error of a matrix without an inverse.
//
//   swift run --package-path Examples -c release LinearRegression
//
// Prints, with last digits that depend on the processor's vectors:
//
//   solve             1.98182 -0.99158  0.50927  3.00263
//   cholesky          1.98182 -0.99158  0.50927  3.00263
//   qr                1.98182 -0.99158  0.50927  3.00263
//   svd               1.98182 -0.99158  0.50927  3.00263
//   gradient descent  1.98182 -0.99158  0.50927  3.00263
//     after   0 steps: 2.7e+00 from the closed form
//     after  60 steps: 7.7e-06 from the closed form
//     after 120 steps: 3.7e-11 from the closed form
//     …
//     left of the error per step: 0.8154, predicted 0.8154
//
//   A column that is there twice: the matrix is singular: pivot 3 is 0.
//   Shortest solution  1.00000  1.00000  1.00000

import Foundation
import Kagami
import KagamiNN

/// Ends the program with one line and a status that is not 0.
func fail(_ problem: String) -> Never {
  FileHandle.standardError.write(Data("LinearRegression: \(problem)\n".utf8))
  exit(1)
}

/// The largest difference of any two elements.
func gap(_ a: Tensor, _ b: Tensor) -> Double { (a - b).abs().amax().item() }

func numbers(_ x: Tensor) -> String {
  x.array(of: Double.self).map { String(format: "%8.5f", $0) }.joined(separator: " ")
}

/// Weights that minimise |X·w − y|² in closed form, each by other factors.
///
/// - Parameters:
///   - x: `[samples, weights]`, of full rank.
///   - y: `[samples]`
func closedForms(
  _ x: Tensor, _ y: Tensor
) throws(LinearAlgebraError) -> [(name: String, weights: Tensor)] {
  // The normal equations XᵀX·w = Xᵀy: the least work, but they square the condition number.
  let gram = x.transpose().matmul(x)
  let moments = x.transpose().matmul(y)
  let solved = try gram.solve(moments)

  // XᵀX = L·Lᵀ, then two systems of triangles.
  let l = try gram.cholesky()
  let byCholesky = try l.transpose().solve(l.solve(moments))

  // X = Q·R, so that R·w = Qᵀy: the condition number stays that of X.
  let (q, r) = try x.qr()
  let byQR = try r.solve(q.transpose().matmul(y))

  // X = U·diag(s)·Vᵀ, so that w = V·(Uᵀy / s).
  let (u, s, vt) = try x.svd(fullMatrices: false)
  let bySVD = vt.transpose().matmul(u.transpose().matmul(y) / s)

  return [("solve", solved), ("cholesky", byCholesky), ("qr", byQR), ("svd", bySVD)]
}

manualSeed(0)

// y = 2a − b + ½c + 3 with noise; a and b are correlated, so that gradient descent has some way to go.
let features = Tensor.randn([200, 3], dtype: .float64)
let mixing = Tensor([[1, 0.8, 0], [0, 0.6, 0], [0, 0, 1]] as [[Double]], dtype: .float64)
let x = features.matmul(mixing)  // [200, 3]
let truth = Tensor([2, -1, 0.5, 3], dtype: .float64)
// A column of ones, whose weight is the intercept.
let design = Tensor.concatenate([x, Tensor.ones([200, 1], dtype: .float64)], axis: 1)  // [200, 4]
let y = design.matmul(truth) + 0.1 * Tensor.randn([200], dtype: .float64)  // [200]

do {
  let solutions = try closedForms(design, y)
  for (name, weights) in solutions {
    print(name.padding(toLength: 16, withPad: " ", startingAt: 0), numbers(weights))
  }
  let best = solutions[0].weights
  for (name, weights) in solutions where gap(weights, best) > 1e-10 {
    fail("\(name) differs from solve by \(gap(weights, best))")
  }

  // The curvatures of the mean squared error are 2σ²/n. With the rate 2/(largest + smallest) a step of gradient
  // descent leaves the share (κ − 1)/(κ + 1) of the error.
  let curvatures = try design.svdvals().pow(2).array(of: Double.self).map { 2 * $0 / 200 }
  let (largest, smallest) = (curvatures[0], curvatures[3])
  let share = (largest - smallest) / (largest + smallest)

  let model = Linear(3, 1, dtype: .float64)
  let optimizer = SGD(model.parameters(), lr: 2 / (largest + smallest))
  let criterion = MSELoss()
  let target = y.unsqueeze(axis: 1)  // [200, 1]
  func found() -> Tensor {
    Tensor.concatenate(model.parameters().map { $0.value.detach().reshape([-1]) })  // [4]
  }

  var gaps = [gap(found(), best)]
  for _ in 1...240 {
    optimizer.zeroGrad()
    criterion(model(x), target).backward()
    optimizer.step()
    gaps.append(gap(found(), best))
  }
  print("gradient descent", numbers(found()))
  for step in stride(from: 0, through: 240, by: 60) {
    print(String(format: "  after %3d steps: %.1e from the closed form", step, gaps[step]))
  }
  let measured = pow(gaps[120] / gaps[60], 1 / 60)
  print(String(format: "  left of the error per step: %.4f, predicted %.4f", measured, share))
  if gap(found(), best) > 1e-8 { fail("gradient descent ends \(gap(found(), best)) away") }
  if abs(measured - share) > 0.01 { fail("a step leaves \(measured) of the error, not \(share)") }
} catch {
  fail("\(error)")
}

// A feature that is there twice: XᵀX has no inverse, and which weight does the work is undecided. What is wrong
// with a matrix comes from the data, so it is thrown, and the compiler knows the type of the error.
let doubled = Tensor(
  [[1, 1, 1], [1, 2, 2], [1, 3, 3], [1, 5, 5]] as [[Double]], dtype: .float64)
let line = Tensor([3.0, 5, 7, 11], dtype: .float64)  // 1 + 2a
do {
  _ = try closedForms(doubled, line)
  fail("XᵀX is singular, and no error was thrown")
} catch .singular(let pivot) {
  print("\nA column that is there twice: \(LinearAlgebraError.singular(pivot: pivot)).")
} catch {
  fail("expected a singular matrix, got: \(error)")
}

// The factors of the singular value decomposition still give the shortest of all solutions: directions
// without weight in the data get none.
do {
  let (u, s, vt) = try doubled.svd(fullMatrices: false)
  let kept = s .> 1e-12 * s.amax()
  let inverted = Tensor.where(kept, 1 / s, Tensor.zeros(like: s))
  let shortest = vt.transpose().matmul(u.transpose().matmul(line) * inverted)
  print("Shortest solution", numbers(shortest))
  if gap(shortest, Tensor.ones([3], dtype: .float64)) > 1e-10 { fail("it is not 1, 1, 1") }
} catch {
  fail("\(error)")
}
