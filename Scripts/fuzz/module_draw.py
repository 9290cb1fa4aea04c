"""Draws programs that train a module, from the table that `fuzz-server describe` prints.

What is drawn is a wish: a parameter that depends on the shape that a layer meets is kept as a number from
which `module_shapes.py` makes it. So a layer may be taken out, and those after it still fit.
"""

import random

from module_parts import parameters_of
from module_shapes import fits, shape_after

EXTENTS = [1, 2, 2, 3, 3, 4, 5, 6]
# How many programs have an input without elements.
EMPTY = 0.03
# Where kernels work by blocks, and gradients of weights wait as products of factors.
LARGE = [1, 5, 16, 33, 64, 130, 257]
SHAPED = {"features", "channels", "trailing", "divisor", "axis", "factors", "class"}
WEIGHTS = {"lastWeights", "classWeights", "ignored"}


def parameter(rng, kind, row):
    """A wish for a parameter: a number where it depends on a shape, else its texts, or None for nil."""
    if kind in SHAPED:
        return rng.randrange(2**16)
    if kind in WEIGHTS:
        return rng.randrange(2**16) if rng.random() < 0.3 else None
    if kind == "flag":
        return [str(rng.random() < 0.5)]
    if kind == "count":
        return None  # chosen by the drawing, which knows how large all is to be
    if kind == "pair":
        return [rng.choice("1122233"), rng.choice("1122233")]
    if kind == "padding":
        return [rng.choice("0001"), rng.choice("0001")]
    if kind == "small":
        return [str(rng.randrange(1, 5))]
    if kind == "number":
        return [repr(round(rng.gauss(0, 0.7), 2))]
    if kind == "positive":
        return [repr(round(rng.random() * 1.5 + 0.05, 3))]
    if kind == "tiny":
        return [rng.choice(["1e-08", "1e-05", "0.001", "0.1"])]
    if kind == "rate":
        return [rng.choice(["0.001", "0.01", "0.03", "0.1", "0.3"])]
    if kind == "share":
        return [rng.choice(["0.0", "0.1", "0.3", "0.5", "0.9", "0.99", repr(round(rng.random() * 0.99, 3))])]
    if kind == "optionalShare":
        return None if rng.random() < 0.25 else parameter(rng, "share", row)
    if kind == "someShare":
        return [repr(round(rng.random() * 0.98 + 0.01, 3))]
    if kind == "chance":
        return [rng.choice(["0.0", "1.0", "0.3", "0.5", "0.75"])]
    if kind == "optionalRow":
        return [str(rng.randrange(2**10))] if rng.random() < 0.4 else None
    if kind == "optionalNumber":
        return parameter(rng, "positive", row) if rng.random() < 0.4 else None
    if kind == "order":
        return [rng.choice(["2.0", "2.0", "1.0", "3.0", "inf", "0.5"])]
    if kind == "side":
        return [rng.choice(["0", "1", "-1"])]
    if kind == "reduction":
        return [rng.choice(["mean", "mean", "sum", "none"] + ["batchmean"] * (row["name"] == "KLDivLoss"))]
    if kind == "milestones":
        return []
    raise ValueError(f"unknown kind of parameter {kind}")


