"""The classic script on MNIST in PyTorch; leaves the generator after some of the epochs.

    python torch_classic.py MNIST OUT --seed 0 --epochs 5 10 20

It is the script of the README: the same networks, losses, order of the updates and settings as
`kagami train --recipe classic`, and the same first weights, noise and batches for the same seed.
"""
import argparse
import gzip
import pathlib
import struct
import time

import numpy
import torch
from safetensors.torch import save_file
from torch import nn

BATCH, LATENT = 64, 100


def images(folder):
    """The training images as rows within [-1, 1]."""
    path = next(p for p in sorted(pathlib.Path(folder).iterdir()) if "train-images" in p.name)
    data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    count, height, width = struct.unpack(">III", data[4:16])
    pixels = numpy.frombuffer(data, numpy.uint8, offset=16).reshape(count, height * width)
    return (torch.from_numpy(pixels.copy()).float() / 255 - 0.5) / 0.5


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Linear(LATENT, 256), nn.ReLU(inplace=True), nn.Linear(256, 512), nn.ReLU(inplace=True),
            nn.Linear(512, 1024), nn.ReLU(inplace=True), nn.Linear(1024, 784), nn.Tanh())

    def forward(self, x):
        return self.model(x)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Linear(784, 1024), nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(1024, 512), nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(512, 256), nn.LeakyReLU(0.2, inplace=True), nn.Linear(256, 1), nn.Sigmoid())

    def forward(self, x):
        return self.model(x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mnist")
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, nargs="+", default=[5, 10, 20])
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    real = images(options.mnist)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    torch.manual_seed(options.seed)
    g, d = Generator(), Discriminator()
    make = lambda m: torch.optim.Adam(m.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_g, optimizer_d, criterion = make(g), make(d), nn.BCELoss()
    ones, zeros = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)
    # Of indices, not of images: collating rows one by one would take longer than the step.
    loader = torch.utils.data.DataLoader(
        range(len(real)), BATCH, shuffle=True, drop_last=True,
        generator=torch.Generator().manual_seed(options.seed))
    start = time.perf_counter()
    for epoch in range(1, max(options.epochs) + 1):
        for rows in loader:
            batch = real[rows]
            fake = g(torch.randn(BATCH, LATENT))
            optimizer_g.zero_grad()
            criterion(d(fake), ones).backward()
            optimizer_g.step()
            optimizer_d.zero_grad()
            ((criterion(d(batch), ones) + criterion(d(fake.detach()), zeros)) / 2).backward()
            optimizer_d.step()
        seconds = time.perf_counter() - start
        print(f"seed {options.seed} epoch {epoch} {seconds:.0f} s", flush=True)
        if epoch in options.epochs:
            save_file(g.state_dict(), out / f"torch-{options.seed}-{epoch}.safetensors")


if __name__ == "__main__":
    main()
