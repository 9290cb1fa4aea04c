"""Averages of weights over ten updates: Tests/KagamiNNTests/Goldens/averages.json."""
import torch
from torch.optim import swa_utils

from common import write

RULES = {
    "mean": {},
    "ema0.9": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.9)},
    "ema0.3": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.3)},
    "custom": {"avg_fn": lambda average, weight, count: 0.5 * average + 0.25 * weight * (count + 1)},
}


def main():
    weights = torch.randn(10, 6, generator=torch.Generator().manual_seed(8))
    cases = {}
    for dtype in (torch.float32, torch.float64):
        for name, options in RULES.items():
            model = torch.nn.Linear(3, 2, bias=False, dtype=dtype)
            average = swa_utils.AveragedModel(model, **options)
            path = []
            for values in weights:
                model.weight.data = values.to(dtype).reshape(2, 3)
                average.update_parameters(model)
                path.append(average.module.weight.detach().flatten().clone())
            cases[f"{name} {str(dtype).removeprefix('torch.')}"] = [path[i] for i in (0, 1, 5, 9)]
    write("KagamiNNTests", "averages", {"weights": weights, "cases": cases})
