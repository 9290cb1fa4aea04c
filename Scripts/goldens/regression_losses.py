"""Losses of an input and a target alike: Tests/KagamiNNTests/Goldens/regression_losses.json."""
import torch
from torch import nn

from common import write

INF, NAN = float("inf"), float("nan")
# Differences at zero, at the kinks and far out.
INPUTS = [[0.5, -1.25, 2.0], [0.0, 3.5, -0.75]]
TARGETS = [[0.5, -0.25, 0.5], [1.0, 60.0, -0.25]]
WILD = [[INF, NAN, -INF], [1e30, -1e-30, 0.0]]
LOGS = [[-0.5, -1.25, -2.0], [-0.1, -3.5, -0.75]]
SHARES = [[0.2, 0.5, 0.3], [0.0, 1.0, 0.25]]
SIGNS = [[1.0, -1.0, -1.0], [-1.0, 1.0, 0.0]]
PROBABILITIES = [[0.0, 1.0, 0.5], [0.25, 0.9, 1e-8]]
WEIGHT = [[1.0, 2.0, 0.5], [0.0, 3.0, 0.25]]
POSITIVE = [2.5, 0.5, 1.0]


def losses(reduction):
    weight, positive = torch.tensor(WEIGHT), torch.tensor(POSITIVE)
    yield "MSELoss", {}, nn.MSELoss(reduction=reduction), INPUTS, TARGETS
    for source in [INPUTS, WILD]:
        yield "L1Loss", {}, nn.L1Loss(reduction=reduction), source, TARGETS
        for beta in [1.0, 0.5, 0.3, 0.0]:
            yield ("SmoothL1Loss", {"beta": beta},
                   nn.SmoothL1Loss(reduction=reduction, beta=beta), source, TARGETS)
        for delta in [1.0, 1.5, 0.3]:
            yield ("HuberLoss", {"delta": delta},
                   nn.HuberLoss(reduction=reduction, delta=delta), source, TARGETS)
    yield "KLDivLoss", {}, nn.KLDivLoss(reduction=reduction), LOGS, SHARES
    yield ("KLDivLoss", {"logTarget": 1.0},
           nn.KLDivLoss(reduction=reduction, log_target=True), LOGS, TARGETS)
    for margin in [1.0, 2.0]:
        yield ("HingeEmbeddingLoss", {"margin": margin},
               nn.HingeEmbeddingLoss(margin=margin, reduction=reduction), INPUTS, SIGNS)
    yield "BCELoss", {}, nn.BCELoss(reduction=reduction), PROBABILITIES, SHARES
    yield ("BCELoss", {"weighted": 1.0}, nn.BCELoss(weight=weight, reduction=reduction),
           PROBABILITIES, SHARES)
    yield "BCEWithLogitsLoss", {}, nn.BCEWithLogitsLoss(reduction=reduction), INPUTS, SHARES
    yield ("BCEWithLogitsLoss", {"weighted": 1.0, "positive": 1.0},
           nn.BCEWithLogitsLoss(weight=weight, pos_weight=positive, reduction=reduction),
           INPUTS, SHARES)


def main():
    cases = []
    for reduction in ["none", "mean", "sum", "batchmean"]:
        for name, options, loss, inputs, targets in losses(reduction):
            if reduction == "batchmean" and name != "KLDivLoss":
                continue
            # In float64 the slope of a saturated probability is 4e-9 off its formula in PyTorch, whose
            # smallest denominator is a float32.
            for dtype in [torch.float32, torch.float64] if name != "BCELoss" else [torch.float32]:
                x = torch.tensor(inputs, dtype=dtype, requires_grad=True)
                # Targets of a hinge are signs, and have no gradient.
                hinge = name == "HingeEmbeddingLoss"
                t = torch.tensor(targets, dtype=dtype, requires_grad=not hinge)
                value = loss(x, t)
                value.sum().backward()
                cases.append({
                    "name": name, "options": options, "reduction": reduction,
                    "dtype": str(dtype).split(".")[1], "printed": repr(loss),
                    "input": x.detach().flatten(), "target": t.detach().flatten(),
                    "value": value.detach().flatten(), "gradient": x.grad.flatten(),
                    "targetGradient": [] if t.grad is None else t.grad.flatten(),
                })
    write("KagamiNNTests", "regression_losses", {
        "shape": [2, 3], "weight": sum(WEIGHT, []), "positive": POSITIVE, "cases": cases})
