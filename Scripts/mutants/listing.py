"""The list of mutants: what is to be broken, where, and which tests are expected to see it."""

import dataclasses
import pathlib
import re
import tomllib
import zlib

LIST = pathlib.Path(__file__).parent / "list"
FIELDS = {"name", "file", "text", "fault", "tests", "kind"}
KINDS = {"expression", "statement"}


class ListError(Exception):
    """An entry that does not fit the code, or is no entry."""


@dataclasses.dataclass(frozen=True)
class Mutant:
    name: str
    file: str
    # What stands in the file, in three parts; the middle one is faulty.
    before: str
    right: str
    after: str
    fault: str
    tests: str
    kind: str

    @property
    def text(self):
        return self.before + self.right + self.after

    @property
    def number(self):
        """The number of its switch: of the name alone, so that a new entry moves no other's."""
        return zlib.crc32(self.name.encode()) & 0x7FFFFFFF

    def switched(self):
        """The part with both forms and the switch between them."""
        on = f"kg_mutant({self.number})"
        if self.kind == "expression":
            return f"({on} ? ({self.fault}) : ({self.right}))"
        if self.file.endswith(".swift"):
            return f"if {on} {{ {self.fault} }} else {{ {self.right} }}"
        return f"if ({on}) {{ {self.fault} }} else {{ {self.right} }}"


def mutants():
    """All entries, in the order of the files."""
    found = []
    for path in sorted(LIST.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", []):
            found.append(parsed(entry, path.name))
    for key in ("name", "number"):
        values = [getattr(mutant, key) for mutant in found]
        twice = [mutant.name for mutant in found if values.count(getattr(mutant, key)) > 1]
        if twice:
            raise ListError(f"entries of one {key}: {', '.join(twice)}")
    return found


def parsed(entry, path):
    name = entry.get("name", "an entry without a name")
    missing = FIELDS - {"kind"} - set(entry)
    odd = set(entry) - FIELDS
    if missing or odd:
        raise ListError(f"{path}: {name}: missing {sorted(missing)}, unknown {sorted(odd)}")
    kind = entry.get("kind", "expression")
    if kind not in KINDS:
        raise ListError(f"{path}: {name}: kind is {kind}, expected one of {sorted(KINDS)}")
    if kind == "expression" and not entry["fault"].strip():
        raise ListError(f"{path}: {name}: nothing is no expression")
    parts = re.split("[«»]", entry["text"])
    if len(parts) == 1:
        parts = ["", parts[0], ""]
    if len(parts) != 3 or not parts[1]:
        raise ListError(f"{path}: {name}: one part of the text is marked by « and »")
    before, right, after = parts
    return Mutant(
        name=name, file=entry["file"], before=before, right=right, after=after,
        fault=entry["fault"], tests=entry["tests"], kind=kind)
