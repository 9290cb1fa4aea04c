"""One GAN training step in PyTorch and JAX, as a server: each line "BATCH MILLISECONDS" on standard input
is answered with the milliseconds of single steps, timed for about that long.

The work: G 100-256-512-1024-784 (ReLU, tanh), D 784-1024-512-256-1 (LeakyReLU 0.2, sigmoid), float32,
binary cross-entropy, Adam(2e-4, betas 0.5/0.999) for each, fresh noise every step, a fixed batch of real
samples in [-1, 1]; both updates.

usage: sides.py torch | torch-fused | torch-frozen | torch-compiled | jax
"""
import json
import statistics
import sys
import time

VARIANT = sys.argv[1]
G_WIDTHS, D_WIDTHS = [100, 256, 512, 1024, 784], [784, 1024, 512, 256, 1]


def torch_step(batch):
    import torch
    from torch import nn

    def mlp(widths, activation, last):
        layers = []
        for i, o in zip(widths, widths[1:]):
            layers += [nn.Linear(i, o), activation()]
        return nn.Sequential(*layers[:-1], last)

    torch.manual_seed(0)
    g = mlp(G_WIDTHS, lambda: nn.ReLU(True), nn.Tanh())
    d = mlp(D_WIDTHS, lambda: nn.LeakyReLU(0.2, True), nn.Sigmoid())
    fused = {} if VARIANT == "torch" else {"fused": True}
    frozen = VARIANT in ("torch-frozen", "torch-compiled")
    adam = lambda m: torch.optim.Adam(m.parameters(), lr=2e-4, betas=(0.5, 0.999), **fused)
    opt_g, opt_d, bce = adam(g), adam(d), nn.BCELoss()
    real, one, zero = torch.rand(batch, 784) * 2 - 1, torch.ones(batch, 1), torch.zeros(batch, 1)
    if VARIANT == "torch-compiled":
        g.compile(), d.compile()

    def step():
        opt_g.zero_grad()
        if frozen:
            d.requires_grad_(False)
        fake = g(torch.randn(batch, 100))
        bce(d(fake), one).backward()
        opt_g.step()
        if frozen:
            d.requires_grad_(True)
        opt_d.zero_grad()
        ((bce(d(real), one) + bce(d(fake.detach()), zero)) / 2).backward()
        opt_d.step()

    return step


def jax_step(batch):
    import jax
    import jax.numpy as jnp
    from functools import partial

    def init(key, widths):
        params = []
        for i, o in zip(widths, widths[1:]):
            key, a, b = jax.random.split(key, 3)
            s = i**-0.5
            uniform = lambda k, shape: jax.random.uniform(k, shape, minval=-s, maxval=s)
            params.append((uniform(a, (i, o)), uniform(b, (o,))))
        return params

    def mlp(params, x, activation, last):
        for w, b in params[:-1]:
            x = activation(x @ w + b)
        w, b = params[-1]
        return last(x @ w + b)

    g_of = lambda p, x: mlp(p, x, jax.nn.relu, jnp.tanh)
    d_of = lambda p, x: mlp(p, x, lambda v: jax.nn.leaky_relu(v, 0.2), jax.nn.sigmoid)
    log = lambda p: jnp.maximum(jnp.log(p), -100)
    bce = lambda p, t: -jnp.mean(t * log(p) + (1 - t) * log(1 - p))
    tmap = jax.tree_util.tree_map

    def adam(p, grad, m, v, t):
        m = tmap(lambda a, b: 0.5 * a + 0.5 * b, m, grad)
        v = tmap(lambda a, b: 0.999 * a + 0.001 * b * b, v, grad)
        root = lambda v: jnp.sqrt(v / (1 - 0.999**t)) + 1e-8
        p = tmap(lambda a, m, v: a - 2e-4 * (m / (1 - 0.5**t)) / root(v), p, m, v)
        return p, m, v

    @partial(jax.jit, donate_argnums=(0, 1))
    def update(gs, ds, key, real, t):
        key, k = jax.random.split(key)
        z = jax.random.normal(k, (batch, 100))
        (gp, gm, gv), (dp, dm, dv) = gs, ds

        def g_loss(gp):
            fake = g_of(gp, z)
            return bce(d_of(dp, fake), 1.0), fake

        (lg, fake), gg = jax.value_and_grad(g_loss, has_aux=True)(gp)
        d_loss = lambda dp: (bce(d_of(dp, real), 1.0) + bce(d_of(dp, fake), 0.0)) / 2
        ld, dg = jax.value_and_grad(d_loss)(dp)
        return adam(gp, gg, gm, gv, t), adam(dp, dg, dm, dv, t), key, lg + ld

    g, d = init(jax.random.key(0), G_WIDTHS), init(jax.random.key(1), D_WIDTHS)
    zeros = lambda p: tmap(jnp.zeros_like, p)
    state = {"g": (g, zeros(g), zeros(g)), "d": (d, zeros(d), zeros(d)), "key": jax.random.key(2)}
    state["t"] = 1.0
    real = jax.random.uniform(jax.random.key(3), (batch, 784)) * 2 - 1

    def step():
        state["g"], state["d"], state["key"], loss = update(
            state["g"], state["d"], state["key"], real, state["t"])
        state["t"] += 1.0
        loss.block_until_ready()

    return step


steps = {}
for line in sys.stdin:
    batch, budget = int(line.split()[0]), float(line.split()[1])
    if batch not in steps:
        steps[batch] = jax_step(batch) if VARIANT == "jax" else torch_step(batch)
        for _ in range(10):
            steps[batch]()
    for _ in range(2):
        steps[batch]()
    times, end = [], time.perf_counter() + budget / 1e3
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        steps[batch]()
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({"median": statistics.median(times), "minimum": min(times)}), flush=True)
