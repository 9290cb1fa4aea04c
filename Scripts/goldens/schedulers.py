"""Thirty epochs of every scheduler over two groups: Tests/KagamiNNTests/Goldens/schedulers.json."""
import warnings

import torch
from torch.optim import lr_scheduler

from common import write

EPOCHS = 30

# Name, options, and the optimizer whose groups are driven.
CASES = [
    ("StepLR", dict(step_size=7), "SGD"),
    ("StepLR", dict(step_size=1, gamma=0.9), "SGD"),
    ("MultiStepLR", dict(milestones=[3, 10, 10, 20]), "SGD"),
    ("MultiStepLR", dict(milestones=[20, 5], gamma=0.5), "SGD"),
    ("ExponentialLR", dict(gamma=0.9), "SGD"),
    ("CosineAnnealingLR", dict(T_max=10), "SGD"),
    ("CosineAnnealingLR", dict(T_max=7, eta_min=0.01), "SGD"),
    ("CosineAnnealingLR", dict(T_max=40, eta_min=0.2), "SGD"),
    ("LinearLR", dict(), "SGD"),
    ("LinearLR", dict(start_factor=0.1, end_factor=0.8, total_iters=12), "SGD"),
    ("LinearLR", dict(start_factor=1.0, end_factor=0.0, total_iters=20), "SGD"),
    ("OneCycleLR", dict(max_lr=[1.0], total_steps=30), "SGD"),
    ("OneCycleLR", dict(max_lr=[1.0, 0.1], total_steps=40, pct_start=0.4, anneal_strategy="linear"), "Adam"),
    ("OneCycleLR", dict(max_lr=[0.5], total_steps=30, three_phase=True, base_momentum=[0.7], max_momentum=[0.9]), "AdamW"),
    ("OneCycleLR", dict(max_lr=[0.5], total_steps=30, div_factor=10.0, final_div_factor=100.0, cycle_momentum=False), "Adagrad"),
    ("OneCycleLR", dict(max_lr=[0.5], total_steps=30, pct_start=0.0), "RMSprop"),
]

METRICS = [
    5.0, 4.0, 4.0, 3.9999, 3.5, 3.5, 3.5, 3.5, 3.4, 3.6, 3.7, float("nan"), 3.5, 3.45, 3.41, 3.4, 3.4, 3.4,
    3.4, 3.4, 3.0, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1]

PLATEAUS = [
    dict(patience=2), dict(patience=0, factor=0.5, cooldown=2), dict(patience=1, threshold=0.2),
    dict(patience=1, threshold=0.2, threshold_mode="abs"), dict(mode="max", patience=3),
    dict(mode="max", patience=1, threshold=0.1, threshold_mode="abs"),
    dict(patience=0, factor=0.5, min_lr=[0.1, 0.02]), dict(patience=0, factor=0.9, eps=0.02),
]


def optimizer(name):
    weights = [torch.zeros(1, requires_grad=True) for _ in range(2)]
    groups = [{"params": [weights[0]]}, {"params": [weights[1]], "lr": 0.05}]
    return getattr(torch.optim, name)(groups, lr=0.4)


def momentum(group):
    if "betas" in group:
        return group["betas"][0]
    return group.get("momentum", 0.0)


def follow(driven, step):
    """Rates of both groups, and the first group's momentum, at each epoch."""
    rates, momenta = [], []
    for epoch in range(EPOCHS):
        rates.append([group["lr"] for group in driven.param_groups])
        momenta.append(momentum(driven.param_groups[0]))
        step(epoch)
    return {"rates": rates, "momenta": momenta}


def main():
    warnings.simplefilter("ignore")
    cases = []
    for name, options, kind in CASES:
        driven = optimizer(kind)
        # PyTorch takes one number for all groups by itself, not in a list.
        given = {k: v[0] if k != "milestones" and isinstance(v, list) and len(v) == 1 else v
                 for k, v in options.items()}
        scheduler = getattr(lr_scheduler, name)(driven, **given)
        cases.append({
            "name": name, "options": options, "optimizer": kind,
            **follow(driven, lambda _: scheduler.step())})
    plateaus = []
    for options in PLATEAUS:
        driven = optimizer("SGD")
        scheduler = lr_scheduler.ReduceLROnPlateau(driven, **options)
        plateaus.append({"options": options, **follow(driven, lambda e: scheduler.step(METRICS[e]))})
    made = {
        "lambda": lambda o: [lr_scheduler.LambdaLR(o, [lambda e: 0.95**e, lambda e: 1 / (1 + e)])],
        "sequential": lambda o: [lr_scheduler.SequentialLR(o, [
            lr_scheduler.LinearLR(o, 0.1, total_iters=5), lr_scheduler.CosineAnnealingLR(o, 12),
            lr_scheduler.ExponentialLR(o, 0.8)], [5, 18])],
        "sequentialSteps": lambda o: [lr_scheduler.SequentialLR(o, [
            lr_scheduler.StepLR(o, 3), lr_scheduler.MultiStepLR(o, [2, 4]),
            lr_scheduler.LambdaLR(o, lambda e: 1 / (1 + e))], [8, 16])],
        "chained": lambda o: [lr_scheduler.LinearLR(o, 0.1, total_iters=5), lr_scheduler.ExponentialLR(o, 0.9),
                              lr_scheduler.StepLR(o, 10)],
    }
    composed = {}
    for name, make in made.items():
        driven = optimizer("SGD")
        schedulers = make(driven)
        composed[name] = follow(driven, lambda _: [s.step() for s in schedulers])
    write("KagamiNNTests", "schedulers", {
        "cases": cases, "plateaus": plateaus, "metrics": METRICS, "composed": composed})
