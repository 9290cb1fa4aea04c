#!/usr/bin/env python3
"""Moves tensors between Kagami's files and those of the programs whose formats they are, in both directions.

    Scripts/interop/formats_check.py KAGAMI [--article PAGE --onnx LINE --tensorboard LINE]

For each format and type of elements the original program writes a file, `kagami convert` reads it and writes each of
the other formats, and the original reads that: names, shapes, types and bits are compared, and bytes where the
format leaves no choice. With --article the counts are put into a page of the documentation.
"""
import argparse
import importlib.metadata
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import Counter

import numpy
import safetensors
import safetensors.torch
import torch

TYPES = [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16,
         torch.float32, torch.float64]
SHAPES = [(), (1,), (7,), (0, 3), (2, 3), (4, 1, 5), (2, 3, 4, 5)]
SUFFIXES = {"safetensors": ".safetensors", "torch": ".pt", "legacy": ".pt", "npz": ".npz", "npz deflated": ".npz"}

counts = Counter()


def fail(what):
    sys.exit(f"formats: {what}")


def check(row, condition, what):
    counts[row] += 1
    if not condition:
        fail(what)


def name(dtype):
    return str(dtype).removeprefix("torch.")


def tensors(dtype):
    """Tensors of each shape, special numbers among them."""
    generator = torch.Generator().manual_seed(1)
    made = {}
    for index, shape in enumerate(SHAPES):
        x = torch.randn(shape, generator=generator, dtype=torch.float64) * 50
        if dtype.is_floating_point and x.numel() > 4:
            x.view(-1)[:4] = torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0], dtype=torch.float64)
        if dtype == torch.uint8:
            x = x.abs()
        made[f"layer.{index}.größe"] = (x > 0) if dtype == torch.bool else x.to(dtype)
    return made


def to_numpy(values):
    return {key: value.numpy() for key, value in values.items()}


def write(kind, values, path):
    if kind == "safetensors":
        safetensors.torch.save_file(values, path, metadata={"format": "pt"})
    elif kind == "torch":
        torch.save(values, path)
    elif kind == "legacy":
        torch.save(values, path, _use_new_zipfile_serialization=False)
    elif kind == "npz":
        numpy.savez(path, **to_numpy(values))
    else:
        numpy.savez_compressed(path, **to_numpy(values))


def read(kind, path):
    if kind == "safetensors":
        return safetensors.torch.load_file(path)
    if kind in ("torch", "legacy"):
        return torch.load(path, weights_only=True)
    with numpy.load(path, allow_pickle=False) as archive:
        return {key: torch.from_numpy(archive[key].copy()) for key in archive.files}


def same(a, b):
    """Whether both have the same names, types, shapes and bits."""
    return a.keys() == b.keys() and all(
        a[key].dtype == b[key].dtype and a[key].shape == b[key].shape
        and bytes(a[key].contiguous().reshape(-1).view(torch.uint8).numpy()) == bytes(
            b[key].contiguous().reshape(-1).view(torch.uint8).numpy()) for key in a)


def convert(kagami, source, target, fails=None):
    run = subprocess.run([kagami, "convert", source, target], capture_output=True, text=True)
    if fails is None and run.returncode != 0:
        fail(f"{source} to {target}: {run.stderr.strip()}")
    if fails is not None and (run.returncode == 0 or fails not in run.stderr or run.stderr.count("\n") != 1):
        fail(f"{source} to {target}: expected an error with {fails!r}, found {run.stderr.strip()!r}")


def dictionaries(kagami, folder):
    """Formats of tensors by name."""
    for dtype in TYPES:
        values = tensors(dtype)
        for kind, suffix in SUFFIXES.items():
            if kind.startswith("npz") and dtype == torch.bfloat16:
                continue
            source = folder / f"{kind} {name(dtype)}{suffix}"
            write(kind, values, source)
            for other in ["safetensors", "torch", "npz"]:
                target = folder / f"from {kind} {name(dtype)} to {other}{SUFFIXES[other]}"
                if other == "npz" and dtype == torch.bfloat16:
                    convert(kagami, source, target, fails="elements of bfloat16")
                    check((kind, name(dtype), "read"), not target.exists(), f"{target} is there")
                    continue
                convert(kagami, source, target)
                found = read(other, target)
                check((kind, name(dtype), "read"), same(values, found), f"{target} differs")
                check((other, name(dtype), "written"), same(values, found), f"{target} differs")
                # Byte for byte, where the same tensors come in the same order.
                if other == "safetensors":
                    own = folder / "own.safetensors"
                    safetensors.torch.save_file(values, own, metadata={"format": "pt"})
                    check((other, name(dtype), "written"), own.read_bytes() == target.read_bytes(), f"{target}: other bytes")
                if other == "npz" and kind in ("torch", "legacy", "npz"):
                    own = folder / "own.npz"
                    numpy.savez(own, **to_numpy(values))
                    check((other, name(dtype), "written"), own.read_bytes() == target.read_bytes(), f"{target}: other bytes")