class ModuleDrawing:
    """One program while it is drawn."""

    def __init__(self, rng, parts):
        self.rng, self.parts = rng, parts
        self.extents = LARGE if rng.random() < 0.12 else EXTENTS
        self.dtype = rng.choice(["float32", "float64", "float64", "float64"])

    def part(self, row):
        wishes = {p["name"]: parameter(self.rng, p["kind"], row) for p in parameters_of(row)}
        for p in row["parameters"]:
            if p["kind"] == "count":
                wishes[p["name"]] = [str(self.rng.choice(self.extents))]
        return {"form": row["name"], "seed": self.rng.randrange(2**31), "children": [], "wishes": wishes}

    def input(self):
        rng = self.rng
        rank = rng.choice([1, 2, 2, 2, 2, 3, 3, 4, 4]) if self.extents is EXTENTS else 2
        shape = [rng.choice(self.extents) for _ in range(rank)]
        if rank > 1 and rng.random() < 0.85:
            shape[0] = max(shape[0], 2)
        if rng.random() < EMPTY:
            shape[rng.randrange(rank)] = 0
        if rng.random() < 0.03:
            shape[-1] = rng.choice([17, 33, 65])
        return {"kind": "normal", "shape": shape, "dtype": self.dtype}

    def stack(self, given, length, depth=0, preserving=False):
        """Layers that fit one after the other, and what comes out; with `preserving` of the shape given."""
        rng, children, at = self.rng, [], given
        rows = self.parts.of("layer") + self.parts.of("container") * 2
        linear = [self.parts.rows["Linear"]] * 4
        while len(children) < length:
            row = rng.choice(rows + linear)
            # A weight of three large axes would take longer than all else.
            if not fits(row, at) or row["name"] == "Bilinear" and self.extents is LARGE:
                continue
            part = self.part(row)
            if row["role"] == "container":
                if depth > 2:
                    continue
                part["children"] = self.children(row, at, depth)
            after = shape_after(self.parts, part, at)
            if after is None or preserving and after["shape"] != given["shape"]:
                continue
            children.append(part)
            at = after
        return children, at

    def children(self, row, given, depth):
        """What stands in a container: one stack, or several that give the same shape."""
        rng = self.rng
        if row["inputs"] != "branches":
            return self.stack(given, rng.randrange(0, 4), depth + 1)[0]
        branches = []
        for _ in range(1 if row["name"] == "Again" else rng.randrange(1, 4)):
            stack, _ = self.stack(given, rng.randrange(1, 3), depth + 1, preserving=True)
            branches.append({**self.part(self.parts.rows["Sequential"]), "children": stack})
        return branches

    def schedulers(self):
        rng = self.rng
        if rng.random() < 0.35:
            return []
        rows = self.parts.of("scheduler", "sequence", "plateau")
        drawn = [self.part(rng.choice(rows)) for _ in range(rng.choice([1, 1, 1, 2]))]
        for part in drawn:
            if self.parts.rows[part["form"]]["role"] == "sequence":
                members = rng.randrange(1, 4)
                part["children"] = [self.part(rng.choice(self.parts.of("scheduler"))) for _ in range(members)]
                marks = sorted(rng.sample(range(1, 8), members - 1))
                part["wishes"]["milestones"] = [str(mark) for mark in marks]
        return drawn

    def group(self, row):
        """Settings of a group; most groups leave most to the optimizer."""
        rng = self.rng
        # Settings that torch takes from the constructor alone are seldom a group's own.
        rare = {"initial_accumulator_value", "momentum", "dampening", "nesterov"}
        return {p["name"]: parameter(rng, p["kind"], row)[0] for p in row["parameters"]
                if rng.random() < (0.03 if p["name"] in rare else 0.2)}

    def clip(self):
        rng = self.rng
        if rng.random() < 0.6:
            return None
        return {"form": rng.choice(["norm", "norm", "value"]), "arguments": {
            "bound": [rng.choice(["0.01", "0.1", "1.0", "10.0"])],
            "order": [rng.choice(["2.0", "2.0", "1.0", "inf", "0.5", "3.0"])]}}

    def step(self, optimizer, transposes):
        rng = self.rng
        numbers = [p for p in optimizer["parameters"] if p["kind"] in ("rate", "share", "tiny", "someShare")]
        changed = rng.choice(numbers) if rng.random() < 0.08 else None
        return {"changes": {changed["name"]: parameter(rng, changed["kind"], optimizer)[0]} if changed else {},
                "frozen": rng.randrange(2**16) if rng.random() < 0.06 else None,
                "inputSeed": rng.randrange(2**31), "targetSeed": rng.randrange(2**31),
                "training": rng.random() < 0.85, "seed": rng.randrange(2**31),
                "transposed": rng.random() < transposes, "zeroing": rng.choice(["none"] * 6 + ["zeros", "keep"]),
                "ticks": rng.choice([1, 1, 1, 0, 2, 3]), "reloads": rng.random() < 0.08}

    def trains(self, stack):
        """Whether there is a parameter: optimizers refuse to have none."""
        return any(name in part["form"] for part in flat(stack)
                   for name in ("inear", "PReLU", "SpectralNorm", "Embedding", "Conv"))

    def all(self):
        rng = self.rng
        given = self.input()
        heads = [row for row in self.parts.of("layer") if row["inputs"] == "indices"]
        head = []
        if heads and rng.random() < 0.2:
            given = {**given, "kind": "indices"}
            head = [self.part(rng.choice(heads))]
        at = shape_after(self.parts, head[0], given) if head else given
        stack, after = self.stack(at, rng.randrange(1, 6))
        # Masks of dropout follow the order of memory, which is another decision.
        transposes = 0.01 if any(part["form"] == "Dropout" for part in flat(stack)) else 0.2
        losses = [row for row in self.parts.of("loss") if fits(row, after)]
        optimizer = rng.choice(self.parts.of("optimizer"))
        while not self.trains(head + stack):
            stack.insert(0, self.part(self.parts.rows["PReLU"]))
        return {
            "dtype": self.dtype, "input": given, "stack": head + stack, "seed": rng.randrange(2**31),
            "loss": self.part(rng.choice(losses)), "optimizer": self.part(optimizer),
            "groups": [self.group(optimizer) for _ in range(rng.choice([1, 1, 2, 3]))],
            "schedulers": self.schedulers(), "clip": self.clip(),
            "freezes": rng.random() < 0.1, "inputGradient": rng.random() < 0.5,
            "average": rng.choice([None] * 5 + [{"decay": None, "buffers": False}, {"decay": 0.9, "buffers": True}]),
            "steps": [self.step(optimizer, transposes) for _ in range(rng.choice([1, 2, 2, 3, 3, 4, 6, 9]))],
            "penalty": rng.random() < 0.2,
            "evaluates": rng.random() < 0.5}


def flat(stack):
    """All parts, those within others too."""
    return [part for outer in stack for part in (outer, *flat(outer["children"]))]


def drawn(parts, seed, index):
    return ModuleDrawing(random.Random(f"modules:{seed}:{index}"), parts).all()
