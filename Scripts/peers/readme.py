"""Replaces what stands between two marks in the README."""


def replace(path, name, lines):
    """Puts lines between `<!-- name -->` and `<!-- /name -->`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    with open(path) as file:
        text = file.read()
    if start not in text or end not in text:
        raise SystemExit(f"{path}: expected the marks {start} and {end}")
    head, rest = text.split(start)
    tail = rest.split(end)[1]
    with open(path, "w") as file:
        file.write(head + start + "\n" + "\n".join(lines) + "\n" + end + tail)
