#!/usr/bin/env python3
"""Times one training step of LeNet, DCGAN and an LSTM in Kagami and PyTorch, taking turns, and writes the ratios.

The steps are those of `benchmarks --suite models`, which says what they are.

usage: models.py BENCHMARKS [--rounds 9] [--batch 64] [--threads N] [--json FILE] [--readme]

With `--readme`, both READMEs' tables for the level of vector instructions that this machine has are replaced.
"""
import argparse
import json
import os
import statistics
import sys
import time

import compare

NAMES = ["lenet", "dcgan28", "dcgan64", "lstm"]
WORDS = {
    "en": {"head": ["model", "Kagami ms", "PyTorch ms", "Kagami ÷ PyTorch"],
           "lenet": "LeNet, 28×28", "dcgan28": "DCGAN, 28×28×1", "dcgan64": "DCGAN, 64×64×3",
           "lstm": "LSTM of 128, 32 steps", "rounds": "Batch {batch}; {machine}; medians of {rounds} rounds."},
    "ja": {"head": ["モデル", "Kagami ms", "PyTorch ms", "Kagami ÷ PyTorch"],
           "lenet": "LeNet, 28×28", "dcgan28": "DCGAN, 28×28×1", "dcgan64": "DCGAN, 64×64×3",
           "lstm": "LSTM（128, 32 ステップ）", "rounds": "バッチ {batch}。{machine}。{rounds} 回の中央値。"},
}


def lenet(batch):
    import torch
    from torch import nn

    model = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    optimizer, criterion = torch.optim.Adam(model.parameters(), lr=1e-3), nn.CrossEntropyLoss()
    images, labels = torch.randn(batch, 1, 28, 28), torch.arange(batch) % 10

    def step():
        optimizer.zero_grad()
        criterion(model(images), labels).backward()
        optimizer.step()
    return step


def dcgan(batch, size, channels, width=64):
    import torch
    from torch import nn

    smallest, doublings = size, 0
    while smallest > 7 and smallest % 2 == 0:
        smallest, doublings = smallest // 2, doublings + 1
    widths = [width << n for n in reversed(range(doublings))]
    layers = [nn.ConvTranspose2d(100, widths[0], smallest, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU(True)]
    for i, o in zip(widths, widths[1:]):
        layers += [nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(True)]
    g = nn.Sequential(*layers, nn.ConvTranspose2d(width, channels, 4, 2, 1, bias=False), nn.Tanh())
    layers = [nn.Conv2d(channels, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)]
    for o, i in reversed(list(zip(widths, widths[1:]))):
        layers += [nn.Conv2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2, True)]
    d = nn.Sequential(*layers, nn.Conv2d(widths[0], 1, smallest, bias=False), nn.Flatten(0), nn.Sigmoid())
    adam = lambda m: torch.optim.Adam(m.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_g, optimizer_d, criterion = adam(g), adam(d), nn.BCELoss()
    real = torch.rand(batch, channels, size, size) * 2 - 1
    ones, zeros = torch.ones(batch), torch.zeros(batch)

    def step():
        optimizer_d.zero_grad()
        criterion(d(real), ones).backward()
        fake = g(torch.randn(batch, 100, 1, 1))
        criterion(d(fake.detach()), zeros).backward()
        optimizer_d.step()
        optimizer_g.zero_grad()
        criterion(d(fake), ones).backward()
        optimizer_g.step()
    return step


def lstm(batch):
    import torch

    model, x = torch.nn.LSTM(128, 128), torch.randn(32, batch, 128)

    def step():
        model.zero_grad()
        model(x)[0].square().mean().backward()
    return step


MODELS = {"lenet": lenet, "dcgan28": lambda n: dcgan(n, 28, 1), "dcgan64": lambda n: dcgan(n, 64, 3), "lstm": lstm}


def serve(threads):
    """Answers each line "MODEL BATCH MILLISECONDS" with the times of single steps."""
    import torch

    torch.set_num_threads(threads)
    steps = {}
    for line in sys.stdin:
        name, batch, budget = line.split()
        if name not in steps:
            torch.manual_seed(0)
            steps[name] = MODELS[name](int(batch))
            for _ in range(5):
                steps[name]()
        step = steps[name]
        step()
        times, end = [], time.perf_counter() + float(budget) / 1e3
        while len(times) < 3 or time.perf_counter() < end:
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1e3)
        print(json.dumps({"median": statistics.median(times), "minimum": min(times)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmarks")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--filter", default="")
    parser.add_argument("--json")
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    if options.benchmarks == "serve":
        return serve(options.threads)
    threads = ["--threads", str(options.threads)]
    sides = [compare.Side("kagami", [options.benchmarks, "--serve", *threads]),
             compare.Side("torch", [sys.executable, os.path.abspath(__file__), "serve", *threads])]
    rows = {}
    for name in NAMES:
        if options.filter not in name:
            continue
        times = {side.name: [] for side in sides}
        for turn in range(options.rounds):
            # The side that goes first changes from round to round.
            for side in sides[turn % 2:] + sides[:turn % 2]:
                times[side.name].append(
                    side.ask(f"{name} {options.batch} {compare.TURN_MS}")["median"])
                time.sleep(compare.PAUSE_S)
        ratio = statistics.median(a / b for a, b in zip(times["kagami"], times["torch"]))
        rows[name] = (*(statistics.median(t) for t in times.values()), ratio)
        print(f"{name:8} kagami {rows[name][0]:.2f} ms  torch {rows[name][1]:.2f} ms  {ratio:.2f}", flush=True)
    own = sides[0].ask("machine")
    for side in sides:
        side.close()
    import torch

    machine = (f"{compare.processor()}, {options.threads} threads, vectors {own['simd']}; {own['openBLAS']} with "
               f"kernels {own['kernels']}; PyTorch {torch.__version__.split('+')[0]}")

    def lines(language):
        words = WORDS[language]
        table = ["| " + " | ".join(words["head"]) + " |", "| --- |" + " ---: |" * (len(words["head"]) - 1)]
        table += [f"| {words[name]} | {a:.2f} | {b:.2f} | {ratio:.2f} |" for name, (a, b, ratio) in rows.items()]
        return table + [
            "", words["rounds"].format(batch=options.batch, machine=machine, rounds=options.rounds)]

    if options.json:
        with open(options.json, "w") as file:
            json.dump({"machine": machine, "rows": rows}, file, indent=1)
    if options.readme:
        compare.marks.replace_in_readmes(f"models {own['simd']}", lines)


if __name__ == "__main__":
    main()
