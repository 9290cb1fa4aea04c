import Kagami

/// Signs of vectors are LAPACK's choice: what is compared does not depend on them.
extension FuzzForm {
  static let linearAlgebra: [FuzzForm] = [
    FuzzForm(
      "cholesky", [.definite], ["upper": .flag],
      torch: "torch.linalg.cholesky(a, upper=upper)"
    ) { try $0[0].cholesky(upper: try $1.flag("upper")) },
    FuzzForm(
      "values of eigh", [.definite], ["upper": .flag],
      torch: "torch.linalg.eigvalsh(a, UPLO='U' if upper else 'L')"
    ) { try $0[0].eigh(upper: try $1.flag("upper")).values },
    FuzzForm("svdvals", [.matrix], torch: "torch.linalg.svdvals(a)") { inputs, _ in
      try inputs[0].svdvals()
    },
    FuzzForm(
      "product of svd", [.matrix],
      torch: "(lambda u, s, v: (u * s.unsqueeze(-2)) @ v)"
        + "(*torch.linalg.svd(a, full_matrices=False))"
    ) { inputs, _ in
      let (u, s, vh) = try inputs[0].svd(fullMatrices: false)
      return (u * s.unsqueeze(axis: -2)).matmul(vh)
    },
    FuzzForm("magnitudes of R", [.matrix], torch: "torch.linalg.qr(a).R.abs()") {
      inputs, _ in try inputs[0].qr().r.abs()
    },
    FuzzForm("solve", [.square, .matrix], torch: "torch.linalg.solve(a, b)") {
      inputs, _ in try inputs[0].solve(inputs[1])
    },
    FuzzForm("inverse", [.square], torch: "torch.linalg.inv(a)") { inputs, _ in
      try inputs[0].inverse()
    },
    FuzzForm(
      "solveTriangular", [.square, .matrix], ["upper": .flag],
      torch: "torch.linalg.solve_triangular(a, b, upper=upper)"
    ) { try $0[0].solveTriangular($0[1], upper: try $1.flag("upper")) },
    FuzzForm("determinant", [.square], torch: "torch.linalg.det(a)") { inputs, _ in
      try inputs[0].determinant()
    },
    FuzzForm("slogdet", [.square], torch: "torch.linalg.slogdet(a).logabsdet") { inputs, _ in
      try inputs[0].slogdet().logarithm
    },
    FuzzForm("product of lu", [.matrix], torch: "(lambda p, l, u: p @ l @ u)(*torch.linalg.lu(a))")
    {
      inputs, _ in
      let (p, l, u) = try inputs[0].lu()
      return p.matmul(l).matmul(u)
    },
    FuzzForm("matrixExp", [.square], torch: "torch.linalg.matrix_exp(a)") { inputs, _ in
      try inputs[0].matrixExp()
    },
    FuzzForm("matrixNorm", [.matrix], torch: "torch.linalg.matrix_norm(a)") {
      inputs, _ in try inputs[0].matrixNorm()
    },
    FuzzForm(
      "matrixNorm of rows", [.matrix],
      torch: "torch.linalg.matrix_norm(a, float('inf'))"
    ) { inputs, _ in try inputs[0].matrixNorm(.infinity) },
  ]
}
