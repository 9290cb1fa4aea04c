"""Softmax and its kin, and gather: Tests/KagamiTests/Goldens/normalization.json."""
import torch

from common import write

INF, NAN = float("inf"), float("nan")
INPUTS = {
    "matrix": [[0.5, -1.25, 2.0, 0.0], [3.5, -0.75, 1e-3, -30.0]],
    "large": [[1000.0, 999.0, -1000.0], [88.0, -104.0, 89.0]],
    "infinite": [[-INF, 0.0, 1.0], [INF, 0.0, -1.0], [-INF, -INF, -INF], [NAN, 0.0, 1.0]],
    "cube": [[[0.5, -1.0], [2.0, 0.25]], [[-3.0, 1.5], [0.0, 4.0]]],
    "number": 3.0,
    "empty": [[], []],
}

OPERATIONS = {
    "softmax": torch.softmax, "logSoftmax": torch.log_softmax, "logSumExp": torch.logsumexp,
}


def case(name, operation, source, axis, dtype):
    leaf = torch.tensor(source, dtype=dtype, requires_grad=True)
    output = operation(leaf, axis)
    weights = torch.arange(output.numel(), dtype=dtype).reshape(output.shape) * 0.25 - 0.5
    (output * weights).sum().backward()
    return {
        "name": name, "axis": axis, "dtype": str(dtype).split(".")[1],
        "shape": list(leaf.shape), "input": leaf.detach().flatten(),
        "outputShape": list(output.shape), "output": output.detach().flatten(),
        "gradient": leaf.grad.flatten(),
    }


def main():
    cases = []
    for dtype in [torch.float32, torch.float64]:
        for name, operation in OPERATIONS.items():
            for source in INPUTS.values():
                for axis in [0, -1]:
                    cases.append(case(name, operation, source, axis, dtype))
    gathers = []
    generator = torch.Generator().manual_seed(3)
    for shape, axis, index_shape in [
        ([3, 4], 0, [5, 2]), ([3, 4], 1, [3, 6]), ([3, 4], -1, [2, 1]), ([2, 3, 4], 1, [2, 5, 4]),
        ([2, 3, 4], 0, [1, 3, 2]), ([5], 0, [7]), ([2, 3], 1, [2, 0]),
    ]:
        leaf = torch.randn(shape, generator=generator, requires_grad=True)
        index = torch.randint(0, shape[axis], index_shape, generator=generator)
        output = leaf.gather(axis, index)
        weights = torch.arange(output.numel()).reshape(output.shape) * 0.25 - 0.5
        (output * weights).sum().backward()
        gathers.append({
            "axis": axis, "shape": shape, "input": leaf.detach().flatten(),
            "indexShape": index_shape, "index": index.flatten(),
            "output": output.detach().flatten(), "gradient": leaf.grad.flatten(),
        })
    write("KagamiTests", "normalization", {"cases": cases, "gathers": gathers})
