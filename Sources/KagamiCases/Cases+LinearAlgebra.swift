import Kagami

extension OperationCase {
  /// What LAPACK finds of matrices that have it: here it is a fault if there is none.
  private static func found(_ body: () throws -> Tensor) -> Tensor {
    do { return try body() } catch { fatalError("a row of linear algebra: \(error)") }
  }

  /// A function of matrices, whose reference is what its definition says of the result: a residual of zeros, say.
  private static func row(
    _ name: String, _ shapes: [Shape], tolerance: Double = 2e-5,
    _ apply: @escaping @Sendable ([Tensor]) throws -> Tensor,
    _ reference: @escaping @Sendable ([ReferenceArray]) -> ReferenceArray
  ) -> OperationCase {
    OperationCase(
      name,
      [
        Sample(
          inputs: shapes.enumerated().map { .spread($1, -1.1...1.3, seed: UInt64($0 + 3)) },
          isSmooth: true)
      ], tolerance: tolerance, isScalable: false,
      torch: .none(
        reason: "extents belong together; goldens have values and gradients beside torch"),
      apply: { inputs in found { try apply(inputs) } }, reference: reference)
  }

  /// `a + 2·1`, which is far from singular.
  private static func shifted(_ a: Tensor, _ size: Int = 3) -> Tensor {
    a + 2 * Tensor.eye(size, dtype: a.dtype, device: a.device)
  }

  private static func shifted(_ a: ReferenceArray) -> ReferenceArray {
    ReferenceArray(shape: a.shape) { place in
      a[place] + (place[place.count - 1] == place[place.count - 2] ? 2 : 0)
    }
  }

  private static func symmetric(_ a: Tensor) -> Tensor { (a + a.transpose()) * 0.5 }

  private static func zeros(_ shape: [Int]) -> ReferenceArray {
    ReferenceArray(shape: shape) { _ in 0 }
  }

  private static func ofThree(_ a: ReferenceArray) -> Double {
    (0..<3).reduce(0) { sum, i in
      let (j, k) = ((i + 1) % 3, (i + 2) % 3)
      return sum + a[[0, i]] * (a[[1, j]] * a[[2, k]] - a[[1, k]] * a[[2, j]])
    }
  }

  static let linearAlgebra: [OperationCase] = [
    row(
      "solve", [[3, 3], [3, 2]], { try shifted($0[0]).matmul(shifted($0[0]).solve($0[1])) },
      {
        $0[1]
      }),
    row(
      "solve: a solution", [[2, 3, 3], [3, 2]], { try shifted($0[0]).solve($0[1]) },
      { inputs in
        let (a, b) = (shifted(inputs[0]), inputs[1])
        return ReferenceArray(shape: [2, 3, 2]) { place in
          // By Cramer's rule.
          let whole = ReferenceArray(shape: [3, 3]) { a[[place[0], $0[0], $0[1]]] }
          let changed = ReferenceArray(shape: [3, 3]) {
            $0[1] == place[1] ? b[[$0[0], place[2]]] : whole[$0]
          }
          return ofThree(changed) / ofThree(whole)
        }
      }),
    row(
      "solveTriangular", [[3, 3], [3, 2]],
      { inputs in
        let lower = shifted(inputs[0]).tril()
        return try lower.matmul(lower.solveTriangular(inputs[1]))
      }, { $0[1] }),
    row(
      "solveTriangular from the right", [[3, 3], [2, 3]],
      { inputs in
        try inputs[0].triu().solveTriangular(
          inputs[1], upper: true, left: false, unitriangular: true)
      },
      { inputs in
        let (t, b) = (inputs[0], inputs[1])
        return ReferenceArray(shape: [2, 3]) { place in
          let row = place[0]
          let x0 = b[[row, 0]]
          let x1 = b[[row, 1]] - x0 * t[[0, 1]]
          let x2 = b[[row, 2]] - x0 * t[[0, 2]] - x1 * t[[1, 2]]
          return [x0, x1, x2][place[1]]
        }
      }),
    row(
      "det", [[3, 3]], { try $0[0].determinant() },
      { inputs in
        ReferenceArray(shape: [], values: [ofThree(inputs[0])])
      }),
    row(
      "slogdet", [[3, 3]], { try $0[0].slogdet().logarithm.exp() },
      { inputs in
        ReferenceArray(shape: [], values: [abs(ofThree(inputs[0]))])
      }),
    row(
      "cholesky", [[3, 3]],
      { inputs in
        let a =
          inputs[0].matmul(inputs[0].transpose())
          + Tensor.eye(3, dtype: inputs[0].dtype, device: inputs[0].device)
        let l = try a.cholesky()
        return l.matmul(l.transpose())
      },
      { inputs in
        ReferenceArray(shape: [3, 3]) { place in
          (0..<3).reduce(place[0] == place[1] ? 1 : 0) {
            $0 + inputs[0][[place[0], $1]] * inputs[0][[place[1], $1]]
          }
        }
      }),
    row(
      "qr", [[4, 3]],
      { inputs in
        let (q, r) = try inputs[0].qr()
        return q.matmul(r)
      }, { $0[0] }),
    row(
      "qr of a wide matrix", [[2, 3]],
      { inputs in
        let (q, r) = try inputs[0].qr()
        return q.matmul(r)
      }, { $0[0] }),
    row(
      "lu", [[3, 3]],
      { inputs in
        let (p, l, u) = try inputs[0].lu()
        return p.matmul(l).matmul(u)
      }, { $0[0] }),
    row(
      "svd", [[4, 3]],
      { inputs in
        let (u, s, vh) = try inputs[0].svd(fullMatrices: false)
        return (u * s.unsqueeze(axis: -2)).matmul(vh)
      }, { $0[0] }),
    row(
      "eigh", [[3, 3]],
      { inputs in
        let a = symmetric(inputs[0])
        let (w, v) = try a.eigh()
        return (v * w.unsqueeze(axis: -2)).matmul(v.transpose())
      },
      { inputs in
        ReferenceArray(shape: [3, 3]) { (inputs[0][$0] + inputs[0][[$0[1], $0[0]]]) / 2 }
      }),
    row(
      "eig", [[3, 3]], tolerance: 2e-4,
      { inputs in
        // Similar to a diagonal matrix with eigenvalues apart.
        let s = shifted(inputs[0])
        let w = Tensor([1, 2, 4], dtype: s.dtype, device: s.device).diag()
        let a = try s.matmul(w).matmul(s.inverse())
        let (values, vectors) = try a.eig()
        return try (vectors * values.unsqueeze(axis: -2)).matmul(vectors.inverse())
          - a
      }, { _ in zeros([3, 3]) }),
    row("pinv", [[4, 3]], { try $0[0].matmul($0[0].pinv()).matmul($0[0]) }, { $0[0] }),
    row(
      "matrixExp", [[3, 3]],
      { inputs in
        try inputs[0].matrixExp().matmul((-inputs[0]).matrixExp())
      }, { _ in ReferenceArray(shape: [3, 3]) { $0[0] == $0[1] ? 1 : 0 } }),
    row(
      "matrixPower", [[3, 3]], { try $0[0].matrixPower(3) - $0[0].matmul($0[0]).matmul($0[0]) },
      {
        _ in zeros([3, 3])
      }),
    row(
      "leastSquares", [[4, 2], [4, 1]],
      { inputs in
        let x = try inputs[0].leastSquares(inputs[1])
        return inputs[0].transpose().matmul(inputs[0].matmul(x) - inputs[1])
      }, { _ in zeros([2, 1]) }),
  ]
}
