"""Exponential numbers and drawn indices: Tests/KagamiTests/Goldens/multinomial.json."""
import torch

from common import write

WEIGHTS = {
    "few": [0.0, 10.0, 3.0, 0.5],
    "probabilities": [0.1, 0.2, 0.3, 0.4],
    "one": [2.5],
    "rows": [[1.0, 2.0, 3.0], [0.0, 0.0, 1.0], [1e-3, 5.0, 1e3]],
    "many": [((i * 7919) % 101) / 10 for i in range(200)],
}


def main():
    draws, numbers = [], []
    for dtype in (torch.float32, torch.float64):
        for name, weights in WEIGHTS.items():
            weights = torch.tensor(weights, dtype=dtype)
            for samples, replacement in [(1, False), (1, True), (2, False), (3, True), (20, True), (150, False)]:
                positive = (weights > 0).sum(-1).min().item()
                if not replacement and samples > positive:
                    continue
                torch.manual_seed(7)
                indices = torch.multinomial(weights, samples, replacement)
                draws.append({
                    "name": name, "dtype": str(dtype).split(".")[1], "samples": samples, "replacement": replacement,
                    "weights": weights.flatten(), "shape": list(weights.shape), "indices": indices.flatten(),
                    "indexShape": list(indices.shape), "next": torch.rand(1).item()})
        for rate in (1.0, 2.5, 0.1):
            torch.manual_seed(3)
            numbers.append({"dtype": str(dtype).split(".")[1], "rate": rate,
                            "values": torch.empty(20, dtype=dtype).exponential_(rate)})
    write("KagamiTests", "multinomial", {"draws": draws, "numbers": numbers})
