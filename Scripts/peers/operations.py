#!/usr/bin/env python3
"""Times every operation of the case table in Kagami and in PyTorch, taking turns, and lists the ratios.

Each operation that torch has runs on [1024, 1024] float32 (matrices of 256 for linear algebra), row-major and
once more with a transposed first or a broadcast second input, and on 8 numbers; operations on images on those
of images.py; forward alone, and with the pass back where gradients exist. Both sides use all processors unless a
number of threads is given. Operations that compute nothing, such as
views, count among the small ones only.

usage: operations.py FUZZ_SERVER [--rounds 5] [--threads N] [--filter TEXT] [--json FILE] [--readme]

The geometric means and the ten worst ratios are printed; with `--readme` they replace those in both READMEs.
"""
import argparse
import json
import math
import os
import statistics
import sys
import textwrap
import time

HERE = os.path.dirname(os.path.abspath(__file__))
for folder in ("fuzz", "readme"):
    sys.path.insert(0, os.path.join(HERE, "..", folder))

import torch

import beside
import draw
import images
import marks
from records import encode
from server import Server

TURN_MS = 20
# After each of torch's turns: its threads go on spinning for 8 ms, on processors that the other side needs.
PAUSE_S = 0.02
# What takes less in torch on a million numbers computes nothing.
VIEW_MS = 0.02
WORST = 10
# Functions that go two ways get numbers of both signs; torch's ELU computes no exponential where all are positive.
TWO_WAYS = {"abs", "sign", "relu", "leakyReLU", "elu", "selu"}
SUMMARY = {
    "en": "On the machine of the table for {level}, geometric mean of Kagami's time ÷ PyTorch's: {large:.2f} over "
          "{larges} on large inputs, {small:.2f} over {smalls} on small ones (rounds: {rounds}). The ten worst: "
          "{worst}.",
    "ja": "{level} の表のマシンで、Kagami の時間 ÷ PyTorch の時間の幾何平均: 大きな入力 {larges} 件で {large:.2f}、"
          "小さな入力 {smalls} 件で {small:.2f}（{rounds} 回計測）。 PyTorch に対して最も遅い 10 件: {worst}。",
}


def texts(values):
    return [str(v) for v in values]


