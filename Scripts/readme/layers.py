#!/usr/bin/env python3
"""Writes the table of layers in both READMEs from a report of `benchmarks --suite layers --json FILE`.

usage: layers.py FILE

The table is of one batch size; each row sums a layer's three products. There is one for each level of vector
instructions: the one between the marks of the report's is replaced.
"""
import json
import sys

import marks

BATCH = 64
PRODUCTS = ["forward", "input gradient", "weight gradient"]
GENERATOR = ["100×256", "256×512", "512×1024", "1024×784"]
DISCRIMINATOR = ["784×1024", "1024×512", "512×256", "256×1"]
WORDS = {
    "en": {
        "head": ["network", "layer", "naive loops ms", "BLAS ms", "Kagami ms", "Kagami GFLOP/s", "naive ÷ Kagami",
                 "BLAS ÷ Kagami"],
        "networks": ["generator", "discriminator"],
        "machine": "{processor}, {cores} cores, vectors {simd}; {openBLAS} with kernels {kernels}.",
    },
    "ja": {
        "head": ["ネットワーク", "層", "素朴なループ ms", "BLAS ms", "Kagami ms", "Kagami GFLOP/s", "素朴 ÷ Kagami",
                 "BLAS ÷ Kagami"],
        "networks": ["生成器", "識別器"],
        "machine": "{processor}、{cores} コア、ベクトル命令 {simd}。{openBLAS}（カーネル {kernels}）。",
    },
}


def table(report, language):
    """The lines of the table."""
    words = WORDS[language]
    times = {(row["name"], row["implementation"]): row["medianMs"]
             for row in report["rows"] if row["batch"] == BATCH}
    lines = ["| " + " | ".join(words["head"]) + " |", "| --- | --- |" + " ---: |" * (len(words["head"]) - 2)]
    for network, layers in zip(words["networks"], (GENERATOR, DISCRIMINATOR)):
        for layer in layers:
            naive, blas, own = (
                sum(times[f"{layer} {product}", way] for product in PRODUCTS) for way in ("naive", "BLAS", "Kagami"))
            inputs, outputs = map(int, layer.split("×"))
            gflops = 2 * BATCH * inputs * outputs * len(PRODUCTS) / own / 1e6
            lines.append(f"| {network} | {layer} | {naive:.2f} | {blas:.3f} | {own:.3f} | {gflops:.0f} "
                         f"| {naive / own:.0f} | {blas / own:.1f} |")
    return lines + ["", words["machine"].format(**report["machine"])]


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with open(sys.argv[1]) as file:
        report = json.load(file)
    marks.replace_in_readmes(f"layers {report['machine']['simd']}", lambda language: table(report, language))


if __name__ == "__main__":
    main()
