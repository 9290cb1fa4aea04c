#!/usr/bin/env python3
"""Fails where README.ja.md does not have the code, figures, links and headings of README.md.

Words differ; numbers between marks, blocks of code without their comments, pictures, targets of links and the
levels of headings do not.
"""
import re
import sys

import marks

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
MARKED = re.compile(r"^<!-- ([a-z][^/]*?) -->\n(.*?)^<!-- /\1 -->", re.M | re.S)


def parts(text):
    """What both READMEs have in common, each with a name for the message."""
    code = [re.sub(r"\s*(#|//).*", "", block) for language, block in BLOCK.findall(text) if language]
    figures = {name: re.findall(r"\d+\.?\d*", "\n".join(l for l in lines.splitlines() if l.startswith("|")))
               for name, lines in MARKED.findall(text)}
    prose = BLOCK.sub("", text)
    links = sorted(set(re.findall(r"\]\(([^)#]+)\)", prose)) - {"README.md", "README.ja.md"})
    return {
        "blocks of code": code,
        "figures": figures,
        "links and pictures": links,
        "headings": [len(level) for level in re.findall(r"^(#+) ", prose, re.M)],
    }


def main():
    english, japanese = (parts(path.read_text()) for path in marks.READMES.values())
    wrong = [name for name in english if english[name] != japanese[name]]
    for name in wrong:
        print(f"README.ja.md has other {name} than README.md", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