def arrays(kagami, folder):
    """One array to a file, from the bytes of numpy.save and back to the same."""
    for dtype, (index, shape) in itertools.product(TYPES, enumerate(SHAPES)):
        if dtype == torch.bfloat16:
            continue
        values = tensors(dtype)[f"layer.{index}.größe"]
        source, target = folder / f"{name(dtype)} {index}.npy", folder / f"{name(dtype)} {index} again.npy"
        numpy.save(source, values.numpy())
        convert(kagami, source, target)
        check(("npy", name(dtype), "read"), source.read_bytes() == target.read_bytes(), f"{target}: other bytes")
        check(("npy", name(dtype), "written"), same({"": values}, {"": torch.from_numpy(numpy.load(target))}), f"{target} differs")
        numpy.save(source, numpy.asarray(values.numpy(), values.numpy().dtype.newbyteorder(">"), order="F"))
        convert(kagami, source, target)
        check(("npy", name(dtype), "read"), same({"": values}, {"": torch.from_numpy(numpy.load(target))}),
              f"{target}, from the other byte order, differs")


def state(kagami, folder):
    """A checkpoint of a module and its optimizer after a step, laid open."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3), torch.nn.ReLU(), torch.nn.Linear(3, 2))
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.randn(8, 4)).sum().backward()
    optimizer.step()
    whole = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 1}
    for kind, zipped in [("torch", True), ("legacy", False)]:
        source, target = folder / f"{kind} state.pt", folder / f"{kind} state.safetensors"
        torch.save(whole, source, _use_new_zipfile_serialization=zipped)
        run = subprocess.run([kagami, "convert", source, target, "--prefix", "model."], capture_output=True, text=True)
        check((kind, "float32", "read"), run.returncode == 0, run.stderr)
        check((kind, "float32", "read"), same(dict(model.state_dict()), safetensors.torch.load_file(target)), f"{target} differs")
        torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3), torch.nn.ReLU(), torch.nn.Linear(3, 2)).load_state_dict(
            safetensors.torch.load_file(target))


KINDS = {
    "safetensors": ("safetensors", "safetensors"), "torch": ("torch.save, today's", "torch"),
    "legacy": ("torch.save, before 1.6", "torch"), "npz": ("numpy.savez", "numpy"),
    "npz deflated": ("numpy.savez_compressed", "numpy"), "npy": ("numpy.save", "numpy")}


def table(extra):
    """Rows of a table: format, program, and how many checks each type of elements passed, read and written."""
    lines = ["| Format | Compared with | Read | Written | Types |", "| --- | --- | ---: | ---: | --- |"]
    for kind, (title, package) in KINDS.items():
        def total(direction):
            return sum(count for (k, _, d), count in counts.items() if k == kind and d == direction)
        types = [name(dtype) for dtype in TYPES if any(k == kind and t == name(dtype) for k, t, _ in counts)]
        version = importlib.metadata.version(package).split("+")[0]
        lines.append(f"| {title} | {package} {version} | {total('read') or '–'} | {total('written') or '–'} | "
                     + ("all" if len(types) == len(TYPES) else "all but bfloat16" if len(types) == len(TYPES) - 1
                        else ", ".join(types)) + " |")
    return "\n".join(lines + extra)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kagami", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--article", type=pathlib.Path)
    parser.add_argument("--onnx", default="")
    parser.add_argument("--tensorboard", default="")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        dictionaries(arguments.kagami, folder)
        arrays(arguments.kagami, folder)
        state(arguments.kagami, folder)
    print(f"formats: {sum(counts.values())} comparisons, all the same")
    if arguments.article:
        extra = []
        for package, line in [("onnxruntime", arguments.onnx), ("tensorboard", arguments.tensorboard)]:
            title = {"onnxruntime": "ONNX, opset 20", "tensorboard": "Event files"}[package]
            number = re.search(r"(\d+) (?:results|checks)", line)
            if number:
                extra.append(f"| {title} | {package} {importlib.metadata.version(package)} | – | {number[1]} | "
                             + ("float32, int64, bool" if package == "onnxruntime" else "scalars, images, histograms, text, hparams, graphs")
                             + " |")
        text = arguments.article.read_text()
        new = re.sub(r"(<!-- interop -->\n).*?(\n<!-- /interop -->)", lambda m: m[1] + table(extra) + m[2], text, flags=re.S)
        arguments.article.write_text(new)


if __name__ == "__main__":
    main()
