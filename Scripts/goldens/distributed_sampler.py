"""One rank's indices over two epochs: Tests/KagamiDistributedTests/Goldens/distributed_sampler.json."""
from torch.utils.data.distributed import DistributedSampler

from common import write


def main():
    cases = []
    for count, ranks in [(10, 1), (10, 2), (10, 3), (11, 4), (3, 8), (1, 3), (64, 4), (100, 7)]:
        for shuffle in (True, False):
            for drop_last in (True, False):
                for seed in (0, 12345):
                    epochs = []
                    for rank in range(ranks):
                        sampler = DistributedSampler(
                            range(count), num_replicas=ranks, rank=rank, shuffle=shuffle, seed=seed,
                            drop_last=drop_last)
                        length = len(sampler)
                        first = list(sampler)
                        sampler.set_epoch(3)
                        epochs.append([first, list(sampler)])
                    cases.append({"count": count, "ranks": ranks, "shuffle": shuffle, "dropLast": drop_last,
                                  "seed": seed, "length": length, "indices": epochs})
    write("KagamiDistributedTests", "distributed_sampler", {"cases": cases})
