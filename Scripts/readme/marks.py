"""Replaces what stands between two marks in a file, or in the READMEs of both languages."""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
READMES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}


def replace(path, name, lines):
    """Puts lines between `<!-- name -->` and `<!-- /name -->`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    path = pathlib.Path(path)
    text = path.read_text()
    if start not in text or end not in text:
        raise SystemExit(f"{path}: expected the marks {start} and {end}")
    head, rest = text.split(start)
    tail = rest.split(end)[1]
    path.write_text(head + start + "\n" + "\n".join(lines) + "\n" + end + tail)


def replace_in_readmes(name, lines_in):
    """The same in each README; `lines_in` makes the lines for a language, `en` or `ja`."""
    for language, path in READMES.items():
        replace(path, name, lines_in(language))
