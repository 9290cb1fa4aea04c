#!/usr/bin/env python3
"""Runs random programs in Kagami and beside torch, and prints those that differ, made small.

    fuzz.py SERVER [--kind tensors|modules] [--seed 1] [--count 5000 | --seconds 30] [--only INDEX]
"""

import argparse
import collections
import sys
import time
import warnings

from modules import Modules
from server import Server
from tensors import Tensors

warnings.filterwarnings("ignore")


KINDS = {kind.name: kind for kind in (Tensors, Modules)}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("--kind", choices=KINDS, default="tensors")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--only", type=int, help="run the program of this index alone, and print it")
    parser.add_argument("--shown", type=int, default=40, help="how many kinds of divergence are printed")
    return parser.parse_args()


def main():
    options = arguments()
    server = Server(options.server)
    kind = KINDS[options.kind](server)
    indices = range(options.start, options.start + options.count)
    if options.seconds:
        indices = range(options.start, sys.maxsize)
    if options.only is not None:
        indices = [options.only]
    begin, run, known = time.monotonic(), 0, collections.Counter()
    found = collections.OrderedDict()
    for index in indices:
        if options.seconds and time.monotonic() - begin > options.seconds:
            break
        program = kind.draw(options.seed, index)
        if options.only is not None:
            print(kind.text(program))
        divergence = kind.divergence(program)
        run += 1
        if divergence is None:
            continue
        first = kind.signature(program, divergence)
        if first in found:
            found[first][1] += 1
            continue
        small = kind.minimal(program, divergence)
        divergence = kind.divergence(small) or divergence
        name = kind.known(small, divergence)
        if name:
            known[name] += 1
            continue
        key = kind.signature(small, divergence)
        if key in found:
            found[key][1] += 1
            continue
        found[key] = [(index, divergence, small), 1]
        if len(found) <= options.shown:
            print(f"\n{kind.name} --seed {options.seed} --only {index}: {divergence[0]}: {divergence[1]}")
            print(kind.text(small), flush=True)
    server.close()
    seconds = time.monotonic() - begin
    total = sum(count for _, count in found.values())
    print(f"\n{run} programs of {kind.name} in {seconds:.0f} s: {total} differ in {len(found)} ways, "
          f"{sum(known.values())} in ways that are decided ({dict(known)})")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
