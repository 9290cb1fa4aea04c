#!/usr/bin/env python3
"""Models how long a training step takes on many machines, and puts tables into the article "Beyond one machine".

usage: model.py [--article] [--core-us 119] [--cores 16] [--bytes 2]

A step is the computation for a machine's images, then an all-reduce of each network's gradients, one after the
other and with nothing beside them:

    T(N) = images · c + sum over networks of  2·(N − 1)·messages·α + 2·(N − 1)/N · bytes/β
"""
import argparse
import json
import math
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Scripts" / "readme"))
import marks

ARTICLE = ROOT / "Sources" / "KagamiDistributed" / "KagamiDistributed.docc" / "BeyondOneMachine.md"
MEASURED = ROOT / "Scripts" / "hosts" / "measured.json"
MACHINES = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
LAYERS = {"generator": [100, 256, 512, 1024, 784], "discriminator": [784, 1024, 512, 256, 1]}
# The most bytes of a piece: a bucket has a piece for each machine.
PIECE = 1_000_000
# Name, seconds for a small message, bytes per second; their sources are in the article.
NETWORKS = [("10 Gb/s Ethernet, TCP", 16e-6, 1.17e9), ("100 Gb/s Ethernet, kernel bypass", 1.93e-6, 11.6e9),
            ("InfiniBand HDR, 200 Gb/s", 1.2e-6, 24.0e9)]
# Sums that are compared with the model; those of the generator's gradients.
CHECKED = {4096: "4 KiB", 65536: "64 KiB", 1048576: "1 MiB", 2970452: "2.97 MB", 5945408: "5.95 MB", 12582912: "12 MiB"}
PAIR = [2970452, 5945408]
PER_MACHINE, IN_ALL = 1024, 65536


def parameters(widths):
    return sum((inputs + 1) * outputs for inputs, outputs in zip(widths, widths[1:]))


def allreduce(bytes, machines, alpha, beta):
    """Seconds for a sum in pieces, in as few buckets as the limit of a piece allows."""
    buckets = math.ceil(bytes / (PIECE * machines))
    return 2 * (machines - 1) * buckets * alpha + 2 * (machines - 1) / machines * bytes / beta


class Model:
    def __init__(self, secondsPerImage, bytesPerNumber):
        self.perImage = secondsPerImage
        self.gradients = [parameters(widths) * bytesPerNumber for widths in LAYERS.values()]

    def exchange(self, machines, alpha, beta):
        """Seconds that a step spends in all-reduces."""
        return sum(allreduce(bytes, machines, alpha, beta) for bytes in self.gradients)

    def step(self, images, machines, alpha, beta):
        return images * self.perImage + self.exchange(machines, alpha, beta)

    def leastImages(self, machines, alpha, beta, efficiency=0.8):
        """Images for each machine at which computation is this share of a step."""
        return math.ceil(efficiency / (1 - efficiency) * self.exchange(machines, alpha, beta) / self.perImage)


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "| ---: |" + " ---: |" * (len(head) - 1),
            *("| " + " | ".join(row) + " |" for row in rows)]


def milliseconds(seconds):
    return f"{seconds * 1e3:.3g}" if seconds < 1 else f"{seconds * 1e3:,.0f}"


def scaling(model, imagesOn):
    """Step time and efficiency on each network, `imagesOn(N)` images on each of N machines."""
    rows = []
    for machines in MACHINES:
        images = imagesOn(machines)
        row = [f"{machines:,}", f"{images:,}"]
        for _, alpha, beta in NETWORKS:
            step = model.step(images, machines, alpha, beta)
            row.append(f"{milliseconds(step)} ms, {100 * images * model.perImage / step:.0f} %")
        rows.append(row)
    return table(["Machines", "Images on each", *(name for name, *_ in NETWORKS)], rows)


def leastBatches(model, half):
    rows = []
    for machines in MACHINES:
        row = [f"{machines:,}"]
        for _, alpha, beta in NETWORKS:
            row.append(" / ".join(f"{each.leastImages(machines, alpha, beta):,}" for each in (model, half)))
        rows.append(row)
    return table(["Machines", *(name for name, *_ in NETWORKS)], rows)


def line(link):
    """α and β of a link: the time of 8 bytes, and the slope from 64 KiB on."""
    alpha = link["messages"][0][1]
    large = [(bytes, seconds) for bytes, seconds in link["messages"] if bytes >= 65536]
    (few, early), (many, late) = large[0], large[-1]
    return alpha, (many - few) / (late - early)


def check():
    """The model beside what was measured over shaped links."""
    links = json.loads(MEASURED.read_text())
    rows, tuned, defaults = [], [], []
    for link in links:
        alpha, beta = line(link)
        row = [str(link["hosts"]), f"{link['mbits']} Mbit/s", f"{link['delay'] * 1e6:.0f} µs",
               "64 KiB" if link["settings"] else "1 MiB", f"{alpha * 1e6:.0f} µs", f"{beta / 1e6:.1f} MB/s"]
        for sum in link["sums"]:
            share = 100 * sum["buckets"] / allreduce(sum["bytes"], link["hosts"], alpha, beta)
            if sum["bytes"] in CHECKED:
                row.append(f"{milliseconds(sum['buckets'])}, {share:.0f} %")
            if sum["bytes"] in PAIR:
                (defaults if link["settings"] else tuned).append(share)
        rows.append(row)
    delay = "a switch program that holds frames back" if links[0]["switch"] else "netem"
    return [*table(["Hosts", "Rate", "Delay", "Eager limit", "α", "β", *CHECKED.values()], rows), "",
            f"The delay is that of {delay}. Sums of 2.97 and 5.95 MB, the generator's gradients in bfloat16 and in float32, took "
            f"{min(tuned):.0f} to {max(tuned):.0f} % of the time predicted; with Open MPI's default settings, the last row, "
            f"{min(defaults):.0f} to {max(defaults):.0f} %."]


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("--article", action="store_true")
    # One rank of `benchmarks --suite distributed` with one thread: the trainer, 512 images, on the processor named below.
    parser.add_argument("--core-us", type=float, default=119, help="microseconds that a core computes for an image")
    parser.add_argument("--cores", type=int, default=16)
    parser.add_argument("--bytes", type=int, default=4, choices=[2, 4], help="of a number of the gradients")
    options = parser.parse_args()
    perImage = options.core_us * 1e-6 / options.cores
    model, half = Model(perImage, options.bytes), Model(perImage, 2)
    counts = [parameters(widths) for widths in LAYERS.values()]
    step = [f"An image takes {perImage * 1e6:.2f} µs of computation on a machine of {options.cores} cores that share a batch "
            f"out evenly: one core of an AMD EPYC (Zen 5, AVX-512) was measured to take {options.core_us:g} µs "
            f"(`benchmarks --suite distributed`, one rank, the trainer, 512 images). The gradients of {counts[0]:,} and "
            f"{counts[1]:,} numbers are {model.gradients[0] / 1e6:.2f} and {model.gradients[1] / 1e6:.2f} MB."]
    parts = {
        "model": [*step, "", f"{PER_MACHINE:,} images on each machine, however many there are:", "",
                  *scaling(model, lambda _: PER_MACHINE), "", f"{IN_ALL:,} images in all, split:", "",
                  *scaling(model, lambda machines: IN_ALL // machines)],
        "batches": leastBatches(model, half),
        "check": check(),
    }
    for name, lines in parts.items():
        if options.article:
            marks.replace(ARTICLE, name, lines)
        else:
            print("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
