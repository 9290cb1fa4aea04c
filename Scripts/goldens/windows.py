"""Convolution and pooling of images: Tests/KagamiTests/Goldens/windows.json.

Inputs are not written down: `numbers` makes the same ones in the tests.
"""
import torch
import torch.nn.functional as F

from common import write

NAN, INF = float("nan"), float("inf")


def numbers(shape, seed, dtype=torch.float64):
    """Multiples of 1/500 between -1 and 1.03 without pattern."""
    index = torch.arange(torch.Size(shape).numel())
    return ((index * 7919 + seed * 104729) % 1013).to(dtype).div(500).sub(1).reshape(shape)


def ties(shape, seed, specials):
    """Small whole numbers, and at some places others."""
    x = (((torch.arange(torch.Size(shape).numel()) * 7919 + seed * 104729) % 1013) % 5).double().reshape(shape)
    for place, value in [(p, v) for p, v in specials if p < x.numel()]:
        x.view(-1)[place] = value
    return x


def short(tensor):
    return [float(f"{v:.13g}") for v in tensor.detach().double().flatten().tolist()]


def digest(tensor):
    """All of few numbers; of many the first and the last, and two sums."""
    flat = tensor.detach().double().flatten()
    if flat.numel() <= 400:
        return {"shape": list(tensor.shape), "all": short(flat)}
    weights = torch.arange(flat.numel()) % 7 - 2.5
    return {"shape": list(tensor.shape), "ends": short(torch.cat([flat[:6], flat[-6:]])),
            "sum": flat.sum().item(), "weighted": (flat * weights).sum().item()}


def pair(value):
    return [value, value] if isinstance(value, int) else list(value)


def weigh(y):
    return (y * numbers(y.shape, 5, y.dtype)).sum()


def convolution(images, weight, bias=True, stride=1, padding=0, dilation=1, groups=1, second=False):
    leaves = [numbers(images, 1), numbers(weight, 2)] + ([numbers(weight[:1], 3)] if bias else [])
    for leaf in leaves:
        leaf.requires_grad_()
    y = F.conv2d(leaves[0], leaves[1], leaves[2] if bias else None, stride, padding, dilation, groups)
    gradients = torch.autograd.grad(weigh(y), leaves, create_graph=second)
    case = {
        "images": images, "weight": weight, "bias": bias, "stride": pair(stride),
        "padding": padding if isinstance(padding, str) else None,
        "zeros": None if isinstance(padding, str) else pair(padding), "dilation": pair(dilation), "groups": groups,
        "output": digest(y), "gradients": [digest(g) for g in gradients]}
    if second:
        penalty = (gradients[0] ** 2).sum() + weigh(gradients[1] ** 3)
        case["second"] = [digest(g) for g in torch.autograd.grad(penalty, leaves[:2])]
    return case


def pool(kind, x, size, stride=None, padding=0, dilation=1, ceil=False, include=True, divisor=None):
    x.requires_grad_()
    case = {"kind": kind, "shape": list(x.shape), "input": x.detach().flatten(), "size": pair(size),
            "stride": pair(size if stride is None else stride), "padding": pair(padding), "dilation": pair(dilation),
            "ceil": ceil, "include": include, "divisor": divisor}
    if kind == "max":
        y, indices = F.max_pool2d(x, size, stride, padding, dilation, ceil, True)
        case["indices"] = indices.flatten()
    else:
        y = F.avg_pool2d(x, size, stride, padding, ceil, include, divisor)
        case["indices"] = []
    weigh(y).backward()
    return {**case, "outputShape": list(y.shape), "output": y.detach().flatten(), "gradient": x.grad.flatten()}


