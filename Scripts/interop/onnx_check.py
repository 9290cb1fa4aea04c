#!/usr/bin/env python3
"""Runs exported modules in onnxruntime and compares their results with Kagami's.

    KAGAMI_INTEROP=FOLDER swift test --filter InteropFolderTests
    Scripts/interop/onnx_check.py FOLDER

FOLDER/onnx has a folder for each module: model.onnx, and for batches of several sizes batch_N_input_I.npy and
batch_N_output_I.npy. Each model passes onnx.checker with strict shape inference; each result is within 1e-5 of the
expected one, relative to 1 or its size.
"""

import re
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime

TOLERANCE = 1e-5


def arrays(folder, batch, kind):
    paths = sorted(folder.glob(f"batch_{batch}_{kind}_*.npy"))
    return [numpy.load(path) for path in paths]


def check(folder):
    """The problems of one model, how many results were compared, and the largest difference."""
    model = onnx.load(folder / "model.onnx")
    onnx.checker.check_model(model, full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
    problems, count, worst = [], 0, 0.0
    batches = {int(re.match(r"batch_(\d+)_", path.name)[1]) for path in folder.glob("batch_*.npy")}
    for batch in sorted(batches):
        inputs = arrays(folder, batch, "input")
        expected = arrays(folder, batch, "output")
        names = [entry.name for entry in session.get_inputs()]
        results = session.run(None, dict(zip(names, inputs, strict=True)))
        if len(results) != len(expected):
            problems.append(f"batch {batch}: {len(results)} outputs, expected {len(expected)}")
            continue
        for index, (got, want) in enumerate(zip(results, expected)):
            count += 1
            if got.shape != want.shape or got.dtype != want.dtype:
                problems.append(
                    f"batch {batch}, output {index}: {got.dtype} of {got.shape}, "
                    f"expected {want.dtype} of {want.shape}")
                continue
            distance = numpy.abs(got.astype(numpy.float64) - want.astype(numpy.float64))
            difference = float((distance / numpy.maximum(1, numpy.abs(want))).max(initial=0))
            worst = max(worst, difference)
            if not difference <= TOLERANCE:
                problems.append(f"batch {batch}, output {index}: differs by {difference:.1e}")
    return problems, count, worst


def main():
    folder = Path(sys.argv[1]) / "onnx"
    failures, total, worst, models = 0, 0, 0.0, sorted(path for path in folder.iterdir())
    for model in models:
        try:
            problems, count, difference = check(model)
        except Exception as error:  # whatever the checker or the runtime raises
            problems, count, difference = [f"{type(error).__name__}: {error}"], 0, 0.0
        total += count
        worst = max(worst, difference)
        for problem in problems:
            print(f"{model.name}: {problem}")
        failures += bool(problems)
    print(f"{len(models)} models, {total} results, largest difference {worst:.1e}, {failures} models fail")
    if failures or not models:
        sys.exit(1)


if __name__ == "__main__":
    main()
