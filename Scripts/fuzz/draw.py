"""Draws programs of tensor operations from the table that `fuzz-server describe` prints."""

import math

import numpy as np
import torch

from records import DTYPES, encode

EXTENTS = [1, 1, 2, 2, 3, 3, 4, 5, 7]
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, math.inf, -math.inf, math.nan, 1e-30, 1e30, 20.0, -20.0]


def leaf_data(leaf):
    """The numbers of a leaf: made from its seed, so that shrinking a shape keeps the rest."""
    rng = np.random.default_rng(leaf["seed"])
    shape, style, dtype = leaf["shape"], leaf["style"], leaf["dtype"]
    count = math.prod(shape)
    if style == "indices":
        values = rng.integers(-1 if leaf.get("stray") else 0, max(leaf["bound"], 1), count)
    elif dtype in ("bool", "uint8", "int64"):
        top = {"bool": 2, "uint8": 6, "int64": 6}[dtype]
        values = rng.integers(0 if dtype != "int64" else -5, top, count)
        if style == "special" and count:
            extremes = {"bool": [0], "uint8": [255, 128, 254], "int64": [2**31, -(2**40), 2**53 + 1]}
            places = rng.integers(0, count, max(count // 3, 1))
            values[places] = rng.choice(extremes[dtype], len(places))
    elif style in ("square", "definite"):
        n = shape[-1] if shape else 1
        a = rng.standard_normal([*shape[:-2], n, n])
        values = a @ np.swapaxes(a, -1, -2) + n * np.eye(n) if style == "definite" else a + 3 * n * np.eye(n)
    else:
        values = rng.standard_normal(count) * (1.0 if style != "wide" else 8.0)
        if style == "positive":
            values = np.abs(values) + 0.1
        if style == "ties":
            values = np.round(values)
        if style == "special" and count:
            places = rng.integers(0, count, max(count // 3, 1))
            values[places] = rng.choice(SPECIAL, len(places))
    kind = np.bool_ if dtype == "bool" else np.dtype(dtype)
    return torch.from_numpy(np.asarray(values).reshape(shape).astype(kind))


class Drawing:
    """One program while it is drawn; torch runs along, so that every step knows its shapes."""

    def __init__(self, rng, beside):
        self.rng, self.beside = rng, beside
        self.program = {"leaves": [], "steps": [], "end": None}
        self.values = {}
        self.float = rng.choice(["float32", "float64", "float64"])

    def shape(self, rank=None):
        rng = self.rng
        rank = rng.choice([0, 1, 1, 2, 2, 2, 3, 3, 4, rng.randrange(9)]) if rank is None else rank
        extents = [rng.choice(EXTENTS if rank < 5 else [1, 1, 2, 2, 3]) for _ in range(rank)]
        if rank and rng.random() < 0.06:
            extents[rng.randrange(rank)] = 0
        if rank == 2 and rng.random() < 0.04:
            extents[rng.randrange(2)] = rng.choice([17, 33, 64, 130, 300])
        return extents

    def leaf(self, shape=None, dtype=None, style=None, layout=True, **more):
        """Adds a leaf and returns its name."""
        rng = self.rng
        shape = self.shape() if shape is None else list(shape)
        dtype = dtype or rng.choice([self.float] * 12 + ["int64", "uint8", "bool", "float32", "float64"])
        style = style or rng.choice(["normal"] * 8 + ["positive", "ties", "wide", "special"])
        leaf = {"shape": shape, "dtype": dtype, "style": style, "seed": rng.randrange(2**32),
                "layout": [], "requiresGrad": False, **more}
        if layout and rng.random() < 0.5:
            leaf["layout"] = self.layout(leaf)
        if dtype in ("float32", "float64"):
            leaf["requiresGrad"] = rng.random() < 0.7
        self.program["leaves"].append(leaf)
        name = f"leaf {len(self.program['leaves']) - 1}"
        self.values[name] = self.beside.make_leaf(leaf)
        return name

    def layout(self, leaf):
        """Views that give the leaf's shape from data that lie otherwise; `shape` becomes the data's."""
        rng, shape = self.rng, leaf["shape"]
        kind = rng.choice(["permute", "slice", "narrow", "expand"])
        if kind == "permute" and len(shape) > 1:
            order = list(range(len(shape)))
            rng.shuffle(order)
            inverse = [order.index(i) for i in range(len(order))]
            leaf["shape"] = [shape[i] for i in inverse]
            return [{"form": "permute", "inputs": [], "arguments": {"axes": texts(order)}}]
        if kind == "slice" and shape and shape[0] > 0:
            step, start = rng.choice([2, 2, 3]), rng.randrange(2)
            end = start + step * (shape[0] - 1) + 1
            leaf["shape"] = [end + rng.randrange(2), *shape[1:]]
            return [{"form": "slice", "inputs": [], "arguments": {"range": texts([start, end, step])}}]
        if kind == "narrow" and shape:
            axis = rng.randrange(len(shape))
            start, length = rng.randrange(3), shape[axis]
            leaf["shape"] = [*shape[:axis], start + length + rng.randrange(2), *shape[axis + 1:]]
            return [{"form": "narrow", "inputs": [],
                     "arguments": {"stretch": texts([axis, start, length])}}]
        if kind == "expand" and shape:
            axis = rng.randrange(len(shape))
            leaf["shape"] = [*shape[:axis], 1, *shape[axis + 1:]]
            return [{"form": "expand", "inputs": [], "arguments": {"shape": texts(shape)}}]
        return []

    def parameter(self, kind, first):
        """Texts of a drawn parameter, or None for nil."""
        rng = self.rng
        shape = list(first.shape) if first is not None else []
        rank = len(shape)
        stray = rng.random() < 0.02
        axis = lambda bound: rng.randrange(-bound, bound) if bound and not stray else rng.choice([-bound - 1, bound])
        if kind == "axis":
            return texts([axis(rank)])
        if kind == "newAxis":
            return texts([axis(rank + 1)])
        if kind == "optionalAxis":
            return None if rng.random() < 0.5 else texts([axis(rank)])
        if kind == "axes":
            if rng.random() < 0.3:
                return None
            axes = rng.sample(range(rank), rng.randrange(1, rank + 1)) if rank else []
            return texts([a - rank if rng.random() < 0.3 else a for a in axes]) if axes else None
        if kind == "permutation":
            return texts(rng.sample(range(rank), rank))
        if kind == "flag":
            return [str(rng.random() < 0.5)]
        if kind == "number":
            return [repr(round(rng.gauss(0, 1.5), 2))]
        if kind == "positive":
            return [repr(round(rng.random() + 0.01, 3))]
        if kind == "scalar":
            return [rng.choice(["0", "1", "2", "3", "-1", "-2", "0.5", "2.0", "-1.5", "0.0", "3.25", "True"])]
        if kind == "dtype":
            return [rng.choice(list(DTYPES))]
        if kind == "reshaping":
            return texts(self.reshaping(math.prod(shape)))
        if kind == "expansion":
            grown = [rng.choice(EXTENTS) if e == 1 and rng.random() < 0.7 else e for e in shape]
            return texts([rng.choice(EXTENTS) for _ in range(rng.randrange(2))] + grown)
        if kind == "shape":
            return texts(self.shape(rng.randrange(4)))
        if kind == "stride":
            extent = shape[0] if shape else 1
            start = rng.randrange(extent + 1)
            return texts([start, rng.randrange(start, extent + 1), rng.choice([1, 1, 2, 3])])
        if kind == "stretch":
            place = axis(rank)
            extent = shape[place] if -rank <= place < rank else 1
            start = rng.randrange(extent + 1)
            return texts([place, start, rng.randrange(extent - start + 1) + stray])
        if kind == "position":
            extent = shape[0] if shape else 1
            return texts([rng.randrange(-extent, extent) if extent and not stray else extent])
        if kind == "integer":
            return texts([rng.randrange(-4, 10)])
        if kind == "pair":
            return texts([0 if stray else rng.choice([1, 1, 2, 2, 3]), rng.choice([1, 1, 2, 2, 3])])
        if kind == "padding":
            return texts([rng.choice([0, 0, 1, 2]), rng.choice([0, 0, 1, 2])])
        if kind == "groups":
            channels = shape[-3] if rank > 2 else 1
            return texts([rng.choice([1] + [d for d in range(1, channels + 1) if channels % d == 0]) + stray])
        raise ValueError(f"unknown kind of parameter {kind}")

    def images(self):
        """The shape of a batch of images, or of one."""
        rng = self.rng
        extents = [rng.choice([1, 2, 3, 4, 6]), rng.choice([2, 3, 4, 5, 7, 9]), rng.choice([2, 3, 4, 5, 7, 9])]
        if rng.random() < 0.05:
            extents[1:] = [rng.choice([17, 30, 33]), rng.choice([16, 31, 34])]
        return extents if rng.random() < 0.2 else [0 if rng.random() < 0.04 else rng.choice([1, 2, 3]), *extents]

    def reshaping(self, count):
        rng, rest, extents = self.rng, count, []
        while rest > 1 and rng.random() < 0.8:
            divisor = rng.choice([d for d in range(1, rest + 1) if rest % d == 0]) if rest < 400 else 1
            extents.append(divisor)
            rest //= divisor
        extents.append(rest)
        if rng.random() < 0.3 and count:
            extents[rng.randrange(len(extents))] = -1
        return extents

    def old(self):
        """The name of a value that is there; mostly one of the last."""
        names = list(self.values)
        return names[-1] if self.rng.random() < 0.5 else self.rng.choice(names)

    def input(self, kind, first, before, arguments):
        """The place of an input: a value that fits, or a new leaf."""
        rng = self.rng
        shape = list(first.shape) if first is not None else []
        if kind == "any":
            return self.old() if self.values and rng.random() < 0.75 else self.leaf()
        if kind in ("square", "definite", "matrix"):
            if kind == "matrix" and first is not None:
                return self.leaf([*shape[:-1], rng.choice([1, 2, 3])], str(first.dtype)[6:], "normal")
            n, batch = rng.choice([1, 2, 3, 4]), rng.choice([[], [], [2], [0]])
            m = n if kind != "matrix" else rng.choice([1, 2, 3, 5])
            return self.leaf([*batch, m, n], self.float, kind if kind != "matrix" else "normal", False)
        if kind == "image":
            there = [n for n, v in self.values.items() if v.dim() in (3, 4) and v.is_floating_point() and v.numel()]
            return rng.choice(there) if there and rng.random() < 0.5 else self.leaf(self.images(), self.float)
        if kind == "kernel":
            groups = max(int(arguments.get("groups", ["1"])[0]), 1)
            outputs = groups * rng.choice([1, 1, 2, 3]) + (rng.random() < 0.02)
            channels = (shape[-3] if len(shape) > 2 else 1) // groups + (rng.random() < 0.02)
            size = [rng.choice([1, 2, 2, 3]), rng.choice([1, 2, 2, 3])]
            return self.leaf([outputs, channels, *size], str(first.dtype)[6:])
        dtype = str(first.dtype)[6:] if rng.random() < 0.85 else None
        if kind == "partner":
            if rng.random() < 0.4:
                return self.old()
            wanted = [1 if rng.random() < 0.25 else e for e in shape][rng.choice([0, 0, 0, 1]):]
            return self.leaf(self.shape() if rng.random() < 0.05 else wanted, dtype)
        if kind == "same":
            return self.leaf(self.shape() if rng.random() < 0.05 else shape, dtype)
        if kind == "factor":
            inner = shape[-1] if shape else 1
            outer = rng.choice(EXTENTS)
            batch = [e if rng.random() < 0.6 else 1 for e in shape[:-2]]
            return self.leaf(rng.choice([[inner, outer], [inner], [*batch, inner, outer]]), dtype)
        if kind == "weight":
            return self.leaf([rng.choice(EXTENTS), shape[-1] if shape else 1], str(first.dtype)[6:])
        if kind == "bias":
            return self.leaf([self.values[before[-1]].shape[0]], str(first.dtype)[6:])
        axis = int((arguments.get("axis") or ["0"])[0])
        bound = shape[axis] if -len(shape) <= axis < len(shape) else 1
        stray = rng.random() < 0.03
        if kind == "positions":
            return self.leaf([rng.randrange(5) if bound else 0], "int64", "indices", bound=bound, stray=stray)
        if kind == "places":
            extents = [rng.randrange(1, e + 1) if e else 0 for e in shape]
            if -len(shape) <= axis < len(shape) and extents:
                extents[axis] = rng.randrange(5) if bound else 0
            return self.leaf(extents, "int64", "indices", bound=bound, stray=stray)
        if kind == "filler":
            inner = shape[1:]
            return self.leaf([1 if rng.random() < 0.2 else e for e in inner], dtype)
        raise ValueError(f"unknown kind of input {kind}")

    def step(self):
        """Draws one step and runs it."""
        rng = self.rng
        form = rng.choice(list(self.beside.forms.values()))
        inputs, arguments, first = [], {}, None
        if form["inputs"]:
            inputs.append(self.input(form["inputs"][0], None, [], {}))
            first = self.values[inputs[0]]
        for parameter in form["parameters"]:
            drawn = self.parameter(parameter["kind"], first)
            if drawn is not None:
                arguments[parameter["name"]] = drawn
        for kind in form["inputs"][1:]:
            inputs.append(self.input(kind, first, inputs, arguments))
        step = {"form": form["name"], "inputs": inputs, "arguments": arguments,
                "noGrad": rng.random() < 0.07}
        if form["isInPlace"] and inputs[0].startswith("leaf"):
            # torch keeps no snapshot of a leaf that is changed after its use.
            used = any(inputs[0] in old["inputs"] for old in self.program["steps"])
            step["noGrad"] = step["noGrad"] and not used
        self.program["steps"].append(step)
        self.values[f"step {len(self.program['steps']) - 1}"] = self.beside.step(self.values, step)

    def end(self):
        """Draws what is differentiated."""
        rng = self.rng
        roots = [name for name, value in self.values.items()
                 if name.startswith("step") and value.requires_grad]
        if not roots:
            return None
        modes = ["backward"] * 4 + ["grad", "second", "second", "twice", "two roots"]
        return {"mode": rng.choice(modes), "root": roots[-1], "other": rng.choice(roots),
                "seed": rng.choice(["contiguous", "contiguous", "transposed", "expanded"])}

    def all(self):
        """The whole program; it ends with the step at which torch raises."""
        try:
            for _ in range(self.rng.randrange(1, 7)):
                self.step()
            self.program["end"] = self.end()
        except (RuntimeError, ValueError, IndexError, TypeError, OverflowError):
            pass
        return self.program


def request(program):
    """What the Kagami side is sent: places instead of names, numbers instead of seeds."""
    count = len(program["leaves"])

    def place(name):
        kind, index = name.split()
        return int(index) + (count if kind == "step" else 0)

    leaves = [{"value": encode(leaf_data(leaf)), "layout": leaf["layout"],
               "requiresGrad": leaf["requiresGrad"]} for leaf in program["leaves"]]
    steps = [{**step, "inputs": [place(name) for name in step["inputs"]]} for step in program["steps"]]
    end = program["end"]
    if end:
        end = {**end, "root": place(end["root"]), "other": place(end["other"])}
    return {"tensors": {"leaves": leaves, "steps": steps, "end": end}}


def texts(numbers):
    return [str(n) for n in numbers]
