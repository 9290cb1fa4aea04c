#!/usr/bin/env python3
"""Breaks the engine on purpose, one fault at a time; the tests must go red for every one.

See README.md beside this file for how the list is written and what to do about a survivor.
"""

import argparse
import concurrent.futures
import pathlib
import random
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import listing
import planting
import suite

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRATCH = ROOT / ".build" / "mutants"
# A faulty loop may take longer than a right one, but what takes this much longer hangs.
PATIENCE, LEAST_SECONDS = 2, 60


class Run:
    """All mutants against one build of the tests."""

    def __init__(self, tests, verbose):
        self.tests, self.verbose = tests, verbose
        self.whole_limit = None

    def check_green(self, mutants):
        """Stops unless the tests are green with no mutant on, and every filter names some."""
        names = self.tests.names()
        filters = sorted({mutant.tests for mutant in mutants})
        for mutant in mutants:
            if not any(re.search(mutant.tests, name) for name in names):
                raise listing.ListError(f"{mutant.name}: no test is named like {mutant.tests}")
        outcome = self.tests.run(filters)
        self.demand_green(outcome, "the tests that the list names")
        self.limit = max(LEAST_SECONDS, PATIENCE * outcome.seconds)

    def demand_green(self, outcome, what):
        if outcome.is_green and outcome.count > 0:
            print(f"green   without a mutant: {outcome.count} tests ({outcome.seconds:.1f} s)", flush=True)
            return
        print(outcome.output[-20000:])
        sys.exit(f"{what} are red without any mutant; put that right first")

    def all_tests(self, mutant):
        """The whole suite with a mutant on; it must be green without."""
        if self.whole_limit is None:
            outcome = self.tests.run([])
            self.demand_green(outcome, "all tests")
            self.whole_limit = max(LEAST_SECONDS, PATIENCE * outcome.seconds)
        return self.tests.run([], mutant.number, self.whole_limit)

    def judge(self, mutant):
        """What the tests that the entry names say."""
        return self.tests.run([mutant.tests], mutant.number, self.limit)

    def report(self, mutant, outcome, where):
        ending = f", {outcome.manner}" if outcome.manner else ""
        print(f"killed  {mutant.name}  {where} ({outcome.seconds:.1f} s{ending})", flush=True)
        if self.verbose:
            print("\n".join(line for line in outcome.output.splitlines() if "✘" in line)[:4000])

    def survivors(self, mutants, jobs, is_quick):
        """The mutants that no test sees; a line for each that one does."""
        doubtful = []
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for mutant, outcome in zip(mutants, pool.map(self.judge, mutants)):
                if outcome.is_green:
                    doubtful.append(mutant)
                    print(f"green   {mutant.name}  {mutant.tests} ({outcome.seconds:.1f} s)", flush=True)
                else:
                    self.report(mutant, outcome, mutant.tests)
        if is_quick:
            return doubtful
        left = []
        for mutant in doubtful:
            outcome = self.all_tests(mutant)
            if outcome.is_green:
                left.append(mutant)
            else:
                self.report(mutant, outcome, "all tests")
        return left


def chosen(mutants, arguments):
    """The mutants that are to be run."""
    known = {mutant.name for mutant in mutants}
    for name in arguments.names:
        if name not in known:
            sys.exit(f"there is no mutant {name}")
    if arguments.names:
        return [mutant for mutant in mutants if mutant.name in arguments.names]
    if arguments.sample and arguments.sample < len(mutants):
        drawn = random.Random(arguments.seed).sample(range(len(mutants)), arguments.sample)
        return [mutants[index] for index in sorted(drawn)]
    return mutants


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="run only these")
    parser.add_argument("--sample", type=int, help="run this many, drawn")
    parser.add_argument("--seed", type=int, default=1, help="what the sample is drawn by")
    parser.add_argument("--jobs", type=int, default=2, help="compilers, and mutants, at a time")
    parser.add_argument(
        "--quick", action="store_true", help="never run all tests: those that an entry names decide")
    parser.add_argument(
        "--check", action="store_true", help="only see that every entry fits the code; build nothing")
    parser.add_argument("--verbose", action="store_true", help="print the tests that fail")
    arguments = parser.parse_args()
    begin = time.monotonic()
    try:
        mutants = listing.mutants()
        run = chosen(mutants, arguments)
        if arguments.check:
            planting.switched(ROOT, mutants)
            return
        tree = SCRATCH / "tree"
        tree.mkdir(parents=True, exist_ok=True)
        # All of them, whichever run: another choice then needs no other build.
        planting.planted(ROOT, tree, mutants)
        tests = suite.Suite(tree, arguments.jobs)
        if not tests.build():
            sys.exit("the copy with the mutants does not build")
        judge = Run(tests, arguments.verbose)
        judge.check_green(run)
    except listing.ListError as error:
        sys.exit(str(error))
    survivors = judge.survivors(run, arguments.jobs, arguments.quick)
    for mutant in survivors:
        print(f"SURVIVED  {mutant.name}  {mutant.file}")
    minutes = (time.monotonic() - begin) / 60
    print(f"{len(run)} mutants, {len(run) - len(survivors)} killed, {len(survivors)} survived ({minutes:.1f} min)")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
