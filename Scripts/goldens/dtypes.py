"""Promotion, conversion and arithmetic of element types: Tests/KagamiTests/Goldens/dtypes.json."""
import itertools

import torch

from common import write

NAMES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
FRACTIONS = [0.0, 1.0, -1.5, 3.14159265, 1.00390625, 1.01171875, 2.5e-5, -65519.7, 3.0e38, 1e-40]
WHOLE = [0, 1, 7, 100, -3, 2147483647, -2147483648]
OPERATIONS = {
    "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
    "matmul": lambda a, b: a.reshape(1, -1) @ b.reshape(-1, 1),
    "sum": lambda a, b: a.sum(), "mean": lambda a, b: a.mean(), "negate": lambda a, b: -a,
    "less": lambda a, b: a < b, "exp": lambda a, b: (a / 64).exp(),
}


def dtype(name):
    return getattr(torch, name)


def promotions():
    """The type of a sum of two tensors with axes."""
    return [
        {"a": a, "b": b, "result": str(torch.promote_types(dtype(a), dtype(b)))[6:]}
        for a, b in itertools.product(NAMES, NAMES)]


def conversions():
    """The same numbers in another type and back in float64; those that fit every integer type."""
    whole = [0, 1, 7, 100, 127]
    found = []
    for a, b in itertools.product(NAMES, NAMES):
        numbers = FRACTIONS if dtype(a).is_floating_point and dtype(b).is_floating_point else whole
        x = torch.tensor(numbers, dtype=torch.float64).to(dtype(a))
        found.append({"from": a, "to": b, "input": numbers, "output": x.to(dtype(b)).double()})
    return found


def arithmetic():
    found = []
    generator = torch.Generator().manual_seed(1)
    for name, numbers in {"bfloat16": None, "float16": None, "int8": WHOLE, "int16": WHOLE, "int32": WHOLE}.items():
        if numbers is None:
            pair = [torch.rand(40, generator=generator, dtype=torch.float64) * 4 - 2 for _ in range(2)]
            pair = [x.to(dtype(name)) for x in pair]
        else:
            pair = [torch.tensor(x).to(dtype(name)) for x in (numbers, numbers[::-1])]
        for operation, function in OPERATIONS.items():
            if name.startswith("int") and operation in ("mean", "exp", "matmul"):
                continue
            output = function(*pair)
            found.append({
                "name": operation, "dtype": name, "inputs": [x.double() for x in pair],
                "result": str(output.dtype)[6:], "output": output.double().flatten()})
    return found


def main():
    write("KagamiTests", "dtypes", {
        "promotions": promotions(), "conversions": conversions(), "arithmetic": arithmetic()})
