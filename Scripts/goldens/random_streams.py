"""PyTorch's random streams: Tests/KagamiTests/Goldens/random.json."""
import torch

from common import write

SEEDS = [0, 1, 10, 1234567, 2**32 + 5]
SIZES = [1, 5, 15, 16, 17, 20, 100, 1000]


def ends(tensor):
    """First and last numbers, and the sum of all in float64."""
    flat = tensor.flatten()
    return {
        "count": flat.numel(), "first": flat[:8], "last": flat[-8:],
        "sum": flat.double().sum().item(),
    }


def after(seed, make):
    torch.manual_seed(seed)
    return make()


def permutation(count):
    order = torch.randperm(count)
    places = torch.arange(count)
    return {
        "count": count, "first": order[:20], "last": order[-20:],
        "hash": int((order * places % 1_000_003).sum().item()),
    }


def main():
    streams = []
    for seed in SEEDS:
        stream = {"seed": seed}
        for name, dtype in [("float32", torch.float32), ("float64", torch.float64)]:
            stream["rand_" + name] = [
                ends(after(seed, lambda: torch.rand(n, dtype=dtype))) for n in SIZES]
            stream["randn_" + name] = [
                ends(after(seed, lambda: torch.randn(n, dtype=dtype))) for n in SIZES]
        stream["uniform"] = ends(after(seed, lambda: torch.empty(100).uniform_(-3, 5)))
        stream["normal"] = ends(after(seed, lambda: torch.empty(100).normal_(2, 3)))
        stream["randint"] = [
            {"low": low, "high": high, "values": after(seed, lambda: torch.randint(low, high, (12,)))}
            for low, high in [
                (0, 10), (-5, 6), (0, 2**28 - 1), (0, 2**28), (0, 2**32), (-2**40, 2**50)]]
        stream["randperm"] = [
            after(seed, lambda: permutation(n)) for n in [0, 1, 2, 10, 100, 1000, 60000]]
        probabilities = torch.linspace(0, 1, 50)
        stream["bernoulli_float32"] = after(seed, lambda: torch.bernoulli(probabilities))
        stream["bernoulli_float64"] = after(seed, lambda: torch.bernoulli(probabilities.double()))
        stream["bernoulli_p"] = after(seed, lambda: torch.empty(50).bernoulli_(0.3))
        torch.manual_seed(seed)
        stream["mixed"] = [
            torch.randn(3), torch.rand(2), torch.randn(3), torch.randn(20)[-4:], torch.randn(1)]
        state = torch.get_rng_state()
        stream["state"] = bytes(state.tolist()).hex() if seed == 1 else ""
        stream["after"] = torch.rand(3)
        stream["seed_draw"] = str(after(
            seed, lambda: torch.empty((), dtype=torch.int64).random_().item()))
        streams.append(stream)
    write("KagamiTests", "random", {"streams": streams})
