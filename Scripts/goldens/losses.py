"""Losses and their gradients: Tests/KagamiNNTests/Goldens/losses.json."""
import torch
from torch import nn

from common import write

PROBABILITIES = [0.0, 1.0, 0.5, 1e-8, 1 - 1e-7, 0.25, 0.9, 0.0, 1.0]
LOGITS = [0.0, 20.0, -20.0, 40.0, -40.0, 100.0, -100.0, 0.3, -1.7]
TARGETS = [0.0, 1.0, 1.0, 0.0, 0.5, 1.0, 0.0, 1.0, 0.0]
WEIGHT = [1.0, 2.0, 0.5, 1.0, 3.0, 0.25, 1.0, 1.0, 2.0]


def main():
    cases = []
    weight, positive = torch.tensor(WEIGHT), torch.tensor([2.5])
    for reduction in ["none", "mean", "sum"]:
        for name, loss, inputs in [
            ("BCELoss", nn.BCELoss(reduction=reduction), PROBABILITIES),
            ("BCELoss weighted", nn.BCELoss(weight=weight, reduction=reduction), PROBABILITIES),
            ("BCEWithLogitsLoss", nn.BCEWithLogitsLoss(reduction=reduction), LOGITS),
            ("BCEWithLogitsLoss weighted",
             nn.BCEWithLogitsLoss(weight=weight, reduction=reduction), LOGITS),
            ("BCEWithLogitsLoss posWeight",
             nn.BCEWithLogitsLoss(pos_weight=positive, reduction=reduction), LOGITS),
            ("MSELoss", nn.MSELoss(reduction=reduction), LOGITS),
        ]:
            leaf = torch.tensor(inputs, requires_grad=True)
            value = loss(leaf, torch.tensor(TARGETS))
            value.sum().backward()
            cases.append({
                "name": name, "reduction": reduction, "input": inputs,
                "value": value.detach().reshape(-1), "gradient": leaf.grad,
            })
    write("KagamiNNTests", "losses", {
        "targets": TARGETS, "weight": WEIGHT, "posWeight": 2.5, "cases": cases})
