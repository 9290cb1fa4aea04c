"""Derivatives of functions of several inputs, as torch.autograd.functional and torch.func give them."""
import torch
from torch.autograd import functional

from common import write

VECTORS = {
    # name: shapes of inputs, and functions with one or several outputs.
    "product": ([[2, 3], [3, 2]], lambda a, b: (torch.tanh(a @ b),)),
    "twoOutputs": ([[3], [3]], lambda x, y: (x.sin() * y, (x * y).exp().sum())),
    "partlyUnused": ([[2], [2], [1]], lambda x, y, z: (x.exp() * z, y.square())),
    "softmax": ([[2, 3]], lambda x: (torch.softmax(x, 1),)),
}
NUMBERS = {
    "quadratic": ([[2, 2], [2]], lambda a, b: (b @ a @ b) + (a @ b).exp().sum()),
    "ratio": ([[3], [3]], lambda x, y: (x.cos() / (2 + y.tanh())).sum()),
    "entropy": ([[2, 3]], lambda x: -(torch.softmax(x, 1) * torch.log_softmax(x, 1)).sum()),
    "linear": ([[3]], lambda x: 2 * x.sum()),
}


def listed(value):
    return value if isinstance(value, tuple) else (value,)


def flat(tensors):
    return [x.flatten() for x in tensors]


def main():
    generator = torch.Generator().manual_seed(11)

    def draw(shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    vectors, numbers = [], []
    for name, (shapes, function) in VECTORS.items():
        inputs = tuple(draw(shape) for shape in shapes)
        tangents = tuple(draw(shape) for shape in shapes)
        outputs = function(*inputs)
        cotangents = tuple(draw(list(x.shape)) for x in outputs)
        vectors.append({
            "name": name, "shapes": shapes, "inputs": flat(inputs), "tangents": flat(tangents),
            "cotangents": flat(cotangents), "outputs": flat(outputs),
            "jacobian": [flat(row) for row in functional.jacobian(function, inputs)],
            "jvp": flat(functional.jvp(function, inputs, tangents)[1]),
            "vjp": flat(functional.vjp(function, inputs, cotangents)[1])})
    for name, (shapes, function) in NUMBERS.items():
        inputs = tuple(draw(shape) for shape in shapes)
        tangents = tuple(draw(shape) for shape in shapes)
        numbers.append({
            "name": name, "shapes": shapes, "inputs": flat(inputs), "vectors": flat(tangents),
            "value": function(*inputs),
            "hessian": [flat(row) for row in functional.hessian(function, inputs)],
            "hvp": flat(listed(functional.hvp(function, inputs, tangents)[1])),
            "vhp": flat(listed(functional.vhp(function, inputs, tangents)[1]))})

    x, y, w, b = draw([5, 3]), draw([5, 2]), draw([2, 3]), draw([2])

    def loss(w, b, x, y):
        return (torch.tanh(torch.nn.functional.linear(x.unsqueeze(0), w, b)) - y).square().mean()

    slopes = torch.func.vmap(torch.func.grad(loss, argnums=(0, 1)), in_dims=(None, None, 0, 0))(w, b, x, y)
    write("KagamiTests", "functional", {
        "vectors": vectors, "numbers": numbers,
        "perSample": {"inputs": flat([x, y, w, b]), "gradients": flat(slopes)}})
