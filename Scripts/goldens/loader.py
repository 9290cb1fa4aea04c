"""The order of DataLoader's batches: Tests/KagamiDataTests/Goldens/loader.json."""
import torch
from torch.utils.data import DataLoader

from common import write


def main():
    cases = []
    for seed in [0, 3]:
        for count, batch in [(10, 3), (12, 4), (5, 8)]:
            for shuffle in [False, True]:
                for drop_last in [False, True]:
                    for named in [False, True]:
                        torch.manual_seed(seed)
                        generator = torch.Generator().manual_seed(seed + 50) if named else None
                        loader = DataLoader(
                            range(count), batch_size=batch, shuffle=shuffle, drop_last=drop_last,
                            generator=generator)
                        epochs = [[b.tolist() for b in loader] for _ in range(2)]
                        cases.append({
                            "seed": seed, "count": count, "batch": batch, "shuffle": shuffle,
                            "dropLast": drop_last, "named": named, "epochs": epochs,
                            "after": torch.rand(2),
                            "afterNamed": torch.rand(2, generator=generator) if named else [],
                        })
    write("KagamiDataTests", "loader", {"cases": cases})
