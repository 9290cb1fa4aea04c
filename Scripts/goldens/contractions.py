"""Contractions, distances, selections and statistics: Tests/KagamiTests/Goldens/contractions.json."""
import torch
import torch.nn.functional as F

from common import write

INDEX = [[2, 0, 0, 1], [1, 1, 2, 0]]
CASES = {
    # name: shapes of inputs, and what is computed of them.
    "outer": ([[3], [4]], torch.outer),
    "vecdot": ([[2, 3], [3]], lambda a, b: torch.linalg.vecdot(a, b)),
    "tensordot": ([[2, 3, 2], [3, 2, 4]], lambda a, b: torch.tensordot(a, b, 2)),
    "tensordotNamed": ([[2, 3, 4], [4, 2, 5]], lambda a, b: torch.tensordot(a, b, ([0, 2], [1, 0]))),
    "kron": ([[2, 2], [1, 3]], torch.kron),
    "kronOfRanks": ([[2], [2, 3]], torch.kron),
    "cross": ([[2, 3], [1, 3]], lambda a, b: torch.linalg.cross(a, b)),
    "multiDot": ([[3], [3, 4], [4, 2], [2]], lambda *x: torch.linalg.multi_dot(x)),
    "baddbmm": ([[2, 1, 3], [2, 4, 5], [2, 5, 3]], lambda x, a, b: torch.baddbmm(x, a, b, beta=0.5, alpha=2)),
    "einsum bik,bkj->bij": ([[2, 3, 4], [2, 4, 2]], None),
    "einsum ij,jk,kl->li": ([[2, 3], [3, 4], [4, 2]], None),
    "einsum ii->i": ([[3, 3]], None),
    "einsum ij": ([[2, 3]], None),
    "einsum ba": ([[2, 3]], None),
    "einsum i,j": ([[2], [3]], None),
    "einsum ...ij,...jk": ([[2, 1, 3, 2], [4, 2, 3]], None),
    "einsum i...,i...->...": ([[3, 2], [3, 2]], None),
    "einsum bhqd,bhkd->bhqk": ([[2, 2, 3, 4], [2, 2, 5, 4]], None),
    "einsum ij,ij->": ([[2, 3], [1, 3]], None),
    "einsum abc,cd,d->ba": ([[2, 3, 4], [4, 2], [2]], None),
    "einsum iij,jk->ki": ([[3, 3, 2], [2, 2]], None),
    "cdist": ([[3, 2], [4, 2]], torch.cdist),
    "cdistLarge": ([[30, 3], [4, 3]], torch.cdist),
    "cdistOfOrder1": ([[2, 3, 2], [2, 4, 2]], lambda a, b: torch.cdist(a, b, p=1)),
    "cosineSimilarity": ([[3, 4], [1, 4]], lambda a, b: F.cosine_similarity(a, b)),
    "normalize": ([[3, 4]], lambda a: F.normalize(a)),
    "vectorNorm": ([[3, 4]], lambda a: torch.linalg.vector_norm(a)),
    "vectorNorm3": ([[3, 4]], lambda a: torch.linalg.vector_norm(a, 3, 0, True)),
    "vectorNormHalf": ([[3, 4]], lambda a: torch.linalg.vector_norm(a, 0.5, 1)),
    "vectorNormOfZero": ([[3, 4]], lambda a: torch.linalg.vector_norm(a * 0, 2, 1)),
    "lerp": ([[2, 3], [3]], lambda a, b: torch.lerp(a, b, 0.3)),
    "lerpByTensor": ([[2, 3], [2, 3], [3]], torch.lerp),
    "scatter": ([[3, 4], [2, 4]], lambda a, b: a.scatter(0, torch.tensor(INDEX), b)),
    "scatterAdd": ([[3, 4], [2, 4]], lambda a, b: a.scatter_add(0, torch.tensor(INDEX), b)),
    "indexAdd": ([[2, 3], [2, 4]], lambda a, b: a.index_add(1, torch.tensor(INDEX[0]), b, alpha=-2)),
    "maskedFill": ([[2, 3]], lambda a: a.masked_fill(torch.tensor([True, False, True]), 7)),
    "maskedSelect": ([[2, 3]], lambda a: a.masked_select(torch.tensor([True, False, True]))),
    "padConstant": ([[2, 3, 4]], lambda a: F.pad(a, (1, 2, 0, 1), value=0.5)),
    "padAway": ([[2, 3, 4]], lambda a: F.pad(a, (-1, 2, 1, -2))),
    "padReflect": ([[1, 2, 3, 4]], lambda a: F.pad(a, (3, 1, 0, 2), mode="reflect")),
    "padReplicate": ([[1, 2, 3, 4]], lambda a: F.pad(a, (3, 1, 5, 2), mode="replicate")),
    "padCircular": ([[1, 2, 3, 4]], lambda a: F.pad(a, (4, 1, 0, 2), mode="circular")),
    "nearest": ([[1, 2, 3, 4]], lambda a: F.interpolate(a, size=(7, 2))),
    "nearestByScale": ([[1, 2, 5]], lambda a: F.interpolate(a, scale_factor=1.7)),
    "bilinear": ([[1, 2, 3, 4]], lambda a: F.interpolate(a, size=(5, 7), mode="bilinear")),
    "bilinearSmaller": ([[1, 2, 5, 7]], lambda a: F.interpolate(a, size=(3, 2), mode="bilinear")),
    "bilinearCorners": ([[1, 2, 3, 4]], lambda a: F.interpolate(a, size=(5, 7), mode="bilinear", align_corners=True)),
    "bilinearByScale": ([[1, 2, 3, 5]], lambda a: F.interpolate(a, scale_factor=(2, 1.3), mode="bilinear")),
    "linear": ([[2, 1, 6]], lambda a: F.interpolate(a, size=4, mode="linear")),
    "median": ([[3, 4]], lambda a: a.median(1).values),
    "medianOfAll": ([[3, 5]], lambda a: a.median()),
    "quantile": ([[3, 5]], lambda a: a.quantile(0.3, 1)),
    "quantileOfAll": ([[3, 5]], lambda a: a.quantile(0.9)),
}


def main():
    generator = torch.Generator().manual_seed(4)
    cases = []
    for name, (shapes, function) in CASES.items():
        leaves = [torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_() for shape in shapes]
        if name.startswith("einsum "):
            function = lambda *x: torch.einsum(name[7:], *x)
        output = function(*leaves)
        weights = torch.arange(output.numel(), dtype=torch.float64).reshape(output.shape) * 0.25 + 0.5
        (output * weights).sum().backward()
        cases.append({
            "name": name, "shapes": shapes, "inputs": [x.detach().flatten() for x in leaves],
            "shape": list(output.shape), "output": output.detach().flatten(),
            "gradients": [x.grad.flatten() for x in leaves]})
    x = torch.tensor([0.5, -1.5, 2.0, 2.0, 7.0, float("nan"), -0.25, 3.0])
    write("KagamiTests", "contractions", {
        "cases": cases,
        "histc": x[:5].histc(4, -2, 2), "histcOfAll": x[:5].histc(3),
        "bincount": torch.tensor([0, 2, 2, 5]).bincount(minlength=7),
        "bincountWeights": torch.tensor([0, 2, 2]).bincount(torch.tensor([0.5, 1.0, 2.0])),
    })
