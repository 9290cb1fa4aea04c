"""How good the digits are: trains what is missing, scores it, and writes the tables of QUALITY.md.

    python table.py KAGAMI MNIST OUT [--part classic|best]

OUT keeps generators and scores, so that a run that was stopped goes on where it was. See README.md.
"""
import argparse
import json
import pathlib
import platform
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "QUALITY.md"
PICTURE = HERE.parents[1] / "Pictures" / "mnist.png"
# Seeds of the classic script by the number of epochs.
CLASSIC_SEEDS = {5: range(8), 10: range(8), 20: range(3)}
BEST_SEEDS = range(5)

FIGURES = [
    ("Fréchet", lambda row: row["frechet"], 2),
    ("KL of labels", lambda row: row["labelDivergence"], 4),
    ("digits", lambda row: sum(count > 0 for count in row["labels"]["counts"]), 0),
    ("precision", lambda row: row["precisionRecall"]["precision"], 3),
    ("recall", lambda row: row["precisionRecall"]["recall"], 3),
    ("1-NN accuracy", lambda row: (row["twoSample"]["realAccuracy"]
                                  + row["twoSample"]["generatedAccuracy"]) / 2, 3),
    ("Parzen, nats", lambda row: row["parzen"]["mean"], 0),
]


def run(command, log=None):
    print(" ".join(map(str, command)), flush=True)
    with open(log, "w") if log else open("/dev/null", "w") as output:
        subprocess.run([str(word) for word in command], check=True, stdout=output, stderr=output)


def kagami_generator(options, recipe, seed, epochs=None):
    """The file of a trained generator, trained if it is not there."""
    name = f"{recipe}-{seed}" + (f"-{epochs}" if epochs else "")
    folder = options.out / name
    average = folder / "generator-average.safetensors"
    seconds = folder / "seconds"
    if not seconds.exists():
        start = time.perf_counter()
        run([options.kagami, "train", "--recipe", recipe, "--data", options.mnist, "--seed", seed,
             "--out", folder] + (["--epochs", epochs] if epochs else []), options.out / f"{name}.log")
        seconds.write_text(f"{time.perf_counter() - start:.0f}")
    return average if average.exists() else folder / "generator.safetensors"


def score(options, generator, name):
    """The report of one generator."""
    path = options.out / f"{name}.json"
    if not path.exists():
        run([options.kagami, "evaluate", "--generator", generator, "--data", options.mnist,
             "--classifier", options.classifier, "--json", path])
    return json.loads(path.read_text())["report"]


def cell(values, decimals):
    """The median, and the range."""
    text = lambda value: f"{value:.{decimals}f}"
    middle = statistics.median(values)
    if min(values) == max(values):
        return text(middle)
    return f"{text(middle)} ({text(min(values))}–{text(max(values))})"


def table(rows):
    """Lines of a table; each row has a name and its reports' rows."""
    lines = ["| | " + " | ".join(name for name, _, _ in FIGURES) + " |",
             "| --- |" + " ---: |" * len(FIGURES)]
    for name, reports in rows:
        cells = [cell([figure(report) for report in reports], decimals)
                 for _, figure, decimals in FIGURES]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def classic(options):
    rows, real = [], None
    for epoch, seeds in CLASSIC_SEEDS.items():
        sides = {"PyTorch": [], "Kagami": []}
        for seed in seeds:
            file = options.out / f"torch-{seed}-{epoch}.safetensors"
            if not file.exists():
                epochs = [epoch for epoch, seeds in CLASSIC_SEEDS.items() if seed in seeds]
                run([sys.executable, HERE / "torch_classic.py", options.mnist, options.out, "--seed", seed,
                     "--epochs", *epochs], options.out / f"torch-{seed}.log")
            report = score(options, file, f"torch-{seed}-{epoch}")
            sides["PyTorch"].append(report["generated"])
            real = report["real"]
            file = kagami_generator(options, "classic", seed, epoch)
            report = score(options, file, f"kagami-{seed}-{epoch}")
            sides["Kagami"].append(report["generated"])
        rows += [(f"{side}, {epoch} epochs, {len(seeds)} seeds", reports) for side, reports in sides.items()]
    return table(rows + [("training images", [real])]) + [
        "", "Medians and ranges over the seeds; the classic script, 10,000 images each."]


def best(options):
    """The table of the five runs, and the README's picture, by the first."""
    reports, seconds = [], []
    for seed in BEST_SEEDS:
        file = kagami_generator(options, "best", seed)
        reports.append(score(options, file, f"best-{seed}"))
        seconds.append(int((options.out / f"best-{seed}" / "seconds").read_text()))
    run([options.kagami, "sample", "--generator", kagami_generator(options, "best", 0), "--out", PICTURE])
    rows = [(f"seed {seed}", [report["generated"]]) for seed, report in zip(BEST_SEEDS, reports)]
    rows += [("all seeds", [report["generated"] for report in reports]),
             ("training images", [reports[0]["real"]])]
    ratios = [report["generated"]["frechet"] / report["real"]["frechet"] for report in reports]
    return table(rows) + [
        "", f"Fréchet distance ÷ that of as many training images: {cell(ratios, 2)}. A run took "
        f"{cell(seconds, 0)} s on {processor()}. The first paper's Parzen likelihood is 225 ± 2, of larger "
        "networks."]


def processor():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def renew(part, lines):
    """Puts a table between its marks."""
    text = PAGE.read_text()
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    head, rest = text.split(begin)
    PAGE.write_text(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kagami", type=pathlib.Path)
    parser.add_argument("mnist", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--part", choices=["classic", "best"])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    options.classifier = options.out / "classifier.safetensors"
    if not options.classifier.exists():
        run([options.kagami, "train-classifier", "--data", options.mnist, "--out", options.classifier],
            options.out / "classifier.log")
    for part, make in (("classic", classic), ("best", best)):
        if options.part in (None, part):
            renew(part, make(options))


if __name__ == "__main__":
    main()
