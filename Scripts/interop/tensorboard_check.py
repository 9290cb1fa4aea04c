#!/usr/bin/env python3
"""Reads event files back with the tensorboard package and compares what is in them.

    KAGAMI_INTEROP=FOLDER swift test --filter InteropFolderTests
    Scripts/interop/tensorboard_check.py FOLDER

FOLDER/tensorboard/run has what Tests/KagamiTensorBoardTests/InteropFolderTests.swift writes. Histograms are compared with
those of PyTorch's make_histogram, whose steps are repeated here.
"""

import io
import sys
from pathlib import Path

import numpy
import PIL.Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2

count = 0


def check(condition, what):
    global count
    count += 1
    if not condition:
        sys.exit(f"tensorboard: {what}")


def load(folder):
    accumulator = EventAccumulator(str(folder), size_guidance={"scalars": 0, "histograms": 0})
    return accumulator.Reload()


def bins():
    value, positive = 1e-12, []
    while value < 1e20:
        positive.append(value)
        value *= 1.1
    return [-limit for limit in reversed(positive)] + [0] + positive


def histogram(values):
    counts, limits = numpy.histogram(values, bins=bins())
    cumulative = numpy.cumsum(counts > 0)
    start, end = numpy.searchsorted(cumulative, [0, cumulative[-1] - 1], side="right")
    end += 1
    kept = counts[start - 1:end] if start > 0 else numpy.concatenate([[0], counts[:end]])
    return limits[start:end + 1], kept


def same(a, b):
    return numpy.allclose(a, b, rtol=1e-6, atol=1e-12, equal_nan=True)


def main():
    folder = Path(sys.argv[1]) / "tensorboard"
    run = load(folder / "run")
    check(set(run.Tags()["scalars"]) == {"loss/train", "steps"}, run.Tags())
    losses = run.Scalars("loss/train")
    check([event.step for event in losses] == list(range(100)), "steps")
    check(same([event.value for event in losses], 1 / numpy.arange(1, 101)), "values")
    check([event.step for event in run.Scalars("steps")] == [-3, 1 << 40], "large and negative steps")
    for name, value in [("G", 0.7), ("D", 1.3)]:
        events = load(folder / "run" / f"loss_{name}").Scalars("loss")
        check(len(events) == 1 and events[0].step == 5 and same(events[0].value, value), f"line {name}")

    image = run.Images("picture")[0]
    check((image.step, image.width, image.height) == (2, 20, 28), "extents of the picture")
    pixels = numpy.array(PIL.Image.open(io.BytesIO(image.encoded_image_string)))
    expected = (numpy.arange(560, dtype=numpy.float32) / numpy.float32(560) * 255).reshape(28, 20)
    check((pixels == expected.astype(numpy.uint8)).all(), "pixels")

    expected = (numpy.arange(1680, dtype=numpy.float32) / numpy.float32(1680) * 255).reshape(28, 20, 3)
    for step, order in [(3, "HWC"), (4, "CHW")]:
        image = run.Images(f"colours/{order}")[0]
        check((image.step, image.width, image.height) == (step, 20, 28), f"extents of {order}")
        picture = PIL.Image.open(io.BytesIO(image.encoded_image_string))
        check(picture.mode == "RGB", f"colours of {order}")
        check((numpy.array(picture) == expected.astype(numpy.uint8)).all(), f"pixels of {order}")

    nodes = {node.name: node for node in run.Graph().node}
    shapes = {
        name: [[axis.size for axis in shape.dim] for shape in node.attr["_output_shapes"].list.shape]
        for name, node in nodes.items()
    }
    expected = {
        "input": [[2, 4]], "output": [[2, 3]], "Sequential/0/weight": [[8, 4]], "Sequential/0/bias": [[8]],
        "Sequential/2/weight": [[3, 8]], "Sequential/2/bias": [[3]], "Sequential/2/linear": [[2, 3]],
    }
    check(all(shapes.get(name) == shape for name, shape in expected.items()), f"shapes of the graph: {shapes}")
    check(list(nodes["output"].input) == ["Sequential/2/linear"], "the source of the output")
    check(all(name in nodes for node in nodes.values() for name in node.input), "sources are nodes")
    check(nodes["Sequential/0/weight"].op == "Parameter", "what a node is")

    text = run.Tensors("notes/text_summary")[0]
    check(text.step == 7, "step of the text")
    check(text.tensor_proto.string_val[0].decode() == "a **large** one: 鏡", "text")

    for path in sorted(folder.glob("histogram_*.npy")):
        values = numpy.load(path)
        event = run.Histograms(path.stem)[0]
        got, (limits, counts) = event.histogram_value, histogram(values.astype(numpy.float64))
        check(event.step == int(path.stem[-1]), f"step of {path.stem}")
        check(same(got.bucket_limit, limits), f"limits of {path.stem}")
        check(same(got.bucket, counts), f"counts of {path.stem}")
        check(got.num == values.size, f"number of {path.stem}")
        with numpy.errstate(invalid="ignore"):
            wide = values.astype(numpy.float64)
            summary = [wide.min(), wide.max(), wide.sum(), wide.dot(wide)]
        check(same([got.min, got.max, got.sum, got.sum_squares], summary), f"sums of {path.stem}")

    settings = load(folder / "run" / "settings")
    check(same(settings.Scalars("accuracy")[0].value, 0.98), "metric")
    contents = settings.summary_metadata
    data = {
        name: plugin_data_pb2.HParamsPluginData.FromString(
            contents[f"_hparams_/{name}"].plugin_data.content)
        for name in ["experiment", "session_start_info", "session_end_info"]
    }
    infos = {info.name: info.type for info in data["experiment"].experiment.hparam_infos}
    check(infos == {"batch": 3, "optimizer": 1, "rate": 3, "shuffled": 2}, f"types {infos}")
    metrics = [info.name.tag for info in data["experiment"].experiment.metric_infos]
    check(metrics == ["accuracy"], "metrics")
    values = data["session_start_info"].session_start_info.hparams
    check(values["rate"].number_value == 0.001 and values["batch"].number_value == 64, "numbers")
    check(values["optimizer"].string_value == "adam", "word")
    check(values["shuffled"].bool_value is True, "truth")
    check(data["session_end_info"].session_end_info.status == 1, "end")
    print(f"tensorboard: {count} checks pass")


if __name__ == "__main__":
    main()
