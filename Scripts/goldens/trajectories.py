"""Losses of the classic GAN script, step by step: Tests/KagamiGANTests/Goldens/trajectories.json."""
import torch
from torch import nn

from common import write

STEPS = {"adam": 40, "sgd": 30}

# (optimizer, order, seed, batch, latent): every value of each setting with every other but not the
# whole product, which would take the tests minutes.
RUNS = [
    ("adam", "GD", 0, 64, 100),
    ("adam", "DG", 1, 64, 100),
    ("adam", "GD", 7, 16, 7),
    ("adam", "DG", 0, 16, 100),
    ("adam", "GD", 1, 1, 100),
    ("sgd", "GD", 0, 64, 100),
    ("sgd", "DG", 7, 64, 7),
    ("sgd", "GD", 1, 16, 100),
    ("sgd", "DG", 0, 1, 7),
]


def generator(latent):
    return nn.Sequential(
        nn.Linear(latent, 256), nn.ReLU(inplace=True),
        nn.Linear(256, 512), nn.ReLU(inplace=True),
        nn.Linear(512, 1024), nn.ReLU(inplace=True),
        nn.Linear(1024, 784), nn.Tanh())


def discriminator():
    return nn.Sequential(
        nn.Linear(784, 1024), nn.LeakyReLU(0.2, inplace=True),
        nn.Linear(1024, 512), nn.LeakyReLU(0.2, inplace=True),
        nn.Linear(512, 256), nn.LeakyReLU(0.2, inplace=True),
        nn.Linear(256, 1), nn.Sigmoid())


def run(optimizer, order, seed, batch, latent):
    torch.manual_seed(seed)
    g, d = generator(latent), discriminator()
    if optimizer == "adam":
        make = lambda m: torch.optim.Adam(m.parameters(), lr=2e-4, betas=(0.5, 0.999))
    else:
        make = lambda m: torch.optim.SGD(m.parameters(), lr=0.05)
    optimizer_g, optimizer_d = make(g), make(d)
    criterion = nn.BCELoss()
    ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)
    stream = torch.Generator().manual_seed(1000 + seed)
    losses_g, losses_d = [], []

    def update_d(real, fake):
        optimizer_d.zero_grad()
        loss = (criterion(d(real), ones) + criterion(d(fake.detach()), zeros)) / 2
        loss.backward()
        optimizer_d.step()
        losses_d.append(loss.item())

    def update_g(fake):
        optimizer_g.zero_grad()
        loss = criterion(d(fake), ones)
        loss.backward()
        optimizer_g.step()
        losses_g.append(loss.item())

    for _ in range(STEPS[optimizer]):
        real = torch.rand(batch, 784, generator=stream) * 2 - 1
        z = torch.randn(batch, latent)
        fake = g(z)
        if order == "GD":
            update_g(fake)
            update_d(real, fake)
        else:
            update_d(real, fake)
            update_g(fake)
    return {
        "optimizer": optimizer, "order": order, "seed": seed, "batch": batch, "latent": latent,
        "lossG": losses_g, "lossD": losses_d,
    }


def main():
    torch.set_num_threads(1)
    write("KagamiGANTests", "trajectories", {"runs": [run(*settings) for settings in RUNS]})
