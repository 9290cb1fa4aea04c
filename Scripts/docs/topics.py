#!/usr/bin/env python3
"""Checks that a module's landing page lists every public symbol of the module under Topics.

    topics.py MODULE GRAPHS

Symbols are those of the module's symbol graph in the folder GRAPHS that are not members of others. DocC itself
has no complaint: it puts what is not listed into sections of its own, by kind.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTED = re.compile(r"^- ``([^`]+)``$", re.MULTILINE)
# What tells one overload from another: a kind, a hash or types, after the parentheses of its labels.
SUFFIX = re.compile(r"(?<=\))-.*$")


def main():
    module, graphs = sys.argv[1], pathlib.Path(sys.argv[2])
    graph = json.loads((graphs / f"{module}.symbols.json").read_text(encoding="utf-8"))
    paths = [symbol["pathComponents"] for symbol in graph["symbols"]]
    symbols = {path[0] for path in paths if len(path) == 1}
    page = ROOT / "Sources" / module / f"{module}.docc" / f"{module}.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    _, _, topics = text.partition("\n## Topics\n")
    listed = {SUFFIX.sub("", name) for name in LISTED.findall(topics)}
    missing = sorted(symbols - listed)
    if missing:
        sys.exit(f"{page.relative_to(ROOT)} does not list: {', '.join(missing)}")


if __name__ == "__main__":
    main()
