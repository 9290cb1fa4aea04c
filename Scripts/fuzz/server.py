"""The Kagami side: a process that runs one program for each line, started again when it dies."""

import json
import os
import re
import select
import subprocess


class Server:
    """Sends programs to `fuzz-server`; an answer is a dictionary, and says so if the process died."""

    def __init__(self, path, timeout=60):
        self.path, self.timeout, self.process = path, timeout, None
        self.table = json.loads(subprocess.check_output([path, "describe"], text=True))

    def _start(self):
        # A trace of every crash would cost a second each; the message alone is enough.
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        self.process = subprocess.Popen(
            [self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment)

    def ask(self, request):
        """The answer to one program; `stopped` where misuse ended the process, `died` where a crash did."""
        if self.process is None:
            self._start()
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], self.timeout)
            line = self.process.stdout.readline() if ready else b""
        except BrokenPipeError:
            line = b""
        if line:
            return json.loads(line)
        self.process.kill()
        text = self.process.stderr.read().decode(errors="replace").strip()
        code = self.process.wait()
        self.process = None
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        # Misuse is told by the file that ends the program for it; all else is a crash.
        told = re.search(r"MisuseScope\.swift:\d+: Fatal error: (.*)", lines[0] if lines else "")
        if told:
            return {"stopped": told.group(1)}
        return {"died": f"exit {code}: {' | '.join(lines[:3])}"}

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None
