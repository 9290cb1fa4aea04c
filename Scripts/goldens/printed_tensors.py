"""Tensors as PyTorch prints their elements: Tests/KagamiTests/Goldens/printed_tensors.json."""
import torch

from common import write

NAN, INF = float("nan"), float("inf")

TENSORS = {
    "numbers": torch.tensor([[1.0, -2.5], [3.25, 4.0]]),
    "whole": torch.tensor([1.0, -20.0, 300.0]),
    "whole with others": torch.tensor([1.0, NAN, INF, -INF, 0.0, -0.0, 12.0]),
    "others alone": torch.tensor([NAN, INF, -INF, 0.0, -0.0]),
    "a number": torch.tensor(3.14159),
    "a whole number": torch.tensor(-7.0),
    "wide range": torch.tensor([1e-3, 5.0, -2500.5]),
    "large": torch.tensor([2e8, 3e9]), "tiny": torch.tensor([1e-5, 2e-5]),
    "thousand": torch.tensor([1.0, 1000.0]), "more than a thousand": torch.tensor([1.0, 1001.0]),
    "rounded": torch.tensor([0.00005, 0.99995, 1.5]), "doubles": torch.tensor([0.1, 1 / 3], dtype=torch.float64),
    "long line": torch.arange(40) / 8, "whole line": torch.arange(100), "negative": -torch.arange(30).reshape(3, 10),
    "cube": torch.arange(24).reshape(2, 3, 4) / 4, "four axes": torch.arange(16.0).reshape(2, 2, 2, 2),
    "cut": torch.arange(2000), "cut matrix": torch.arange(3000.0).reshape(60, 50),
    "cut cube": (torch.arange(8 * 9 * 15) / 16).reshape(8, 9, 15), "cut, few rows": torch.arange(4000).reshape(2, 2000) - 5,
    "one row": torch.zeros(1, 3), "bytes": torch.tensor([1, 200, 30], dtype=torch.uint8),
    "narrow": torch.tensor([1.5, -2.0], dtype=torch.float16), "brain": torch.tensor([1.01, 2.0], dtype=torch.bfloat16),
    "empty": torch.zeros(0), "wide numbers": torch.tensor([123456.5, 999.25]),
}


def main():
    cases = []
    for name, x in TENSORS.items():
        text = torch._tensor_str._tensor_str(x, len("tensor("))
        values = [str(v) for v in x.double().flatten().tolist()]
        cases.append({"name": name, "shape": list(x.shape), "dtype": str(x.dtype).split(".")[1],
                      "values": values if x.numel() <= 1000 else [], "text": text})
    write("KagamiTests", "printed_tensors", {"cases": cases})
