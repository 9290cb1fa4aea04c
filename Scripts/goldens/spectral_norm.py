"""Spectral normalization: Tests/KagamiNNTests/Goldens/spectral_norm.json."""
import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from common import write


def main():
    cases = []
    for name, shape, iterations, axis in [
            ("one iteration", (5, 3), 1, 0), ("three along 1", (3, 20), 3, 1)]:
        torch.manual_seed(4)
        layer = spectral_norm(nn.Linear(*shape), n_power_iterations=iterations, dim=axis)
        x = torch.linspace(-1, 1, 4 * shape[0]).reshape(4, shape[0]).requires_grad_()
        start = {k: v.clone() for k, v in layer.state_dict().items()}
        first, second = layer(x), layer(x)
        (first * second).sum().backward()
        layer.eval()
        cases.append({
            "name": name, "in": shape[0], "out": shape[1], "iterations": iterations, "axis": axis,
            "keys": list(start), "u": start["parametrizations.weight.0._u"],
            "v": start["parametrizations.weight.0._v"], "first": first.flatten(),
            "second": second.flatten(), "evaluated": layer(x).flatten(),
            "weightGradient": layer.parametrizations.weight.original.grad.flatten(),
            "inputGradient": x.grad.flatten(), "printed": str(layer),
        })
    write("KagamiNNTests", "spectral_norm", {"cases": cases})
