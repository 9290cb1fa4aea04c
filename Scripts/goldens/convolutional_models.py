"""LeNet and the deep convolutional pair in training: Tests/KagamiGANTests/Goldens/convolutional_models.json.

The pair is that of github.com/pytorch/examples/tree/main/dcgan with other extents, its step the example's.
"""
import torch
from torch import nn

from common import write
from windows import numbers, short

LATENT, WIDTH, BATCH, STEPS = 6, 4, 5, 3


def generator(smallest, doublings, channels):
    widths = [WIDTH << i for i in reversed(range(doublings))]
    layers, last = [], LATENT
    for index, width in enumerate(widths):
        layers += [nn.ConvTranspose2d(last, width, *((smallest, 1, 0) if index == 0 else (4, 2, 1)), bias=False),
                   nn.BatchNorm2d(width), nn.ReLU(True)]
        last = width
    return nn.Sequential(*layers, nn.ConvTranspose2d(last, channels, 4, 2, 1, bias=False), nn.Tanh())


def discriminator(smallest, doublings, channels):
    layers, last = [], channels
    for index, width in enumerate(WIDTH << i for i in range(doublings)):
        layers += [nn.Conv2d(last, width, 4, 2, 1, bias=False)] + ([nn.BatchNorm2d(width)] if index else [])
        layers.append(nn.LeakyReLU(0.2, inplace=True))
        last = width
    return nn.Sequential(*layers, nn.Conv2d(last, 1, smallest, 1, 0, bias=False), nn.Sigmoid())


def weights_init(module):
    name = module.__class__.__name__
    if "Conv" in name:
        nn.init.normal_(module.weight, 0.0, 0.02)
    elif "BatchNorm" in name:
        nn.init.normal_(module.weight, 1.0, 0.02)
        nn.init.zeros_(module.bias)


def sums(module):
    return [{"name": name, "sum": value.double().sum().item()} for name, value in module.state_dict().items()]


def pair(size, smallest, doublings, channels):
    torch.manual_seed(0)
    g = generator(smallest, doublings, channels)
    g.apply(weights_init)
    d = discriminator(smallest, doublings, channels)
    d.apply(weights_init)
    drawn = {"g": sums(g), "d": sums(d)}
    g.double(), d.double()
    criterion = nn.BCELoss()
    optimizers = [torch.optim.Adam(m.parameters(), lr=2e-4, betas=(0.5, 0.999)) for m in (d, g)]
    losses = []
    for step in range(STEPS):
        real = numbers([BATCH, channels, size, size], step)
        noise = numbers([BATCH, LATENT, 1, 1], step + 50)
        ones, zeros = torch.ones(BATCH).double(), torch.zeros(BATCH).double()
        d.zero_grad()
        on_real = criterion(d(real).view(-1), ones)
        on_real.backward()
        fake = g(noise)
        on_fake = criterion(d(fake.detach()).view(-1), zeros)
        on_fake.backward()
        optimizers[0].step()
        g.zero_grad()
        loss_g = criterion(d(fake).view(-1), ones)
        loss_g.backward()
        optimizers[1].step()
        losses.append([on_real.item(), on_fake.item(), loss_g.item()])
    return {"size": size, "channels": channels, "drawn": drawn, "losses": losses,
            "trained": {"g": sums(g), "d": sums(d)}}


def lenet():
    torch.manual_seed(1)
    net = nn.ModuleDict({
        "features": nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5),
                                  nn.ReLU(), nn.MaxPool2d(2)),
        "classifier": nn.Sequential(nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
                                    nn.Linear(84, 10))})
    drawn = sums(net)
    net.double()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    losses = []
    for step in range(STEPS):
        logits = net["classifier"](net["features"](numbers([BATCH, 1, 28, 28], step)))
        loss = nn.functional.cross_entropy(logits, torch.arange(BATCH))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"drawn": drawn, "losses": losses, "logits": short(logits), "trained": sums(net)}


def main():
    write("KagamiGANTests", "convolutional_models", {
        "latent": LATENT, "width": WIDTH, "batch": BATCH,
        "pairs": [pair(28, 7, 2, 1), pair(32, 4, 3, 3)], "lenet": lenet()})
