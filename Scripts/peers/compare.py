#!/usr/bin/env python3
"""Times one GAN training step in Kagami, PyTorch and JAX, taking turns, and writes the ratios.

Kagami takes part twice: with the README's script as it is typed, and with the trainer, which reaches the same
weights by fewer products.

usage: compare.py BENCHMARKS [--rounds 9] [--batches 1,16,64,256,1024] [--json FILE] [--readme]

BENCHMARKS is the release build of `benchmarks`. Every side keeps a process of its own; in each round each
side has one turn of half a second. Ratios are medians over rounds of the ratios within a round. With `--readme`,
both READMEs' tables for the level of vector instructions that this machine has are replaced.
"""
import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "readme"))

import marks

PEERS = ["torch", "torch-fused", "torch-frozen", "torch-compiled", "jax"]
TURN_MS = 500
# After each turn: threads of PyTorch go on spinning for 8 ms, on processors that the next side needs.
PAUSE_S = 0.02

OWN = ["trainer", "script"]

WORDS = {
    "en": {
        "head": ["batch", "trainer ms", "script ms", "best PyTorch ms", "JAX ms", "trainer ÷ PyTorch", "÷ JAX",
                 "script ÷ PyTorch", "÷ JAX"],
        "rounds": "{machine}; medians of {rounds} rounds.",
    },
    "ja": {
        "head": ["バッチ", "トレーナー ms", "スクリプト ms", "最速の PyTorch ms", "JAX ms", "トレーナー ÷ PyTorch",
                 "÷ JAX", "スクリプト ÷ PyTorch", "÷ JAX"],
        "rounds": "{machine}。{rounds} 回の中央値。",
    },
}


class Side:
    def __init__(self, name, command, prefix=""):
        self.name, self.prefix = name, prefix
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def time(self, batch):
        return self.ask(f"{self.prefix}{batch} {TURN_MS}")

    def ask(self, request):
        try:
            self.process.stdin.write(request + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            reason = self.process.stderr.read().strip().splitlines()
            raise SystemExit(f"{self.name} stopped: {reason[-1] if reason else 'no reason given'}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(sides, batches, rounds):
    """Milliseconds by batch and side, one figure for each round."""
    figures = {}
    for batch in batches:
        figures[batch] = {side.name: [] for side in sides}
        for side in sides:
            side.time(batch)
        for turn in range(rounds):
            # The side that goes first changes from round to round.
            for side in sides[turn % len(sides):] + sides[:turn % len(sides)]:
                figures[batch][side.name].append(side.time(batch))
                time.sleep(PAUSE_S)
        row = {n: statistics.median(t["median"] for t in v) for n, v in figures[batch].items()}
        print(f"batch {batch}: " + "  ".join(f"{n} {ms:.2f}" for n, ms in row.items()), flush=True)
    return figures


def ratio(figures, batch, own, other):
    pairs = zip(figures[batch][own], figures[batch][other])
    return statistics.median(a["median"] / b["median"] for a, b in pairs)


def table(figures, names, head):
    torch = [n for n in names if n.startswith("torch")]
    lines = ["| " + " | ".join(head) + " |", "| ---: " * len(head) + "|"]
    for batch in figures:
        ms = {n: statistics.median(t["median"] for t in figures[batch][n]) for n in names}
        best = min(torch, key=lambda n: ms[n])
        lines.append(
            f"| {batch} | {ms['trainer']:.2f} | {ms['script']:.2f} | {ms[best]:.2f} ({best[6:] or 'eager'}) "
            f"| {ms['jax']:.2f} | " + " | ".join(
                f"{ratio(figures, batch, own, other):.2f}" for own in OWN for other in (best, "jax")) + " |")
    return lines


def processor():
    try:
        with open("/proc/cpuinfo") as info:
            return next(l for l in info if l.startswith("model name")).split(":")[1].strip()
    except (OSError, StopIteration):
        return platform.processor() or "unknown processor"


def versions():
    command = "import torch, jax; print(torch.__version__.split('+')[0], jax.__version__)"
    torch, jax = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout.split()
    return f"PyTorch {torch}, JAX {jax}, Python {platform.python_version()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmarks")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--batches", default="1,16,64,256,1024")
    parser.add_argument("--json")
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    names = OWN + PEERS
    ways = {"trainer": "trainer ", "script": "classic "}
    sides = [Side(n, [options.benchmarks, "--serve"], ways[n]) for n in OWN]
    sides += [Side(n, [sys.executable, str(HERE / "sides.py"), n]) for n in PEERS]
    figures = measure(sides, [int(b) for b in options.batches.split(",")], options.rounds)
    own = sides[0].ask("machine")
    for side in sides:
        side.close()
    level = own["simd"]
    machine = (f"{processor()}, {os.cpu_count()} cores, vectors {level}; {own['openBLAS']} with kernels "
               f"{own['kernels']}; {versions()}")

    def lines(language):
        words = WORDS[language]
        return table(figures, names, words["head"]) + [
            "", words["rounds"].format(machine=machine, rounds=options.rounds)]

    print("\n".join(lines("en")))
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"machine": machine, "figures": figures}, file, indent=1)
    if options.readme:
        marks.replace_in_readmes(f"peers {level}", lines)


if __name__ == "__main__":
    main()