def main():
    convolutions = [
        convolution([2, 3, 5, 6], [4, 3, 3, 2]),
        convolution([1, 1, 3, 3], [1, 1, 3, 3], bias=False),
        convolution([3, 2, 4, 4], [3, 2, 1, 1], second=True),
        convolution([2, 2, 7, 5], [3, 2, 3, 3], stride=2),
        convolution([2, 2, 7, 8], [3, 2, 3, 3], stride=(2, 3), padding=1, second=True),
        convolution([1, 2, 6, 9], [2, 2, 2, 3], stride=3, padding=(1, 2), bias=False),
        convolution([2, 1, 5, 5], [2, 1, 5, 5], padding=2),
        convolution([1, 2, 7, 7], [2, 2, 3, 3], dilation=2),
        convolution([2, 1, 8, 9], [2, 1, 3, 2], stride=(1, 2), padding=(2, 1), dilation=(3, 2)),
        convolution([2, 4, 4, 5], [6, 2, 3, 3], groups=2, padding=1),
        convolution([2, 3, 5, 4], [6, 1, 3, 3], groups=3, stride=2, padding=1, second=True),
        convolution([1, 4, 5, 5], [4, 1, 3, 3], groups=4, dilation=2, padding=2, bias=False),
        convolution([2, 5, 6], [4, 2, 3, 2], padding=1),
        convolution([0, 2, 4, 4], [3, 2, 3, 3]),
        convolution([2, 2, 4, 5], [2, 2, 2, 4], padding="same"),
        convolution([1, 2, 5, 6], [2, 2, 3, 2], padding="same", dilation=(1, 3)),
        convolution([1, 2, 5, 6], [2, 2, 3, 2], padding="valid"),
        convolution([1, 1, 2, 2], [1, 1, 2, 2], padding=2, stride=4),
        convolution([2, 1, 1, 6], [2, 1, 1, 3]),
        # Several strips of an image, several images of a strip, and more outputs than a tile has.
        convolution([3, 16, 33, 30], [8, 16, 3, 3], padding=1),
        convolution([9, 6, 14, 14], [16, 6, 5, 5]),
        convolution([2, 24, 15, 17], [70, 12, 4, 4], stride=2, padding=1, groups=2),
        convolution([5, 33, 7, 9], [65, 33, 1, 1]),
        # More strips than parts that their gradients are added up in.
        convolution([20, 1, 30, 31], [2, 1, 3, 3], padding=1),
    ]
    pools = []
    for index, (shape, options) in enumerate([
        ([2, 2, 4, 6], dict(size=2)), ([1, 2, 5, 7], dict(size=2)), ([2, 1, 5, 7], dict(size=2, ceil=True)),
        ([1, 2, 6, 5], dict(size=3, stride=2, padding=1)), ([2, 5, 4], dict(size=(3, 2), stride=(1, 2), padding=1)),
        ([1, 1, 7, 8], dict(size=3, stride=2, padding=1, ceil=True)), ([0, 2, 4, 4], dict(size=2)),
        ([1, 1, 2, 2], dict(size=3, stride=2, ceil=True)), ([1, 2, 5, 5], dict(size=2, stride=3, ceil=True)),
    ]):
        specials = [(3, NAN), (4, NAN), (11, INF), (12, -INF)] if index % 3 == 1 else []
        pools.append(pool("max", ties(shape, index, specials), **options))
        pools.append(pool("average", numbers(shape, index), **options))
    pools += [
        pool("max", ties([1, 2, 7, 6], 3, []), 3, 1, 1, 2),
        pool("max", ties([1, 1, 6, 9], 4, [(20, NAN), (26, NAN)]), (2, 3), (2, 1), 1, (1, 2), True),
        pool("max", torch.full((1, 1, 3, 3), -INF, dtype=torch.float64), 3, 1, 1),
        pool("average", numbers([1, 2, 6, 5], 1), 3, 2, 1, include=False),
        pool("average", numbers([1, 1, 7, 8], 2), (3, 2), (2, 2), 1, ceil=True, include=False),
        pool("average", numbers([1, 1, 7, 8], 2), 3, 2, 1, ceil=True, divisor=-4),
        pool("average", numbers([2, 4, 4], 2), 2, divisor=3),
    ]
    write("KagamiTests", "windows", {"convolutions": convolutions, "pools": pools})
