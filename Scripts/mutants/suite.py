"""Builds the copy's tests once and runs them as often as there are mutants."""

import dataclasses
import os
import re
import signal
import subprocess
import time

COUNT = re.compile(r"Test run with (\d+) tests?")
# These look for the caller's line in what a stop prints, and find none without debug information.
SKIPPED = [
    "operatorsNameTheCallerToo",
    "matmulNamesShapesCallerAndHint",
    "shapesThatDoNotFitNameTheLayer",
]
# An endless loop that writes would fill the disk before its time is up.
MOST_OUTPUT = 1 << 20


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a run of tests ended."""

    status: int | None
    seconds: float
    output: str

    @property
    def is_green(self):
        return self.status == 0

    @property
    def manner(self):
        """How it went red, where that is not a test that failed."""
        if self.status is None:
            return "time limit"
        return signal.Signals(-self.status).name if self.status < 0 else ""

    @property
    def count(self):
        found = COUNT.findall(self.output)
        return int(found[-1]) if found else 0


class Suite:
    def __init__(self, tree, jobs):
        self.tree, self.jobs = tree, jobs
        self.binary = None

    def build(self):
        """Builds the tests; false if they do not build."""
        build = ["swift", "build", "--build-tests", "--jobs", str(self.jobs)]
        if subprocess.run(build, cwd=self.tree).returncode != 0:
            return False
        folder = subprocess.run(
            ["swift", "build", "--show-bin-path"], cwd=self.tree, check=True, capture_output=True
        ).stdout.decode().strip()
        # Without debug information a stop does not search for the caller's line, which takes longer than
        # all other tests; and without SwiftPM, which takes longer than most, the binary runs as it is.
        self.binary = f"{folder}/Mutants.xctest"
        subprocess.run(
            ["strip", "-g", "-o", self.binary, f"{folder}/KagamiPackageTests.xctest"], check=True)
        return True

    def names(self):
        """The names of all tests, as filters see them."""
        return self.invoke(["--list-tests"], 0, 300).output.splitlines()

    def run(self, filters, number=0, limit=600):
        """Runs the tests that a filter names, or all if there are none, with a mutant on."""
        arguments = [part for filter in filters for part in ("--filter", filter)]
        arguments += [part for name in SKIPPED for part in ("--skip", name)]
        return self.invoke(arguments, number, limit)

    def invoke(self, arguments, number, limit):
        environment = dict(os.environ, KAGAMI_MUTANT=str(number))
        begin = time.monotonic()
        process = subprocess.Popen(
            [self.binary, "--testing-library", "swift-testing", *arguments], cwd=self.tree,
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=limit)
            status = process.returncode
        except subprocess.TimeoutExpired:
            status = None
            # Exit tests run in children, which must not stay behind.
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
        seconds = time.monotonic() - begin
        return Outcome(status, seconds, output[-MOST_OUTPUT:].decode(errors="replace"))
