#!/usr/bin/env python3
"""Puts a study's answer and first table, and what to type for them, into the article on studies.

usage: figures.py PAGE...

Each PAGE is a file that `kagami study NAME --out FOLDER` wrote, `NAME.html`; the figures go between the marks
`<!-- measured: NAME -->` of Studies.md.
"""
import html.parser
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Scripts" / "readme"))

import marks

ARTICLE = ROOT / "Sources" / "KagamiGAN" / "KagamiGAN.docc" / "Studies.md"


class Page(html.parser.HTMLParser):
    """The answer, the first table and the footer of a page."""

    def __init__(self, text):
        super().__init__()
        self.lead, self.rows, self.command, self.settings = "", [], "", {}
        self.tables, self.open = 0, []
        self.term = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes).get("class") or ""
        self.open.append((tag, names))
        if tag == "table":
            self.tables += 1
        if tag == "tr" and self.tables == 1:
            self.rows.append([])
        if tag in ("th", "td") and self.tables == 1:
            self.rows[-1].append("")
        if tag == "dt":
            self.term = ""

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        names = " ".join(names for _, names in self.open).split()
        if "lead" in names:
            self.lead += data
        if self.tables == 1 and {"th", "td"} & set(tags) and "unseen" not in names:
            self.rows[-1][-1] += data
        if "footer" in tags and "code" in tags:
            self.command += data
        if "dt" in tags:
            self.term += data
        if "dd" in tags:
            self.settings[self.term] = self.settings.get(self.term, "") + data


def markdown(page, hasTable):
    """What stands between the marks."""
    lines = [page.lead.strip()]
    if hasTable:
        head, *rows = [[" ".join(cell.split()) for cell in row] for row in page.rows]
        lines += ["", "| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
        lines += ["| " + " | ".join(row) + " |" for row in rows]
    threads = page.settings["Threads"]
    lines += ["", f"Made by `{page.command.strip()}` in {page.settings['Time']} on {page.settings['Processor']}, "
              f"{threads} {'thread' if threads == '1' else 'threads'}."]
    return lines


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    for path in map(pathlib.Path, sys.argv[1:]):
        # A study that trains nothing has no scores.
        lines = markdown(Page(path.read_text()), hasTable=path.stem != "forward")
        marks.replace(ARTICLE, f"measured: {path.stem}", lines)


if __name__ == "__main__":
    main()
