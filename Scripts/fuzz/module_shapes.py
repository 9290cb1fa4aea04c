"""Makes wishes into programs: parameters that depend on shapes, groups, batches."""

import random

import torch

from module_parts import parameters_of
from records import DTYPES


class NoFit(Exception):
    """A part that does not fit what it is given, as happens while a program is made smaller."""


def fits(row, given):
    """Whether a row may stand where it meets such an input."""
    rank = len(given["shape"])
    if row["role"] == "container" and row["inputs"] == "any":
        return True  # its first child is asked
    if row["inputs"] == "indices" or given["kind"] == "indices":
        return row["inputs"] == given["kind"]
    if row["inputs"] in ("images", "sequences"):
        return rank == (4 if row["inputs"] == "images" else 3)
    if row["inputs"] in ("steps", "step"):
        return rank in ((2, 3) if row["inputs"] == "steps" else (1, 2))
    least = {"any": 1, "branches": 1, "features": 1, "channels": 2, "batch": 2, "classes": 1, "distributions": 1}
    return rank >= least.get(row["inputs"], 0) and (row["inputs"] != "batch" or rank <= 3)


def divisors(number):
    return [d for d in range(1, number + 1) if number % d == 0] or [1]


def argument(kind, wish, shape):
    """The texts of a parameter where it meets a shape."""
    if wish is None or isinstance(wish, list):
        if kind == "ignored":
            return ["-100"]
        return wish
    channels = shape[1] if len(shape) > 1 else (shape[0] if shape else 1)
    if kind == "features":
        return [str(shape[-1])]
    if kind == "channels":
        return [str(channels)]
    if kind == "divisor":
        choices = divisors(channels)
        return [str(choices[wish % len(choices)])]
    if kind == "trailing":
        return [str(extent) for extent in shape[-(1 + wish % max(len(shape) - 1, 1)):]]
    if kind == "axis":
        return [str(wish % (2 * len(shape)) - len(shape))]
    if kind == "factors":
        choices = divisors(channels)
        first = choices[wish % len(choices)]
        return [str(first), str(-1 if wish // 64 % 2 and first else channels // first)]
    if kind in ("class", "ignored"):
        return [str(wish % max(channels, 1))]
    if kind in ("classWeights", "lastWeights"):
        count = channels if kind == "classWeights" else shape[-1]
        rng = random.Random(wish)
        return [repr(round(rng.random() * 2, 2)) for _ in range(count)]
    raise ValueError(f"unknown kind of parameter {kind}")


def resolved(parts, part, given):
    """The part with arguments in place of wishes, and what comes out of it."""
    row = parts.rows[part["form"]]
    shape = given["shape"]
    if not fits(row, given) or row["inputs"] == "branches" and not part["children"]:
        raise NoFit(part["form"])
    children, at = [], given
    for child in part["children"]:
        made, after = resolved(parts, child, given if row["inputs"] == "branches" else at)
        children.append(made)
        at = after
    arguments = {p["name"]: argument(p["kind"], part["wishes"][p["name"]], shape) for p in parameters_of(row)}
    made = {"form": part["form"], "seed": part["seed"], "children": children,
            "arguments": {name: texts for name, texts in arguments.items() if texts is not None}}
    if row["role"] == "container":
        return made, at
    dtype = DTYPES[given["dtype"]]
    x = torch.zeros(shape, dtype=torch.int64 if given["kind"] == "indices" else dtype)
    try:
        with torch.no_grad():
            y = parts.module(made, dtype).eval()(x)
    except (RuntimeError, ValueError, IndexError) as error:
        raise NoFit(str(error)) from error
    return made, {"kind": "normal", "shape": list(y.shape), "dtype": given["dtype"]}


def shape_after(parts, part, given):
    """What comes out of a part, or None where it does not fit."""
    try:
        return resolved(parts, part, given)[1]
    except NoFit:
        return None


def plain(part, parts):
    """A part whose parameters depend on no shape."""
    arguments = {name: wish for name, wish in part["wishes"].items() if wish is not None}
    return {"form": part["form"], "arguments": arguments,
            "children": [plain(child, parts) for child in part["children"]]}


def concrete(parts, program):
    """The program as both sides run it."""
    sequence = {"form": "Sequential", "seed": 0, "wishes": {}, "children": list(program["stack"])}
    loss_row = parts.rows[program["loss"]["form"]]
    if loss_row["inputs"] == "probabilities":
        sequence["children"].append({"form": "Sigmoid", "seed": 0, "wishes": {}, "children": []})
    given = program["input"]
    first = program["stack"][0] if program["stack"] else None
    model, after = resolved(parts, sequence, given)
    if not fits(loss_row, after):
        raise NoFit(loss_row["name"])
    shape = after["shape"]
    loss = {"form": program["loss"]["form"], "children": [], "arguments": {
        name: texts for name, texts in (
            (p["name"], argument(p["kind"], program["loss"]["wishes"][p["name"]], shape))
            for p in parameters_of(loss_row)) if texts is not None}}
    bound = int(model["children"][0]["arguments"]["rows"][0]) if first and given["kind"] == "indices" else None
    count = len(list(parts.module(model, torch.float32).parameters()))
    rng = random.Random(program["seed"])
    homes = [rng.randrange(2**16) % len(program["groups"]) for _ in range(count)]
    frozen = [i for i in range(count) if rng.random() < 0.4] if program["freezes"] else []
    return {
        "dtype": program["dtype"], "model": model, "loss": loss,
        "optimizer": plain(program["optimizer"], parts),
        "groups": [{"parameters": [i for i in range(count) if homes[i] == index], "settings": settings}
                   for index, settings in enumerate(program["groups"])],
        "schedulers": [plain(part, parts) for part in program["schedulers"]],
        "clip": program["clip"], "frozen": frozen, "average": program["average"],
        "inputGradient": program["inputGradient"], "penalty": program["penalty"], "evaluates": program["evaluates"],
        "steps": [{**step, "frozen": some(step["frozen"], count),
                   "input": {**given, "seed": step["inputSeed"], "bound": bound},
                   "target": {**target(loss_row, shape, loss), "seed": step["targetSeed"]}}
                  for step in program["steps"]]}


def some(seed, count):
    """Some places of `count`; None where there is no seed."""
    if seed is None:
        return None
    rng = random.Random(seed)
    return [place for place in range(count) if rng.random() < 0.4]


def target(row, shape, loss):
    """The kind and shape of targets."""
    if row["inputs"] == "classes":
        axis = 1 if len(shape) > 1 else 0
        ignored = int(loss["arguments"].get("ignored", ["-100"])[0])
        return {"kind": "indices", "shape": shape[:axis] + shape[axis + 1:], "bound": shape[axis], "ignored": ignored}
    kind = {"same": "normal", "probabilities": "shares"}.get(row["inputs"], row["inputs"])
    return {"kind": kind, "shape": shape}
