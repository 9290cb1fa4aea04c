"""Adversarial losses, and short runs of every recipe: Tests/KagamiGANTests/Goldens/adversarial.json.

Everything is in float64. The runs are written as PyTorch's users write them: two losses, each with a backward
pass of its own, where the trainers share one.
"""
import torch
import torch.nn.functional as F
from torch import nn

from common import write

BATCH, LATENT, PIXELS = 6, 5, 12
HIDDEN = [7, 9]
STEPS = 12


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))


def non_saturating(label):
    return (lambda r, f: (bce(r, label) + bce(f, 0)) / 2, lambda r, f: bce(f, 1))


# Name: the discriminator's and the generator's loss of logits of real and fake images.
LOSSES = {
    "original": (non_saturating(1)[0], lambda r, f: torch.log(1 - torch.sigmoid(f)).mean()),
    "non-saturating": non_saturating(1),
    "smoothed": non_saturating(0.9),
    "least-squares": (
        lambda r, f: (F.mse_loss(r, torch.ones_like(r)) + F.mse_loss(f, torch.zeros_like(f))) / 2,
        lambda r, f: F.mse_loss(f, torch.ones_like(f)) / 2),
    "hinge": (lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean(), lambda r, f: -f.mean()),
    "wasserstein": (lambda r, f: f.mean() - r.mean(), lambda r, f: -f.mean()),
    "relativistic": (
        lambda r, f: F.softplus(-(r - f)).mean(), lambda r, f: F.softplus(-(f - r)).mean()),
}


def classic():
    """Of probabilities."""
    def cross_entropy(p, target):
        return F.binary_cross_entropy(p, torch.full_like(p, target))
    return (
        lambda r, f: (cross_entropy(r, 1) + cross_entropy(f, 0)) / 2,
        lambda r, f: cross_entropy(f, 1))


def values(name, losses, real, fake):
    real, fake = real.clone().requires_grad_(), fake.clone().requires_grad_()
    loss_d, loss_g = losses[0](real, fake), losses[1](real, fake)
    slopes = torch.autograd.grad(loss_d, [real, fake])
    slope_g, = torch.autograd.grad(loss_g, [fake])
    return {
        "name": name, "real": real.flatten().tolist(), "fake": fake.flatten().tolist(),
        "lossD": loss_d.item(), "lossG": loss_g.item(), "realD": slopes[0].flatten().tolist(),
        "fakeD": slopes[1].flatten().tolist(), "fakeG": slope_g.flatten().tolist()}


def layers(extents, hidden, last):
    modules = []
    for index, (a, b) in enumerate(zip(extents, extents[1:])):
        modules += [nn.Linear(a, b), hidden() if index < len(extents) - 2 else last]
    return nn.Sequential(*modules)


def slope(logits, images):
    return torch.autograd.grad(logits.sum(), images, create_graph=True)[0]


def gradient_penalty(d, images, gamma):
    images = images.detach().requires_grad_()
    return gamma / 2 * slope(d[:-1](images), images).square().sum(1).mean()


def recipe(name, loss, adam=(2e-4, 0.5, 0.999), r1=0.0, r2=0.0, average=None, critic=None):
    return dict(name=name, loss=loss, adam=adam, r1=r1, r2=r2, average=average, critic=critic)


RECIPES = [
    recipe("classic", "classic"),
    recipe("fast", "non-saturating", (1e-3, 0.0, 0.99), r1=0.3, average=44_000),
    recipe("best", "non-saturating", (1e-3, 0.0, 0.99), r1=0.3, average=150_000),
    recipe("original", "original"),
    recipe("non-saturating", "non-saturating"),
    recipe("smoothed", "smoothed"),
    recipe("least-squares", "least-squares"),
    recipe("hinge", "hinge"),
    recipe("wgan", "wasserstein", critic="clip"),
    recipe("wgan-gp", "wasserstein", (1e-4, 0.0, 0.9), critic="penalty"),
    recipe("relativistic", "relativistic", (1e-3, 0.0, 0.99), r1=10.0, r2=10.0, average=44_000),
]


