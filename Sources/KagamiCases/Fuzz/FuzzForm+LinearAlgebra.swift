import Kagami

/// Results of Kagami's factorizations are constants, so torch's are detached. Signs of vectors are
/// LAPACK's choice: what is compared does not depend on them.
extension FuzzForm {
  static let linearAlgebra: [FuzzForm] = [
    FuzzForm(
      "cholesky", [.definite], ["upper": .flag],
      torch: "torch.linalg.cholesky(a.detach(), upper=upper)"
    ) { try $0[0].cholesky(upper: try $1.flag("upper")) },
    FuzzForm(
      "values of eigh", [.definite], ["upper": .flag],
      torch: "torch.linalg.eigvalsh(a.detach(), UPLO='U' if upper else 'L')"
    ) { try $0[0].eigh(upper: try $1.flag("upper")).values },
    FuzzForm("svdvals", [.matrix], torch: "torch.linalg.svdvals(a.detach())") { inputs, _ in
      try inputs[0].svdvals()
    },
    FuzzForm(
      "product of svd", [.matrix],
      torch: "(lambda u, s, v: (u * s.unsqueeze(-2)) @ v)"
        + "(*torch.linalg.svd(a.detach(), full_matrices=False))"
    ) { inputs, _ in
      let (u, s, vh) = try inputs[0].svd(fullMatrices: false)
      return (u * s.unsqueeze(axis: -2)).matmul(vh)
    },
    FuzzForm("magnitudes of R", [.matrix], torch: "torch.linalg.qr(a.detach()).R.abs()") {
      inputs, _ in try inputs[0].qr().r.abs()
    },
    FuzzForm("solve", [.square, .matrix], torch: "torch.linalg.solve(a.detach(), b.detach())") {
      inputs, _ in try inputs[0].solve(inputs[1])
    },
    FuzzForm("inverse", [.square], torch: "torch.linalg.inv(a.detach())") { inputs, _ in
      try inputs[0].inverse()
    },
    FuzzForm("matrixNorm", [.matrix], torch: "torch.linalg.matrix_norm(a.detach())") {
      inputs, _ in try inputs[0].matrixNorm()
    },
    FuzzForm(
      "matrixNorm of rows", [.matrix],
      torch: "torch.linalg.matrix_norm(a.detach(), float('inf'))"
    ) { inputs, _ in try inputs[0].matrixNorm(.infinity) },
  ]
}
