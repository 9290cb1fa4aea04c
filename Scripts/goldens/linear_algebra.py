"""Linear algebra and its gradients: Tests/KagamiTests/Goldens/linear_algebra.json."""
import torch
from torch import linalg

from common import write


def symmetric(x):
    return (x + x.mT) / 2


def definite(x):
    return x @ x.mT + 0.5 * torch.eye(x.shape[-1], dtype=x.dtype)


def signless(q, r):
    """Both factors with a positive diagonal of the second, as no convention of signs changes."""
    sign = torch.sign(torch.diagonal(r.detach(), dim1=-2, dim2=-1))
    return (q * sign.unsqueeze(-2)).sum(-1, keepdim=True), r * sign.unsqueeze(-1)


def real_eigen(x):
    """A matrix with real eigenvalues apart from each other, of any eigenvectors."""
    n = x.shape[-1]
    v = x + 2 * torch.eye(n, dtype=x.dtype)
    return v @ torch.diag(torch.arange(1.0, n + 1, dtype=x.dtype)) @ linalg.inv(v)


def eigenvalues(x):
    return linalg.eigvals(real_eigen(x)).real.sort().values


CASES = {
    # name: shapes of inputs, and the result; whatever depends on signs of vectors is made not to.
    "solve": ([[2, 3, 3], [3, 2]], lambda a, b: linalg.solve(a + 3 * torch.eye(3), b)),
    "solveVector": ([[3, 3], [3]], lambda a, b: linalg.solve(a + 3 * torch.eye(3), b)),
    "inverse": ([[2, 3, 3]], lambda a: linalg.inv(a + 3 * torch.eye(3))),
    "triangularLower": ([[3, 3], [3, 2]], lambda a, b: linalg.solve_triangular(
        (a + 3 * torch.eye(3)).tril(), b, upper=False)),
    "triangularUpperRight": ([[3, 3], [2, 3]], lambda a, b: linalg.solve_triangular(
        (a + 3 * torch.eye(3)).triu(), b, upper=True, left=False)),
    "triangularUnit": ([[2, 3, 3], [3, 2]], lambda a, b: linalg.solve_triangular(
        a.triu(), b, upper=True, unitriangular=True)),
    "determinant": ([[2, 3, 3]], linalg.det),
    "determinantOfSingular": ([[3, 2], [2, 3]], lambda a, b: linalg.det(a @ b)),
    "slogdet": ([[2, 3, 3]], lambda a: linalg.slogdet(a).logabsdet),
    "cholesky": ([[2, 3, 3]], lambda a: linalg.cholesky(definite(a))),
    "choleskyUpper": ([[3, 3]], lambda a: linalg.cholesky(definite(a), upper=True)),
    "qr": ([[4, 3]], lambda a: signless(*linalg.qr(a))[1]),
    "qrQ": ([[4, 3]], lambda a: signless(*linalg.qr(a))[0]),
    "qrWide": ([[3, 4]], lambda a: signless(*linalg.qr(a))[1]),
    "qrWideQ": ([[3, 4]], lambda a: signless(*linalg.qr(a))[0]),
    "luL": ([[2, 3, 3]], lambda a: linalg.lu(a).L),
    "luU": ([[3, 3]], lambda a: linalg.lu(a).U),
    "luTall": ([[4, 3]], lambda a: linalg.lu(a).L),
    "luTallU": ([[4, 3]], lambda a: linalg.lu(a).U),
    "luWide": ([[3, 4]], lambda a: linalg.lu(a).L),
    "luWideU": ([[3, 4]], lambda a: linalg.lu(a).U),
    "svdvals": ([[2, 4, 3]], linalg.svdvals),
    "svdU": ([[4, 3]], lambda a: linalg.svd(a, full_matrices=False).U.square()),
    "svdV": ([[4, 3]], lambda a: linalg.svd(a, full_matrices=False).Vh.square()),
    "svdWideV": ([[3, 4]], lambda a: linalg.svd(a, full_matrices=False).Vh.square()),
    "eigvalsh": ([[2, 3, 3]], lambda a: linalg.eigvalsh(symmetric(a))),
    "eighV": ([[3, 3]], lambda a: linalg.eigh(symmetric(a)).eigenvectors.square()),
    "eigvals": ([[3, 3]], eigenvalues),
    "pinv": ([[2, 4, 3]], linalg.pinv),
    "pinvWide": ([[3, 4]], linalg.pinv),
    "leastSquares": ([[4, 3], [4, 2]], lambda a, b: linalg.lstsq(a, b).solution),
    "leastSquaresWide": ([[3, 4], [3, 2]], lambda a, b: linalg.lstsq(a, b).solution),
    "matrixPower": ([[2, 3, 3]], lambda a: linalg.matrix_power(a, 5)),
    "matrixPowerNegative": ([[3, 3]], lambda a: linalg.matrix_power(a + 3 * torch.eye(3), -2)),
    "matrixExp": ([[2, 3, 3]], linalg.matrix_exp),
    "cond": ([[4, 3]], linalg.cond),
    # torch.linalg.cond(a, 1) changes the inverse in place, and cannot go back.
    "cond1": ([[3, 3]], lambda a: linalg.matrix_norm(a, 1) * linalg.matrix_norm(linalg.inv(a), 1)),
    "frobenius": ([[2, 4, 3]], lambda a: linalg.matrix_norm(a)),
    "nuclear": ([[4, 3]], lambda a: linalg.matrix_norm(a, "nuc")),
    "normTwo": ([[4, 3]], lambda a: linalg.matrix_norm(a, 2)),
    "normInfinity": ([[4, 3]], lambda a: linalg.matrix_norm(a, float("inf"))),
}


def main():
    generator = torch.Generator().manual_seed(9)
    torch.set_default_dtype(torch.float64)
    cases = []
    for name, (shapes, function) in CASES.items():
        leaves = [torch.randn(shape, generator=generator).requires_grad_() for shape in shapes]
        output = function(*leaves)
        weights = torch.arange(output.numel(), dtype=output.dtype).reshape(output.shape) * 0.25 + 0.5
        (output * weights).sum().backward()
        cases.append({
            "name": name, "shapes": shapes, "inputs": [x.detach().flatten() for x in leaves],
            "shape": list(output.shape), "output": output.detach().flatten(),
            "gradients": [x.grad.flatten() for x in leaves]})
    torch.set_default_dtype(torch.float32)
    write("KagamiTests", "linear_algebra", {"cases": cases})