def parameter(kind, shape):
    """Texts of a parameter as it is commonly used, or None for nil."""
    first = shape[0]
    return {
        "axis": ["-1"], "newAxis": ["0"], "optionalAxis": ["-1"], "axes": ["-1"], "flag": ["False"],
        "permutation": texts(range(len(shape)))[::-1], "number": ["0.5"], "positive": ["0.5"],
        "scalar": ["2.5"], "dtype": ["float64"], "reshaping": ["-1"], "expansion": texts(shape),
        "shape": texts(shape), "stride": texts([0, first, 2]), "stretch": texts([0, 0, max(first // 2, 1)]),
        "position": ["0"], "integer": ["3"], "pair": ["1", "2"],
    }[kind]


def leaf(shape, style="normal", dtype="float32", layout=(), **more):
    return {"shape": list(shape), "dtype": dtype, "style": style, "seed": 7, "layout": list(layout),
            "requiresGrad": dtype == "float32", **more}


def inputs(form, size, variant):
    """The leaves of a form's call and its first shape."""
    large, shape = size > 100, [size, size] if size > 100 else [size]
    if any(kind in ("square", "definite", "matrix") for kind in form["inputs"]):
        shape = [256, 256] if large else [2, 2]
    # Of positive numbers all powers and logarithms exist.
    style = "normal" if form["name"] in TWO_WAYS else "positive"
    leaves = []
    for place, kind in enumerate(form["inputs"]):
        if kind in ("square", "definite", "matrix"):
            leaves.append(leaf(shape, kind if kind != "matrix" else "normal"))
        elif kind in ("positions", "places"):
            extents = [shape[0]] if kind == "positions" else shape
            leaves.append(leaf(extents, "indices", "int64", bound=shape[0]))
        elif kind in ("factor", "weight"):
            leaves.append(leaf([shape[-1], shape[-1]] if large or kind == "factor" else [4, shape[-1]]))
        elif kind == "bias":
            leaves.append(leaf([leaves[-1]["shape"][0]]))
        elif kind == "filler":
            leaves.append(leaf(shape[1:]))
        elif place == 0 and variant == "strided":
            turn = {"form": "permute", "inputs": [], "arguments": {"axes": texts(range(len(shape)))[::-1]}}
            leaves.append(leaf(shape[::-1], style, layout=[turn]))
        elif place > 0 and variant == "strided" and kind == "partner":
            leaves.append(leaf([shape[0], *[1] * (len(shape) - 1)], "positive"))
        else:
            leaves.append(leaf(shape, style))
    return leaves, shape


class Torch:
    def __init__(self, forms, threads):
        self.beside = beside.Torch(forms)
        torch.set_num_threads(threads)

    def prepare(self, form, leaves, arguments, backward):
        made = [self.beside.make_leaf({**x, "requiresGrad": x["requiresGrad"] and backward}) for x in leaves]
        names = self.beside.names(form["name"], made, arguments)
        code, seed = self.beside.codes[form["name"]], None

        def once():
            nonlocal seed
            if form["isInPlace"]:
                exec(code, names)
                return
            result = eval(code, names)
            if not backward:
                return
            seed = torch.ones_like(result) if seed is None else seed
            result.backward(seed)
            for x in made:
                x.grad = None
        return once

    @staticmethod
    def time(once, milliseconds):
        def several(count):
            start = time.perf_counter()
            for _ in range(count):
                once()
            return (time.perf_counter() - start) * 1e3 / count
        count = max(1, round(0.1 / max(several(3), 1e-6)))
        times, end = [], time.perf_counter() + milliseconds / 1e3
        while not times or time.perf_counter() < end:
            times.append(several(count))
        return statistics.median(times)


def calls(form):
    """Names, leaves and arguments of the calls that a form is timed with, and whether each is a large one."""
    if "image" in form["inputs"]:
        for name, shapes, arguments in images.CALLS[form["name"]]:
            yield name, [leaf(shape) for shape in shapes], arguments, True
        return
    for size, variant in ((1024, "contiguous"), (1024, "strided"), (8, "contiguous")):
        leaves, shape = inputs(form, size, variant)
        arguments = {p["name"]: parameter(p["kind"], shape) for p in form["parameters"]}
        yield variant if size > 100 else "few numbers", leaves, arguments, size > 100


def measure(server, peer, form, leaves, arguments, backward, options):
    """Both sides' medians in milliseconds; None where one of them does not have it."""
    try:
        once = peer.prepare(form, leaves, arguments, backward)
        once()
    except (RuntimeError, IndexError, ValueError, TypeError):
        return None
    sent = [{"value": encode(draw.leaf_data(x)), "layout": x["layout"],
             "requiresGrad": x["requiresGrad"] and backward} for x in leaves]
    program = {"leaves": sent, "end": {"mode": "backward", "root": 0, "seed": ""} if backward else None,
               "steps": [{"form": form["name"], "inputs": list(range(len(leaves))), "arguments": arguments}]}
    ours, theirs = [], []
    for _ in range(options.rounds):
        timing = {"program": program, "milliseconds": TURN_MS, "threads": options.threads}
        answer = server.ask({"timing": timing})
        if answer.get("median") is None:
            return None
        ours.append(answer["median"])
        theirs.append(peer.time(once, TURN_MS))
        time.sleep(PAUSE_S)
    return {"kagami": statistics.median(ours), "torch": statistics.median(theirs),
            "ratio": statistics.median(a / b for a, b in zip(ours, theirs))}


def geometric(rows):
    return math.exp(statistics.fmean(math.log(r["ratio"]) for r in rows)) if rows else math.nan


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--filter", default="")
    parser.add_argument("--json")
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    server = Server(options.server)
    forms = server.table["forms"]
    peer, rows = Torch(forms, options.threads), []
    for form in forms:
        if options.filter not in form["name"] or not form["inputs"]:
            continue
        for variant, leaves, arguments, large in calls(form):
            for backward in (False, True):
                if backward and form["isInPlace"]:
                    continue
                found = measure(server, peer, form, leaves, arguments, backward, options)
                if found is None:
                    continue
                row = {"name": form["name"], "large": large, "variant": variant, "backward": backward, **found}
                row["counts"] = not large or found["torch"] >= VIEW_MS
                rows.append(row)
                print(f"{row['name']:34} {variant:20} {'and back' if backward else 'forward':8} "
                      f"{found['kagami']:10.4f} {found['torch']:10.4f} ms  {found['ratio']:6.2f}", flush=True)
    server.close()
    large = [r for r in rows if r["large"] and r["counts"]]
    small = [r for r in rows if not r["large"]]
    sums = (f"geometric mean of Kagami's time ÷ PyTorch's: {geometric(large):.2f} over {len(large)} on large inputs, "
            f"{geometric(small):.2f} over {len(small)} on small ones")
    print(f"\n{sums}\nthe slowest beside PyTorch:")
    worst = [(r["ratio"], f"{r['name']}, {r['variant']}, {'forward and back' if r['backward'] else 'forward'}")
             for r in sorted(large, key=lambda r: -r["ratio"])[:WORST]]
    for ratio, name in worst:
        print(f"  {ratio:5.2f}  {name}")
    if options.readme:
        figures = {"level": torch.backends.cpu.get_cpu_capability(), "rounds": options.rounds,
                   "large": geometric(large), "larges": len(large), "small": geometric(small), "smalls": len(small),
                   "worst": "; ".join(f"{name} {ratio:.2f}" for ratio, name in worst)}
        marks.replace_in_readmes(
            "operations", lambda language: textwrap.wrap(SUMMARY[language].format(**figures), 118))
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
