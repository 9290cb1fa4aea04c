"""What torch.nn.init draws: Tests/KagamiNNTests/Goldens/initializers.json."""
import math

import torch
from torch.nn import init

from common import write

# Name, options and shape.
CASES = [
    ("uniform_", {}, [3, 5]), ("uniform_", dict(a=-2.0, b=3.0), [20]),
    ("normal_", {}, [3, 5]), ("normal_", dict(mean=1.0, std=0.5), [4, 5]),
    ("trunc_normal_", {}, [4, 5]), ("trunc_normal_", dict(std=2.0), [6, 6]),
    ("trunc_normal_", dict(mean=3.0, a=-1.0, b=1.0), [4, 6]),
    ("trunc_normal_", dict(a=0.1, b=0.2, std=0.5), [3, 3]),
    ("constant_", dict(val=0.3), [2, 2]), ("ones_", {}, [3]), ("zeros_", {}, [3]),
    ("eye_", {}, [3, 5]), ("eye_", {}, [4, 2]),
    ("xavier_uniform_", {}, [3, 5]), ("xavier_uniform_", dict(gain=2.0), [4, 2, 3]),
    ("xavier_normal_", {}, [5, 4]), ("xavier_normal_", dict(gain=0.5), [2, 3, 2, 2]),
    ("kaiming_uniform_", {}, [3, 5]),
    ("kaiming_uniform_", dict(a=0.2, mode="fan_out"), [4, 3, 2]),
    ("kaiming_uniform_", dict(nonlinearity="tanh"), [4, 4]),
    ("kaiming_normal_", dict(nonlinearity="relu"), [5, 4]),
    ("kaiming_normal_", dict(mode="fan_out", nonlinearity="selu"), [4, 3, 2]),
    ("orthogonal_", {}, [4, 4]), ("orthogonal_", dict(gain=2.0), [3, 6]), ("orthogonal_", {}, [6, 2]),
    ("orthogonal_", {}, [3, 2, 3]), ("orthogonal_", {}, [1, 1]),
    ("sparse_", dict(sparsity=0.3), [5, 4]), ("sparse_", dict(sparsity=0.9, std=1.0), [6, 3]),
]


def main():
    cases = []
    for dtype in ("float32", "float64"):
        for index, (name, options, shape) in enumerate(CASES):
            torch.manual_seed(index)
            tensor = torch.empty(shape, dtype=getattr(torch, dtype))
            getattr(init, name)(tensor, **options)
            # The stream must stand at the same place after.
            cases.append({
                "name": name, "options": options, "shape": shape, "dtype": dtype, "seed": index,
                "values": tensor.flatten(), "after": torch.rand(1).item()})
    gains = {
        name: init.calculate_gain(name) for name in ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu")}
    gains["leaky_relu 0.2"] = init.calculate_gain("leaky_relu", 0.2)
    gains["leaky_relu root"] = init.calculate_gain("leaky_relu", math.sqrt(5))
    write("KagamiNNTests", "initializers", {"cases": cases, "gains": gains})
