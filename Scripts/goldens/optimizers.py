"""Twenty steps of every optimizer: Tests/KagamiNNTests/Goldens/optimizers.json."""
import torch

from common import write

START = [0.5, -1.0, 2.0, 0.0, -0.25]
STEPS = 20

CASES = [
    ("SGD", dict(lr=0.1)),
    ("SGD", dict(lr=0.1, momentum=0.9)),
    ("SGD", dict(lr=0.1, momentum=0.9, dampening=0.3)),
    ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True)),
    ("SGD", dict(lr=0.1, weight_decay=0.05)),
    ("SGD", dict(lr=0.1, momentum=0.5, weight_decay=0.05, maximize=True)),
    ("Adam", dict()),
    ("Adam", dict(lr=0.01, betas=(0.5, 0.999))),
    ("Adam", dict(lr=0.01, betas=(0.0, 0.99))),
    ("Adam", dict(lr=0.01, betas=(0.9, 0.99), eps=1e-3)),
    ("Adam", dict(lr=0.01, weight_decay=0.1)),
    ("Adam", dict(lr=0.01, amsgrad=True)),
    ("Adam", dict(lr=0.01, maximize=True)),
]


def main():
    gradients = torch.randn(STEPS, len(START), generator=torch.Generator().manual_seed(5))
    gradients[7] *= 0.01
    results = []
    for name, options in CASES:
        weight = torch.tensor(START, requires_grad=True)
        # The plain implementation: one tensor at a time, no fusion.
        optimizer = getattr(torch.optim, name)([weight], foreach=False, **options)
        path = []
        for gradient in gradients:
            weight.grad = gradient.clone()
            optimizer.step()
            path.append(weight.detach().clone())
        results.append({"name": name, "options": {k: _plain(v) for k, v in options.items()}, "path": path})
    write("KagamiNNTests", "optimizers", {"start": START, "gradients": gradients, "cases": results})


def _plain(value):
    return list(value) if isinstance(value, tuple) else value
