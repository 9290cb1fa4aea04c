#!/usr/bin/env python3
"""Counts what there is, and renews the article "In numbers": `make counts`.

    python count.py FUZZ_SERVER

Names of torch.nn are weighed by how often public code used them, from the list that PyTorch keeps itself.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "Sources" / "Kagami" / "Kagami.docc" / "InNumbers.md"
ARRAY_API = ROOT / "Sources" / "Kagami" / "Kagami.docc" / "ArrayAPI.md"
OPERATION = r"^(?:package |public )?struct \w+(?:<[^>]*>)?: [\w, &]*\b(?:Differentiable|Elementwise|MultiOutput|Factoring)Operation\b"


def texts(folder, suffix=".swift"):
    return [path.read_text() for path in sorted((ROOT / folder).rglob("*" + suffix)) if ".build" not in path.parts]


def count(pattern, folder):
    return sum(len(re.findall(pattern, text, re.M)) for text in texts(folder))


def array_api():
    """Names of the main namespace, and of the extension for linear algebra."""
    main, linalg = ARRAY_API.read_text().split("## The extension for linear algebra")
    names = lambda text: {name for line in text.splitlines() if line.startswith("_ = ")
                          for name in re.split(r"[ ,]+", line.split("// ")[-1].strip()) if re.fullmatch(r"\w+", name)}
    return len(names(main)), len(names(linalg))


def nn_usage():
    """The share of uses of torch.nn whose name is here, and the missing names used most."""
    from torch._functorch.top_operators_github_usage import top_nn_module
    here = {"Module"}
    for text in texts("Sources/KagamiNN"):
        here |= set(re.findall(r"^(?:public|open) (?:final )?(?:class|struct|enum) (\w+)", text, re.M))
    uses = [(name.split(".")[-1], number) for name, number, _ in top_nn_module]
    total = sum(number for _, number in uses)
    missing = [name for name, _ in uses if name not in here]
    return sum(number for name, number in uses if name in here) / total, len(uses) - len(missing), len(uses), missing


def special_cases():
    text = (ROOT / "Tests/KagamiTests/Laws/SpecialCases.swift").read_text()
    return len(re.findall(r'"[^"]* : [^"]*"', text))


def table():
    server = json.loads(subprocess.run([sys.argv[1], "counts"], check=True, capture_output=True, text=True).stdout)
    main, linalg = array_api()
    share, modules, names, missing = nn_usage()
    mutants = sum(len(re.findall(r"^\[\[", path.read_text(), re.M))
                  for path in (ROOT / "Scripts/mutants/list").glob("*.toml"))
    goldens = len(list((ROOT / "Tests").rglob("Goldens/*.json")))
    rows = [
        ("names of the array API standard 2024.12, main namespace", f"{main} of 133"),
        ("names of its extension for linear algebra", f"{linalg} of 23"),
        ("results of extremes that it lists, in the law", f"{special_cases()}"),
        ("uses of `torch.nn` in public code whose name is here", f"{100 * share:.1f} %"),
        ("names of `torch.nn` in that list", f"{modules} of {names}"),
        ("operations that the tape records", f"{count(OPERATION, 'Sources/Kagami')}"),
        ("rows of cases, over which the laws run", f"{server['rows']}"),
        ("their samples, and those for kernels", f"{server['samples']} and {server['kernelSamples']}"),
        ("forms of operations that fuzzing draws, and of modules", f"{server['forms']} and {server['modules']}"),
        ("tests (`@Test`), many with dozens of arguments", f"{count(r'@Test', 'Tests')}"),
        ("files of golden values from PyTorch, NumPy and SciPy", f"{goldens}"),
        ("faults that `make mutants` plants", f"{mutants}"),
    ]
    lines = ["| | |", "| --- | ---: |"] + [f"| {name} | {value} |" for name, value in rows]
    most = ", ".join(f"`{name}`" for name in missing[:12])
    return lines + ["", f"Used most of what is missing in `torch.nn`: {most}."]


def main():
    text = PAGE.read_text()
    head, rest = text.split("<!-- counts -->")
    PAGE.write_text(head + "<!-- counts -->\n" + "\n".join(table()) + "\n<!-- /counts -->"
                    + rest.split("<!-- /counts -->")[1])


if __name__ == "__main__":
    main()
