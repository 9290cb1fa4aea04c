"""Losses of classes: Tests/KagamiNNTests/Goldens/class_losses.json."""
import torch
from torch import nn

from common import write

WEIGHT = [1.0, 0.5, 2.0, 0.0]
CLASSES = len(WEIGHT)


def labels(shape, ignored, generator):
    """Random labels, some of which are to be ignored."""
    target = torch.randint(0, CLASSES, shape, generator=generator)
    if ignored is not None and target.numel() > 1:
        target.view(-1)[1::3] = ignored
    return target


def digits(tensor):
    """Numbers with as many digits as their type needs to come back whole."""
    if tensor.dtype != torch.float32:
        return tensor.flatten()
    return [float(f"{number:.9g}") for number in tensor.flatten().tolist()]


def case(name, loss, options, reduction, source, target, dtype):
    x = source.detach().clone().to(dtype).requires_grad_()
    if target.is_floating_point():
        target = target.detach().clone().to(dtype).requires_grad_()
    value = loss(x, target)
    weights = torch.arange(value.numel(), dtype=dtype).reshape(value.shape) * 0.25 + 0.5
    (value * weights).sum().backward()
    return {
        "name": name, "options": options, "reduction": reduction,
        "dtype": str(dtype).split(".")[1], "printed": repr(loss),
        "shape": list(x.shape), "input": digits(x.detach()),
        "targetShape": list(target.shape), "target": digits(target.detach()),
        "valueShape": list(value.shape), "value": digits(value.detach()),
        "gradient": digits(x.grad),
        "targetGradient": digits(target.grad) if target.is_floating_point() else [],
    }


def main():
    generator = torch.Generator().manual_seed(11)
    cases = []
    shapes = [[4, CLASSES], [CLASSES], [2, CLASSES, 1, 2], [0, CLASSES]]
    for reduction in ["none", "mean", "sum"]:
        for weighted in [False, True]:
            weight = torch.tensor(WEIGHT, dtype=torch.float64) if weighted else None
            for index, shape in enumerate(shapes):
                dtype = torch.float64 if index % 2 else torch.float32
                own = None if weight is None else weight.to(dtype)
                source = (torch.randn(shape, generator=generator) * 300).round() / 100
                outer = shape[:1] + shape[2:] if len(shape) > 1 else []
                for ignored in [None, -100] if weighted else [None, 2]:
                    options = {} if ignored in (None, -100) else {"ignoreIndex": ignored}
                    if weighted:
                        options["weighted"] = 1
                    settings = dict(
                        weight=own, reduction=reduction,
                        ignore_index=-100 if ignored is None else ignored)
                    target = labels(outer, ignored, generator)
                    logs = torch.log_softmax(source, 0 if len(shape) == 1 else 1)
                    cases.append(case(
                        "NLLLoss", nn.NLLLoss(**settings), options, reduction, logs, target, dtype))
                    for smoothing in [0.0, 0.1] if ignored is None else [0.3]:
                        loss = nn.CrossEntropyLoss(**settings, label_smoothing=smoothing)
                        cases.append(case(
                            "CrossEntropyLoss", loss, {**options, "labelSmoothing": smoothing},
                            reduction, source, target, dtype))
                shares = (torch.rand(shape, generator=generator) * 100).round() / 100
                for smoothing in [0.0, 0.1]:
                    loss = nn.CrossEntropyLoss(
                        weight=own, reduction=reduction, label_smoothing=smoothing)
                    options = {"labelSmoothing": smoothing, **({"weighted": 1} if weighted else {})}
                    cases.append(case(
                        "CrossEntropyLoss", loss, options, reduction, source, shares, dtype))
    # Nothing counts; logits far apart.
    dtype = torch.float32
    wild = torch.tensor([[1000.0, -1000.0, 0.0, 88.0], [-1e30, 0.0, 1e-8, 40.0]])
    for reduction in ["none", "mean", "sum"]:
        loss = nn.CrossEntropyLoss(reduction=reduction)
        for target in [[-100, -100], [1, 3]]:
            cases.append(case(
                "CrossEntropyLoss", loss, {}, reduction, wild, torch.tensor(target), dtype))
    write("KagamiNNTests", "class_losses", {"weight": WEIGHT, "cases": cases})
