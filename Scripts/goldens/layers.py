"""Initialisation and values of layers: Tests/KagamiNNTests/Goldens/layers.json."""
import torch
from torch import nn

from common import write

SIZES = [
    (100, 256), (256, 512), (512, 1024), (1024, 784), (784, 1024), (1024, 512), (512, 256), (256, 1)]


def main():
    drawn = []
    for seed in [0, 7]:
        for inputs, outputs in [(2, 2), (3, 5), *SIZES]:
            torch.manual_seed(seed)
            layer = nn.Linear(inputs, outputs)
            weight = layer.weight.detach().flatten()
            drawn.append({
                "seed": seed, "inputs": inputs, "outputs": outputs, "first": weight[:6],
                "last": weight[-6:], "sum": weight.double().sum().item(),
                "bias": layer.bias.detach()[:6],
            })
    values = []
    x = torch.tensor([
        [0.5, -1.25, 2.0, 0.0], [-0.75, 3.5, -0.0, 1e-3], [12.0, -12.0, 0.1, -30.0]])
    layers = {
        "ReLU": nn.ReLU(), "LeakyReLU": nn.LeakyReLU(0.2), "Tanh": nn.Tanh(),
        "Sigmoid": nn.Sigmoid(),
    }
    torch.manual_seed(3)
    layers["Linear"] = nn.Linear(4, 3)
    layers["Linear without bias"] = nn.Linear(4, 2, bias=False)
    for name, layer in layers.items():
        leaf = x.clone().requires_grad_()
        output = layer(leaf)
        weights = torch.arange(output.numel()).reshape(output.shape) * 0.25 - 1
        (output * weights).sum().backward()
        values.append({
            "name": name, "input": x, "output": output.detach(), "gradient": leaf.grad,
            "parameters": [p.detach().flatten() for p in layer.parameters()],
            "parameterGradients": [p.grad.flatten() for p in layer.parameters()],
        })
    write("KagamiNNTests", "layers", {"drawn": drawn, "values": values})
