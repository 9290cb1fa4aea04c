"""Where golden files go, and how numbers are written so that they come back whole."""
import json
import math
import pathlib

import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]


def plain(value):
    """Tensors as nested lists; non-finite numbers, which JSON lacks, as strings."""
    if isinstance(value, torch.Tensor):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value


def write(target, name, content):
    """Writes Tests/<target>/Goldens/<name>.json."""
    path = ROOT / "Tests" / target / "Goldens" / f"{name}.json"
    content = {"torch": torch.__version__.split("+")[0], **plain(content)}
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(path.relative_to(ROOT), path.stat().st_size)
