"""The copy of the tree with every mutant in it, each behind its switch."""

import shutil
import subprocess

from listing import ListError

COPIED = ["Package.swift", "Package.resolved", "Sources", "Tests", "Benchmarks", "Fuzz"]
HEADER = "Sources/CKernels/include/CKernels.h"
SOURCE = "Sources/CKernels/mutant.c"

# Read once, as the program is loaded: a switch inside a loop is then a comparison.
DECLARATION = """
// Which mutant is on; 0 for none.
extern int kg_mutant_on;
static inline _Bool kg_mutant(int number) { return kg_mutant_on == number; }
"""
DEFINITION = """#include "CKernels.h"
#include <stdlib.h>

int kg_mutant_on = 0;
__attribute__((constructor)) static void choose_mutant(void) {
  const char *wish = getenv("KAGAMI_MUTANT");
  kg_mutant_on = wish ? atoi(wish) : 0;
}
"""


def switched(root, mutants):
    """The files of the tree with the switches, and the names of those that have any."""
    files, by_file, problems = contents(root), {}, []
    for mutant in mutants:
        by_file.setdefault(mutant.file, []).append(mutant)
    for name, here in by_file.items():
        if name not in files:
            problems += [f"{mutant.name}: there is no {name}" for mutant in here]
            continue
        try:
            files[name] = with_switches(name, files[name].decode(), here).encode()
        except ListError as error:
            problems.append(str(error))
    if problems:
        raise ListError("\n".join(problems))
    return files, set(by_file)


def planted(root, tree, mutants):
    """Writes the copy. Files that are as they were keep their dates, so that little is built again."""
    files, with_mutants = switched(root, mutants)
    files[HEADER] = files[HEADER] + DECLARATION.encode()
    files[SOURCE] = DEFINITION.encode()
    for path in tree.rglob("*"):
        name = path.relative_to(tree).as_posix()
        if path.is_file() and name.split("/")[0] in COPIED and name not in files:
            path.unlink()
    for name, data in files.items():
        path = tree / name
        if path.exists() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if name in with_mutants or name in (HEADER, SOURCE):
            continue
        shutil.copymode(root / name, path)


def contents(root):
    """The files of the tree by their names, as far as git knows of them or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *COPIED],
        cwd=root, check=True, capture_output=True).stdout.decode().split("\0")
    names = {name for name in listed if name and (root / name).is_file()}
    # Ignored by git, but it spares a look for newer versions of what the package needs.
    if (root / "Package.resolved").is_file():
        names.add("Package.resolved")
    return {name: (root / name).read_bytes() for name in sorted(names)}


def with_switches(name, text, mutants):
    """The text of a file with the switches of its mutants."""
    counts = [(mutant, text.count(mutant.text)) for mutant in mutants]
    odd = [
        f"{mutant.name}: its text is found {count} times in {name}, expected once: {mutant.text!r}"
        for mutant, count in counts if count != 1]
    if odd:
        raise ListError("\n".join(odd))
    edits = []
    for mutant in mutants:
        start = text.index(mutant.text) + len(mutant.before)
        edits.append((start, start + len(mutant.right), mutant))
    edits.sort(key=lambda edit: edit[0])
    for (_, end, first), (start, _, second) in zip(edits, edits[1:]):
        if start < end:
            raise ListError(f"{first.name} and {second.name} overlap in {name}")
    for start, end, mutant in reversed(edits):
        text = text[:start] + mutant.switched() + text[end:]
    # On the first line, so that no line changes its number.
    return "package import CKernels; " + text if name.endswith(".swift") else text
