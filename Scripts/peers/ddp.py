#!/usr/bin/env python3
"""Times the GAN's step on several processes in Kagami over MPI and in PyTorch's DistributedDataParallel over gloo.

PyTorch's package has no MPI of its own: gloo is what it has for processors. Both sides take the README's script with
both networks wrapped; the discriminator's gradients of the generator's pass are not averaged on either. Kagami takes
part with its trainer as well. Each side is started anew in every round, with one thread for each process unless there
are more processors, and takes as many seconds.

usage: ddp.py BENCHMARKS [--ranks 2] [--rounds 5] [--batches 128,512] [--json FILE] [--readme]

With `--readme`, both READMEs' tables for the level of vector instructions that this machine has are replaced.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import compare

WORDS = {
    "en": {"head": ["batch", "script ms", "trainer ms", "PyTorch ms", "script ÷ PyTorch", "trainer ÷ PyTorch"],
           "note": "{ranks} processes, {threads} thread each; {machine}; medians of {rounds} rounds."},
    "ja": {"head": ["バッチ", "スクリプト ms", "トレーナー ms", "PyTorch ms", "スクリプト ÷ PyTorch",
                    "トレーナー ÷ PyTorch"],
           "note": "{ranks} プロセス、各 {threads} スレッド。{machine}。{rounds} 回の中央値。"},
}


def worker(rank, ranks, threads, batches, store, out):
    """One process of PyTorch's side: milliseconds of a step by batch, written by the first."""
    import torch
    import torch.distributed as dist
    from torch import nn
    from torch.nn.parallel import DistributedDataParallel

    torch.set_num_threads(threads)
    dist.init_process_group("gloo", init_method=f"file://{store}", rank=rank, world_size=ranks)
    times = {}
    for batch in batches:
        torch.manual_seed(0)
        widths = [100, 256, 512, 1024, 784]
        layers = [m for i, o in zip(widths, widths[1:]) for m in (nn.Linear(i, o), nn.ReLU())]
        g = DistributedDataParallel(nn.Sequential(*layers[:-1], nn.Tanh()))
        widths = [784, 1024, 512, 256, 1]
        layers = [m for i, o in zip(widths, widths[1:]) for m in (nn.Linear(i, o), nn.LeakyReLU(0.2))]
        d = DistributedDataParallel(nn.Sequential(*layers[:-1], nn.Sigmoid()))
        adam = lambda m: torch.optim.Adam(m.parameters(), lr=2e-4, betas=(0.5, 0.999))
        optimizer_g, optimizer_d, criterion = adam(g), adam(d), nn.BCELoss()
        count = batch // ranks
        real = torch.rand(count, 784) * 2 - 1
        ones, zeros = torch.ones(count, 1), torch.zeros(count, 1)

        def step():
            z = torch.randn(count, 100)
            optimizer_g.zero_grad()
            with d.no_sync():
                fake = g(z)
                criterion(d(fake), ones).backward()
            optimizer_g.step()
            optimizer_d.zero_grad()
            ((criterion(d(real), ones) + criterion(d(fake.detach()), zeros)) / 2).backward()
            optimizer_d.step()

        for _ in range(5):
            step()
        start = time.perf_counter()
        for _ in range(3):
            step()
        repeats = torch.tensor(max(int(0.9 / ((time.perf_counter() - start) / 3)), 3))
        dist.broadcast(repeats, 0)
        dist.barrier()
        start = time.perf_counter()
        for _ in range(int(repeats)):
            step()
        times[batch] = (time.perf_counter() - start) / int(repeats) * 1e3
    if rank == 0:
        with open(out, "w") as file:
            json.dump(times, file)
    dist.destroy_process_group()


def torch_times(ranks, threads, batches):
    import torch.multiprocessing as mp

    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/times.json"
        mp.spawn(worker, (ranks, threads, batches, f"{folder}/store", out), nprocs=ranks)
        with open(out) as file:
            return {int(batch): ms for batch, ms in json.load(file).items()}


def kagami_times(benchmarks, ranks, threads, batches):
    """Milliseconds by way and batch."""
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/report.json"
        environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
        subprocess.run(
            ["mpirun", "-n", str(ranks), benchmarks, "--suite", "distributed", "--rank-report", out, "--threads",
             str(threads), "--batch", ",".join(map(str, batches)), "--rounds", "9"], check=True, env=environment)
        with open(out) as file:
            return {(row["way"], row["batch"]): statistics.median(row["samples"]) for row in json.load(file)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmarks")
    parser.add_argument("--ranks", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batches", default="128,512")
    parser.add_argument("--json")
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    batches = [int(batch) for batch in options.batches.split(",")]
    threads = max(os.cpu_count() // options.ranks, 1)
    times = {(side, batch): [] for side in ("script", "trainer", "torch") for batch in batches}
    for turn in range(options.rounds):
        for side in [0, 1] if turn % 2 == 0 else [1, 0]:
            if side == 0:
                found = kagami_times(options.benchmarks, options.ranks, threads, batches)
            else:
                found = {("torch", b): ms for b, ms in torch_times(options.ranks, threads, batches).items()}
            for key, ms in found.items():
                times[key].append(ms)
    rows = {}
    for batch in batches:
        ms = {side: statistics.median(times[side, batch]) for side in ("script", "trainer", "torch")}
        ratios = [statistics.median(a / b for a, b in zip(times[side, batch], times["torch", batch]))
                  for side in ("script", "trainer")]
        rows[batch] = [ms["script"], ms["trainer"], ms["torch"], *ratios]
        print(f"batch {batch}: script {ms['script']:.2f} ms  trainer {ms['trainer']:.2f} ms  "
              f"torch {ms['torch']:.2f} ms  {ratios[0]:.2f}  {ratios[1]:.2f}", flush=True)
    own = compare.Side("kagami", [options.benchmarks, "--serve"])
    simd = own.ask("machine")["simd"]
    own.close()
    import torch

    version = torch.__version__.split("+")[0]
    machine = f"{compare.processor()}, vectors {simd}; PyTorch {version} over gloo"

    def lines(language):
        words = WORDS[language]
        table = ["| " + " | ".join(words["head"]) + " |", "|" + " ---: |" * len(words["head"])]
        table += [f"| {batch} | " + " | ".join(f"{figure:.2f}" for figure in rows[batch]) + " |" for batch in batches]
        return table + ["", words["note"].format(
            ranks=options.ranks, threads=threads, machine=machine, rounds=options.rounds)]

    if options.json:
        with open(options.json, "w") as file:
            json.dump({"machine": machine, "rows": rows}, file, indent=1)
    if options.readme:
        compare.marks.replace_in_readmes(f"ranks {simd}", lines)


if __name__ == "__main__":
    main()
