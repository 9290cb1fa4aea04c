"""A Chromium without windows, driven through the DevTools protocol over two pipes.

Pipes rather than a socket: no port that may be taken, and nothing but Python's own library. Source:
https://chromedevtools.github.io/devtools-protocol.
"""

import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
    "--hide-scrollbars", "--force-color-profile=srgb", "--mute-audio", "--remote-debugging-pipe",
]
# Chromium reads commands from descriptor 3 and writes answers to 4; those of this process may be others.
LAUNCH = (
    "import os, sys; r, w = int(sys.argv[1]), int(sys.argv[2]); "
    "os.dup2(r, 3); os.dup2(w, 4); os.execvp(sys.argv[3], sys.argv[3:])"
)


class BrowserError(Exception):
    """Why the browser did not carry out a command, in one line."""


class Browser:
    """One process; use it in a `with` statement."""

    def __init__(self, binary=None, seconds=60):
        binary = binary or next(filter(None, map(shutil.which, NAMES)), None)
        if not binary:
            raise BrowserError("Chromium is missing: install it, on Debian by apt-get install chromium")
        self.seconds, self.count, self.rest = seconds, 0, b""
        self.events, self.answers = [], {}
        self.profile = tempfile.TemporaryDirectory(prefix="kagami-pages-", ignore_cleanup_errors=True)
        flags = FLAGS + [f"--user-data-dir={self.profile.name}"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        # 10 and above, so that none of them is in the way of 3 and 4.
        pairs = [os.pipe(), os.pipe()]
        (far_in, self.output), (self.input, far_out) = [
            [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in pair] for pair in pairs
        ]
        for end in sum(pairs, ()):
            os.close(end)
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(far_in), str(far_out), binary, *flags, "about:blank"],
            pass_fds=(far_in, far_out), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True)
        os.close(far_in)
        os.close(far_out)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.send("Browser.close")
            self.process.wait(10)
        except (BrowserError, OSError, subprocess.TimeoutExpired):
            # Its own group, which it leads: its renderers go with it.
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.input)
        os.close(self.output)
        self.log.close()
        self.profile.cleanup()

    def send(self, method, session=None, **parameters):
        """Carries out one command and returns its result."""
        self.count += 1
        number = self.count
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.output, data):]
        deadline = time.monotonic() + self.seconds
        while number not in self.answers:
            self.read(deadline, method)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def wait(self, method, session):
        """Waits for an event of a session; all events stay in `events`."""
        deadline = time.monotonic() + self.seconds
        while not any(e["method"] == method and e.get("sessionId") == session for e in self.events):
            self.read(deadline, method)

    def read(self, deadline, what):
        """Takes in what the browser has written, or waits until it does."""
        ready, _, _ = select.select([self.input], [], [], max(deadline - time.monotonic(), 0))
        data = os.read(self.input, 1 << 20) if ready else None
        if not data:
            self.log.seek(0)
            lines = self.log.read().decode(errors="replace").strip().splitlines()
            reason = "no answer in time" if data is None else "the browser ended"
            raise BrowserError(f"{what}: {reason}" + (f"; it wrote: {lines[-1]}" if lines else ""))
        *whole, self.rest = (self.rest + data).split(b"\0")
        for message in map(json.loads, whole):
            if "id" in message:
                self.answers[message["id"]] = message
            else:
                self.events.append(message)