def run(plan):
    torch.manual_seed(3)
    g = layers([LATENT] + HIDDEN + [PIXELS], nn.ReLU, nn.Tanh()).double()
    d = layers([PIXELS] + HIDDEN[::-1] + [1], lambda: nn.LeakyReLU(0.2), nn.Sigmoid()).double()
    if plan["critic"] == "clip":
        make = lambda m: torch.optim.RMSprop(m.parameters(), lr=5e-5)
    else:
        lr, *betas = plan["adam"]
        make = lambda m: torch.optim.Adam(m.parameters(), lr=lr, betas=betas)
    optimizer_g, optimizer_d = make(g), make(d)
    is_classic = plan["loss"] == "classic"
    loss_d, loss_g = classic() if is_classic else LOSSES[plan["loss"]]
    score = d if is_classic else d[:-1]
    average = [p.detach().clone() for p in g.parameters()]
    stream = torch.Generator().manual_seed(4)
    losses = []
    noise = lambda: torch.randn(BATCH, LATENT, dtype=torch.float64)

    for step in range(STEPS):
        real = torch.rand(BATCH, PIXELS, generator=stream, dtype=torch.float64) * 2 - 1
        if plan["critic"] is None:
            fake = g(noise())
            by_d = loss_d(score(real), score(fake.detach()))
            by_g = loss_g(score(real).detach(), score(fake))
            total = by_d
            if plan["r1"]:
                total = total + gradient_penalty(d, real, plan["r1"])
            if plan["r2"]:
                total = total + gradient_penalty(d, fake, plan["r2"])
            grads_g = torch.autograd.grad(by_g, list(g.parameters()), retain_graph=True)
            optimizer_d.zero_grad()
            total.backward()
            for p, grad in zip(g.parameters(), grads_g):
                p.grad = grad
            optimizer_g.step()
            optimizer_d.step()
        else:
            fake = g(noise()).detach()
            by_d, by_g = loss_d(score(real), score(fake)), loss_g(score(real), score(fake))
            total = by_d
            if plan["critic"] == "penalty":
                share = torch.rand(BATCH, 1, dtype=torch.float64)
                between = (share * real + (1 - share) * fake).requires_grad_()
                norm = (slope(score(between), between).square().sum(1) + 1e-12).sqrt()
                total = total + 10 * (norm - 1).square().mean()
            optimizer_d.zero_grad()
            total.backward()
            optimizer_d.step()
            if plan["critic"] == "clip":
                for p in d.parameters():
                    p.data.clamp_(-0.01, 0.01)
            if (step + 1) % 5 == 0:
                optimizer_g.zero_grad()
                loss_g(None, score(g(noise()))).backward()
                optimizer_g.step()
        losses.append([by_g.item(), by_d.item()])
        if plan["average"]:
            seen = BATCH * (step + 1)
            decay = 0.5 ** (BATCH / min(plan["average"], seen / 10))
            for a, p in zip(average, g.parameters()):
                a.lerp_(p.detach(), 1 - decay)
    weights = average if plan["average"] else list(g.parameters())
    return {
        "recipe": plan["name"], "losses": losses,
        "sampler": weights[0].flatten().tolist(),
        "discriminator": list(d.parameters())[0].flatten().tolist()}


def main():
    torch.manual_seed(0)
    real, fake = 3 * torch.randn(2, 6, 1, dtype=torch.float64)
    # At the hinges, where the derivative is 0.
    real[0], fake[1] = 1, -1
    rows = [values(name, losses, real, fake) for name, losses in LOSSES.items()]
    rows.append(values("classic", classic(), torch.sigmoid(real), torch.sigmoid(fake)))
    write("KagamiGANTests", "adversarial", {
        "batch": BATCH, "latent": LATENT, "pixels": PIXELS, "hidden": HIDDEN, "values": rows,
        "runs": [run(plan) for plan in RECIPES]})
