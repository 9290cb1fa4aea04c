"""Every optimizer's options, groups and clipping: Tests/KagamiNNTests/Goldens/optimizer_groups.json."""
import torch

from common import write

START = [0.5, -1.0, 2.0, 0.0, -0.25]
STEPS = 20
KEPT = [0, 1, 2, 6, 7, 8, 12, 19]

CASES = [
    ("AdamW", dict(), "float32"),
    ("AdamW", dict(lr=0.01, weight_decay=0.0), "float32"),
    ("AdamW", dict(lr=0.01, betas=(0.5, 0.999), weight_decay=0.3), "float32"),
    ("AdamW", dict(lr=0.01, eps=1e-3, weight_decay=0.1, amsgrad=True), "float32"),
    ("AdamW", dict(lr=0.01, weight_decay=0.1, maximize=True), "float32"),
    ("AdamW", dict(lr=0.01, weight_decay=0.1, amsgrad=True), "float64"),
    ("Adam", dict(lr=0.01, weight_decay=0.1, decoupled_weight_decay=True), "float32"),
    ("Adam", dict(lr=0.01, betas=(0.5, 0.999), weight_decay=0.1, amsgrad=True), "float64"),
    ("RMSprop", dict(), "float32"),
    ("RMSprop", dict(lr=0.02, alpha=0.9), "float32"),
    ("RMSprop", dict(lr=0.02, alpha=0.3, centered=True), "float32"),
    ("RMSprop", dict(lr=0.02, eps=1e-2, momentum=0.8), "float32"),
    ("RMSprop", dict(lr=0.02, weight_decay=0.1), "float32"),
    ("RMSprop", dict(lr=0.02, weight_decay=0.1, maximize=True), "float32"),
    ("RMSprop", dict(lr=0.02, alpha=0.9, momentum=0.5, centered=True), "float32"),
    ("RMSprop", dict(lr=0.02, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.1), "float64"),
    ("Adagrad", dict(), "float32"),
    ("Adagrad", dict(lr=0.1, lr_decay=0.05), "float32"),
    ("Adagrad", dict(lr=0.1, initial_accumulator_value=0.5), "float32"),
    ("Adagrad", dict(lr=0.1, eps=0.1, weight_decay=0.1), "float32"),
    ("Adagrad", dict(lr=0.1, weight_decay=0.1, maximize=True), "float32"),
    ("Adagrad", dict(lr=0.1, lr_decay=0.05, initial_accumulator_value=0.1, eps=1e-3), "float64"),
    ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05), "float64"),
]

# Two groups: the first three weights, and the last two with settings of their own.
GROUPS = [
    ("SGD", dict(lr=0.1, momentum=0.9), dict(lr=0.01, weight_decay=0.1)),
    ("SGD", dict(lr=0.1), dict(momentum=0.5, dampening=0.2)),
    ("Adam", dict(lr=0.01), dict(lr=0.1, betas=(0.5, 0.99), weight_decay=0.1)),
    ("Adam", dict(lr=0.01), dict(amsgrad=True, maximize=True)),
    ("AdamW", dict(lr=0.01), dict(lr=0.1, weight_decay=0.0, eps=1e-4)),
    ("RMSprop", dict(lr=0.01), dict(lr=0.1, alpha=0.5, momentum=0.5, centered=True)),
    ("Adagrad", dict(lr=0.1), dict(lr=0.01, lr_decay=0.1, weight_decay=0.1)),
]


def gradients():
    result = torch.randn(STEPS, len(START), generator=torch.Generator().manual_seed(6))
    result[7] *= 0.01
    return result


def run(weights, optimizer, columns, dtype):
    path = []
    for step, gradient in enumerate(gradients()):
        for weight, part in zip(weights, columns):
            weight.grad = gradient[part].to(dtype).clone()
        optimizer.step()
        if step in KEPT:
            path.append(torch.cat([weight.detach() for weight in weights]))
    return path


def single(name, options, dtype):
    dtype = getattr(torch, dtype)
    weight = torch.tensor(START, dtype=dtype, requires_grad=True)
    optimizer = getattr(torch.optim, name)([weight], foreach=False, **options)
    return run([weight], optimizer, [slice(0, 5)], dtype)


def grouped(name, options, own):
    weights = [
        torch.tensor(part, requires_grad=True) for part in (START[:3], START[3:])]
    groups = [{"params": [weights[0]]}, {"params": [weights[1]], **own}]
    optimizer = getattr(torch.optim, name)(groups, foreach=False, **options)
    return run(weights, optimizer, [slice(0, 3), slice(3, 5)], torch.float32)


def clipping():
    results = []
    parts = [gradients()[0], gradients()[1] * 3]
    kinds = [(2.0, 1.0), (2.0, 100.0), (1.0, 2.0), (float("inf"), 0.5), (3.0, 1.5), (0.5, 1.0), (2.0, 0.0)]
    for norm_type, max_norm in kinds:
        weights = [torch.zeros(5, requires_grad=True) for _ in parts]
        for weight, part in zip(weights, parts):
            weight.grad = part.clone()
        norm = torch.nn.utils.clip_grad_norm_(weights, max_norm, norm_type, foreach=False)
        results.append({
            "normType": norm_type, "maxNorm": max_norm, "norm": norm.item(),
            "clipped": torch.cat([weight.grad for weight in weights])})
    return {"gradients": torch.cat(parts), "cases": results}


def main():
    def case(name, options, path, **more):
        return {"name": name, "options": spelled(options), "path": path, **more}

    write("KagamiNNTests", "optimizer_groups", {
        "start": START, "gradients": gradients(), "kept": KEPT,
        "cases": [case(n, o, single(n, o, d), dtype=d) for n, o, d in CASES],
        "groups": [case(n, o, grouped(n, o, own), own=spelled(own)) for n, o, own in GROUPS],
        "clipping": clipping()})


def spelled(options):
    """Betas one by one, and choices as numbers: the names of settings in a group."""
    result = {key: float(value) for key, value in options.items() if key != "betas"}
    if "betas" in options:
        result["beta1"], result["beta2"] = options["betas"]
    return result
