"""Tensors on their way between the two sides, and their comparison."""

import base64

import numpy as np
import torch

DTYPES = {
    "uint8": torch.uint8, "int64": torch.int64, "float32": torch.float32,
    "float64": torch.float64, "bool": torch.bool,
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
# The error that rounding may cause in short programs, relative to the largest magnitude.
TOLERANCES = {"float32": 2e-5, "float64": 1e-11}


def encode(tensor, name=None):
    """The record of a tensor."""
    array = np.ascontiguousarray(tensor.detach().numpy())
    return {
        "name": name, "dtype": NAMES.get(tensor.dtype, str(tensor.dtype)),
        "shape": list(tensor.shape), "data": base64.b64encode(array.tobytes()).decode()}


def decode(record):
    """The array of a record."""
    kind = np.bool_ if record["dtype"] == "bool" else np.dtype(record["dtype"])
    data = np.frombuffer(base64.b64decode(record["data"]), dtype=kind)
    return data.reshape(record["shape"])


def difference(ours, theirs, error=0.0, precision=None):
    """What tells two records apart, in words, or None.

    `error` is added to what rounding may cause; `precision` is the type whose roundings the numbers have
    seen, if not their own.
    """
    for key in ("dtype", "shape"):
        if ours[key] != theirs[key]:
            return f"{key} {ours[key]}, torch {theirs[key]}"
    if ours["data"] == theirs["data"]:
        return None
    a, b = decode(ours), decode(theirs)
    if a.dtype.kind not in "f":
        if np.array_equal(a, b):
            return None
        place = tuple(int(i) for i in np.argwhere(a != b)[0])
        return f"value at {place}: {a[place]}, torch {b[place]}"
    finite = np.isfinite(a) & np.isfinite(b)
    with np.errstate(all="ignore"):
        scale = max(float(np.abs(b[finite]).max()) if finite.any() else 0.0, 1e-30)
        allowed = TOLERANCES[precision or ours["dtype"]] * scale + 1e-35 + error
        gap = np.abs(a.astype(np.float64) - b.astype(np.float64))
        bad = np.where(finite, gap > allowed, ~((a == b) | (np.isnan(a) & np.isnan(b))))
    if not bad.any():
        return None
    place = tuple(int(i) for i in np.argwhere(bad)[0])
    return f"value at {place}: {a[place]!r}, torch {b[place]!r}"
