#!/usr/bin/env python3
"""Builds and runs every block of Swift in the README and the articles.

Each block is a function of its own in a scratch package under `.build/snippets`, so that declarations
and statements may stand side by side as they do in a `main.swift`. A block that imports something begins a
whole program: with the blocks that go on from it, it becomes an executable of its own and is run to its end.
The README's prints two losses there.

What a block needs to be told stands in an HTML comment right before it:

    <!-- not compiled -->           the block is left out, as are fragments of a manifest
    <!-- not run -->                the block is compiled only, because it needs files or is to fail
    <!-- continued -->              the block goes on from the one before it
    <!-- given: let x = … -->       lines that readers need not see; they may be several

Two words may stand together: `<!-- continued, not run -->`.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRATCH = ROOT / ".build" / "snippets"
MODULES = ["Kagami", "KagamiNN", "KagamiData", "KagamiGAN", "KagamiONNX", "KagamiTensorBoard",
           "KagamiDistributed"]
MARKS = {"not compiled", "not run", "continued"}
COMMENT = re.compile(r"<!--((?:(?!-->).)*)-->\s*\Z", re.DOTALL)
FOUNDATION = re.compile(r"\b(FileManager|JSONEncoder|JSONDecoder)\b")
LOSSES = re.compile(r"\d+\.\d+ \d+\.\d+")
BLOCK = re.compile(r"^```swift\n(.*?)^```$", re.DOTALL | re.MULTILINE)

MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.unsafeFlags(["-suppress-warnings"])]
let dependencies: [Target.Dependency] = [
{dependencies}
]

let package = Package(
  name: "Snippets",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Kagami", path: "../..")],
  targets: [
{targets}
  ]
)
"""


class Block:
    """One block of Swift and what was said about it."""

    def __init__(self, path, line, code, marks, given):
        self.path, self.line, self.code = path, line, code
        self.marks, self.given = marks, given

    @property
    def is_program(self):
        return re.search(r"^import ", self.code, re.MULTILINE) is not None

    @property
    def is_left_out(self):
        return "not compiled" in self.marks or self.code.lstrip().startswith(".package")


def blocks(path):
    """The blocks of a page, in order."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT)
    end = 0
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start(1)) + 1
        comment = COMMENT.search(text[end : match.start()])
        marks, given = set(), ""
        if comment:
            words = comment.group(1).strip()
            if words.startswith("given:"):
                given = words.removeprefix("given:").strip()
            else:
                marks = {word.strip() for word in words.split(",")} & MARKS
        end = match.end()
        yield Block(name, line, match.group(1), marks, given)


def located(block):
    """The block's code; the compiler is told where it is from."""
    where = f'#sourceLocation(file: "{block.path}", line: {block.line})'
    given = f"{block.given}\n" if block.given else ""
    return f"{given}{where}\n{block.code}#sourceLocation()\n"


def chains(found):
    """Blocks with those that go on from them."""
    result = []
    for block in found:
        if "continued" in block.marks and result:
            result[-1].append(block)
        else:
            result.append([block])
    return result


def function(name, chain):
    """A function that does what a chain of blocks does; each block has a scope inside the last one's."""
    body = "do {\n".join(located(block) for block in chain) + "}\n" * (len(chain) - 1)
    return f"func {name}() throws {{\n{body}}}\n"


def write(path, text):
    """Writes only what is new, so that the build does no work twice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def make_package(pages):
    """Lays out the scratch package; returns the programs' names and the number of blocks."""
    imports = "".join(f"import {module}\n" for module in MODULES)
    sources = SCRATCH / "Sources"
    kept, calls, programs, count = set(), [], [], 0
    for page in pages:
        stem = re.sub(r"\W", "", page.relative_to(ROOT).with_suffix("").name)
        found = [block for block in blocks(page) if not block.is_left_out]
        count += len(found)
        together = chains(found)
        for number, chain in enumerate((c for c in together if not c[0].is_program), 1):
            name = f"{stem}{number}"
            file = sources / "Snippets" / f"{name}.swift"
            text = function(f"snippet{name}", chain)
            # Only where it is used: Foundation has an Operation too.
            foundation = "import Foundation\n" if FOUNDATION.search(text) else ""
            write(file, imports + foundation + text)
            kept.add(file)
            if not any("not run" in block.marks for block in chain):
                where = f"{chain[0].path}:{chain[0].line}"
                calls.append(f'try run("{where}", snippet{name})')
        for chain in (c for c in together if c[0].is_program):
            program = f"Program{stem}{chain[0].line}"
            file = sources / program / "main.swift"
            write(file, "".join(located(block) for block in chain))
            kept.add(file)
            programs.append(program)
    main = sources / "Snippets" / "main.swift"
    write(main, RUNNER + "\n".join(calls) + "\n")
    kept.add(main)
    for file in sources.rglob("*.swift"):
        if file not in kept:
            file.unlink()
    targets = [
        f'    .executableTarget(name: "{name}", dependencies: dependencies, swiftSettings: settings),'
        for name in ["Snippets"] + programs
    ]
    products = [f'  .product(name: "{module}", package: "Kagami"),' for module in MODULES]
    write(
        SCRATCH / "Package.swift",
        MANIFEST.replace("{dependencies}", "\n".join(products)).replace(
            "{targets}", "\n".join(targets)
        ),
    )
    return programs, count


# What is printed meanwhile shows only where a block stops.
RUNNER = """import Foundation

func run(_ place: String, _ body: () throws -> Void) throws {
  FileHandle.standardError.write(Data("\\(place)\\n".utf8))
  try body()
}

"""


def command(*words):
    """Runs a command in the scratch package; its output is shown if it fails."""
    done = subprocess.run(
        words, cwd=SCRATCH, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        # Failing builds list all files that they compile, too.
        lines = [line for line in done.stdout.splitlines() if not line.startswith("[")]
        print("\n".join(lines[-80:]))
        sys.exit(f"failed: {' '.join(words)}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=pathlib.Path, help="all pages unless given")
    pages = [page.resolve() for page in parser.parse_args().pages]
    if not pages:
        pages = [ROOT / "README.md"] + sorted(ROOT.glob("Sources/*/*.docc/**/*.md"))
    start = time.monotonic()
    programs, count = make_package(pages)
    command("swift", "build")
    built = time.monotonic()
    binaries = SCRATCH / ".build" / "debug"
    command(str(binaries / "Snippets"))
    for program in programs:
        output = command(str(binaries / program)).rstrip()
        print(f"{program} prints:\n{output}")
        if "README" in program and not LOSSES.fullmatch(output):
            sys.exit("failed: the README's script prints something else than two losses")
    print(
        f"{count} blocks of {len(pages)} pages compile (in {built - start:.0f} s) and run "
        f"(in {time.monotonic() - built:.0f} s)."
    )


if __name__ == "__main__":
    main()
