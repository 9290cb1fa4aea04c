#!/usr/bin/env python3
"""Measures messages and sums between hosts over shaped links, for the article "Beyond one machine".

usage: measure.py FILE

FILE is replaced: for each link, what links.c printed.
"""
import json
import pathlib
import subprocess
import sys

import launch
from network import FOLDER, Network

# Settings that Open MPI has by itself.
DEFAULTS = {"btl_tcp_eager_limit": 65536, "btl_tcp_rndv_eager_limit": 65536, "btl_tcp_max_send_size": 131072}
# Hosts, Mbit/s, seconds one way, seconds between two tests of a rank that waits (none where each rank has a core), settings.
LINKS = [(2, 1000, 50e-6, 0, {}), (2, 200, 50e-6, 20e-6, {}), (4, 200, 50e-6, 20e-6, {}),
         (4, 200, 500e-6, 20e-6, {}), (4, 200, 50e-6, 20e-6, DEFAULTS)]
BUDGET = 0.3
LARGEST = 12 << 20
PIECE = 1000000


def measure(hosts, mbits, delay, nap, settings):
    with Network(hosts, mbits, delay) as network:
        print(network.describe(), flush=True)
        program = network.folder / "links"
        subprocess.run([launch.compiler("openmpi"), "-O2", "-o", program, FOLDER / "links.c"], check=True)
        command = [program, BUDGET, LARGEST, round(nap * 1e6), PIECE]
        line = launch.line("openmpi", network.hosts, command, settings=settings)
        run = network.start(network.hosts[0], line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        output, errors = run.communicate(timeout=120)
        if run.returncode != 0:
            raise SystemExit(errors or output)
        return {"hosts": hosts, "mbits": mbits, "delay": delay, "switch": network.switch is not None,
                "settings": settings, **json.loads(output)}


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    rows = ",\n".join(json.dumps(measure(*link)) for link in LINKS)
    pathlib.Path(sys.argv[1]).write_text(f"[\n{rows}\n]\n")


if __name__ == "__main__":
    main()
