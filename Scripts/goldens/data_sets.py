"""Splits, samplers and loaders that take them: Tests/KagamiDataTests/Goldens/data_sets.json."""
import torch
from torch.utils.data import (
    BatchSampler, DataLoader, RandomSampler, SequentialSampler, SubsetRandomSampler, TensorDataset,
    WeightedRandomSampler, default_collate, random_split)

from common import write

WEIGHTS = [0.1, 0.9, 0.4, 0.0, 3.0, 0.6, 1.5, 0.2]


def stream(seed, named):
    """The global stream of a seed, and a generator of another if one is to be named."""
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(seed + 50) if named else None


def after(generator):
    """What is drawn next from either stream."""
    return {"after": torch.rand(2),
            "afterNamed": torch.rand(2, generator=generator) if generator else []}


def splits():
    for count, lengths in [
            (10, [3, 7]), (10, [10]), (10, [0, 10]), (10, [4, 0, 6]), (1000, [900, 50, 50]),
            (0, [0, 0])]:
        generator = stream(count, count % 4 == 0)
        parts = random_split(range(count), lengths, generator=generator or torch.default_generator)
        yield {"count": count, "lengths": lengths, "fractions": [], "named": generator is not None,
               "parts": [list(part.indices) for part in parts], **after(generator)}
    for count, fractions in [
            (10, [0.3, 0.7]), (30, [0.3, 0.3, 0.4]), (11, [0.5, 0.5]), (7, [0.2] * 5), (5, [0.0, 1.0]),
            (3, [0.25] * 4), (100, [0.1] * 10), (17, [1 / 3, 1 / 3, 1 / 3]), (1, [0.9, 0.1])]:
        generator = stream(count, count % 2 == 0)
        parts = random_split(range(count), fractions, generator=generator or torch.default_generator)
        yield {"count": count, "lengths": [], "fractions": fractions, "named": generator is not None,
               "parts": [list(part.indices) for part in parts], **after(generator)}


def sampler(kind, count, samples, generator):
    data = range(count)
    return {
        "sequential": lambda: SequentialSampler(data),
        "random": lambda: RandomSampler(data, num_samples=samples or None, generator=generator),
        "replacement": lambda: RandomSampler(
            data, replacement=True, num_samples=samples or None, generator=generator),
        "subset": lambda: SubsetRandomSampler([i * 3 for i in range(count)], generator=generator),
        "weighted": lambda: WeightedRandomSampler(WEIGHTS, samples, generator=generator),
        "weightedOnce": lambda: WeightedRandomSampler(
            WEIGHTS, samples, replacement=False, generator=generator),
    }[kind]()


KINDS = [
    ("sequential", 7, 0), ("random", 10, 0), ("random", 10, 4), ("random", 10, 25), ("random", 10, 30),
    ("replacement", 10, 0), ("replacement", 10, 64), ("replacement", 100, 71), ("subset", 9, 0),
    ("weighted", 8, 20), ("weighted", 8, 1), ("weightedOnce", 8, 5)]


def samplers():
    """Two loops over each, and two loops over a loader's batches, with a draw after each batch."""
    for kind, count, samples in KINDS:
        for named in [False, True]:
            generator = stream(3, named)
            indices = sampler(kind, count, samples, generator)
            loops = [list(indices) for _ in range(2)]
            yield {"kind": kind, "count": count, "samples": samples, "named": named, "loops": loops,
                   **after(generator)}


class Indices(torch.utils.data.Dataset):
    def __getitem__(self, index):
        return index


def loaders():
    for kind, count, samples in KINDS:
        for named in [False, True]:
            for batch, drop in [(4, False), (4, True), (3, False), (200, False)]:
                generator = stream(4, named)
                indices = sampler(kind, count, samples, generator)
                loader = DataLoader(Indices(), batch_size=batch, sampler=indices, drop_last=drop)
                epochs, draws = [], []
                for _ in range(2):
                    epochs.append([])
                    for x in loader:
                        epochs[-1].append(x.tolist())
                        draws.append(torch.rand((), generator=generator))
                yield {"kind": kind, "count": count, "samples": samples, "named": named, "batch": batch,
                       "dropLast": drop, "epochs": epochs, "draws": torch.tensor(draws).tolist(),
                       "length": len(loader), **after(generator)}


def batch_sampler():
    generator = stream(5, False)
    batches = BatchSampler(RandomSampler(range(10)), 3, False)
    loader = DataLoader(Indices(), batch_sampler=batches)
    return {"epochs": [[x.tolist() for x in loader] for _ in range(2)], "length": len(loader),
            **after(generator)}


def collated():
    """What default_collate makes of numbers, lists and pairs: types and values."""
    def described(x):
        if isinstance(x, torch.Tensor):
            return {"dtype": str(x.dtype).removeprefix("torch."), "shape": list(x.shape),
                    "values": x.flatten().double()}
        return [described(part) for part in x]
    return {
        "numbers": described(default_collate([0.5, 1.25])), "integers": described(default_collate([1, 2, 3])),
        "truths": described(default_collate([True, False])),
        "tensors": described(default_collate([torch.arange(3.), torch.ones(3)])),
        "lists": described(default_collate([[1, 2, 3], [4, 5, 6]])),
        "pairs": described(default_collate([(torch.arange(2), 7), (torch.ones(2, dtype=torch.int64), 8)])),
    }


def main():
    write("KagamiDataTests", "data_sets", {
        "weights": WEIGHTS, "splits": list(splits()), "samplers": list(samplers()),
        "loaders": list(loaders()), "batchSampler": batch_sampler(), "collated": collated()})
