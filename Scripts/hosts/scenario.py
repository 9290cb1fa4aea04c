#!/usr/bin/env python3
"""Trains on several hosts, loses one, and sees the rest end within a time and go on without it.

usage: scenario.py [OPTION …] PROGRAM [ARGUMENT …]

PROGRAM begins with `[ARGUMENT …] --out FOLDER --steps N --checkpoint-every N [FRESH …]`, goes on to the same step with
`[ARGUMENT …] --resume FOLDER`, writes its checkpoint into FOLDER, and aborts all ranks where a collective makes no
progress for KAGAMI_TIMEOUT seconds.
"""
import argparse
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import time

import launch
from network import Network


class Failure(Exception):
    pass


def until(condition, seconds, failure):
    """Waits until a condition is true; how long that took."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise Failure(f"{failure} within {seconds:g} s")
        time.sleep(0.02)
    return time.monotonic() - start


def commandLine(number):
    try:
        return pathlib.Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


class Scenario:
    def __init__(self, options, network):
        self.options, self.network = options, network
        self.folder, self.log = network.folder / "run", network.folder / "log"
        program = shutil.which(options.program) or sys.exit(f"{options.program} is not a program")
        self.command = [pathlib.Path(program).resolve(), *options.arguments]

    def start(self, hosts, arguments):
        command = [*self.command, *arguments]
        line = launch.line(self.options.mpi, hosts, command, {"KAGAMI_TIMEOUT": self.options.timeout},
                           mpirun=self.options.mpirun)
        with open(self.log, "a") as log:
            print(f"$ {line}", file=log, flush=True)
            return self.network.start(hosts[0], line, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def run(self):
        options, hosts = self.options, self.network.hosts
        lost = hosts[options.cut - 1]
        rest = [host for host in hosts if host != lost]
        print(self.network.describe(), flush=True)

        before = [self.network.sent(host) for host in hosts]
        training = self.start(hosts, ["--out", self.folder, "--steps", options.steps, "--checkpoint-every",
                                     options.every, *shlex.split(options.fresh)])
        seconds = until(lambda: self.ended(training) or self.saved() > 0, options.patience, "no checkpoint")
        first = self.saved()
        until(lambda: self.ended(training) or self.saved() > first, options.patience, "no second checkpoint")
        sent = [self.network.sent(host) - bytes for host, bytes in zip(hosts, before)]
        print(f"{len(hosts)} hosts train: the first checkpoint came after {seconds:.1f} s; each has sent "
              f"{min(sent) / 1e6:.0f} to {max(sent) / 1e6:.0f} MB over its link", flush=True)
        if min(sent) < 1e6:
            raise Failure("the ranks do not talk over the links")

        event = self.lose(lost)
        start = time.monotonic()
        until(lambda: training.poll() is not None, options.limit, f"{event}: mpirun did not end")
        ended = time.monotonic() - start
        self.untilNone(rest, options.limit, f"{event}: processes on the other hosts did not end")
        others = time.monotonic() - start
        # The status says little: that of Open MPI 5 is 0 where a daemon is lost.
        self.untilNone([lost], options.limit, f"{event}: its own processes did not end")
        print(f"{event}: mpirun ended with status {training.returncode} after {ended:.1f} s, all processes of "
              f"the other hosts within {others:.1f} s, its own within {time.monotonic() - start:.1f} s", flush=True)

        checkpoint = self.saved()
        again = self.start(rest, ["--resume", self.folder])
        seconds = until(lambda: again.poll() is not None, options.patience, "the resumed run did not end")
        if again.returncode != 0:
            raise Failure(f"the resumed run ended with status {again.returncode}")
        if self.saved() == checkpoint:
            raise Failure("the resumed run wrote nothing")
        self.untilNone(hosts, 5, "processes of the resumed run did not end")
        print(f"{len(rest)} hosts resumed and ended {options.steps} steps in {seconds:.1f} s; no process is left")

    def lose(self, host):
        if not self.options.freeze:
            self.network.setLink(host, isUp=False)
            return f"{host} is cut off"
        name = os.fsencode(self.command[0])
        for number in self.network.processes(host):
            if commandLine(number).split(b"\0")[0] == name:
                os.kill(number, signal.SIGSTOP)
        return f"the rank on {host} is frozen"

    def saved(self):
        """When the checkpoint was last written, in nanoseconds."""
        try:
            return (self.folder / self.options.checkpoint).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def ended(self, training):
        if training.poll() is not None:
            raise Failure(f"training ended with status {training.returncode} before a host was cut off")
        return False

    def remaining(self, host):
        """Processes on a host, but those of MPICH that wait for an mpirun that is out of reach: nothing ends them."""
        numbers = self.network.processes(host)
        if self.options.mpi == "mpich":
            numbers = [number for number in numbers if b"hydra_pmi_proxy" not in commandLine(number)]
        return numbers

    def untilNone(self, hosts, seconds, failure):
        left = lambda: {host: numbers for host in hosts if (numbers := self.remaining(host))}
        try:
            until(lambda: not left(), seconds, failure)
        except Failure:
            for host, numbers in left().items():
                subprocess.run(["ps", "-o", "pid=,args=", "-p", ",".join(map(str, numbers))])
            raise


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("--mpi", choices=["openmpi", "mpich"], default="openmpi")
    parser.add_argument("--mpirun", help="path of mpirun; that of Debian's package unless given")
    parser.add_argument("--hosts", type=int, default=4)
    parser.add_argument("--cut", type=int, default=3, help="number of the host that is cut off; 1 is that of mpirun")
    parser.add_argument("--freeze", action="store_true", help="stop the rank on that host, and leave it its link")
    parser.add_argument("--mbits", type=float, default=1000)
    parser.add_argument("--delay", type=float, default=50e-6, help="seconds one way")
    parser.add_argument("--timeout", type=float, default=6, help="KAGAMI_TIMEOUT")
    parser.add_argument("--limit", type=float, default=15, help="seconds within which all has to end")
    parser.add_argument("--patience", type=float, default=120, help="seconds that training may take")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--every", type=int, default=5, help="steps from checkpoint to checkpoint")
    parser.add_argument("--fresh", default="", help="arguments for a run that begins, but does not go on")
    parser.add_argument("--checkpoint", default="checkpoint.safetensors", help="the file that is a checkpoint")
    parser.add_argument("program")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with Network(options.hosts, options.mbits, options.delay) as network:
        scenario = Scenario(options, network)
        try:
            scenario.run()
        except Failure as failure:
            if scenario.log.exists():
                print("\n".join(scenario.log.read_text().splitlines()[-40:]))
            sys.exit(f"failed: {failure}")


if __name__ == "__main__":
    main()
