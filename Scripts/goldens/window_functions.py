"""Transposed and one-dimensional convolutions, unfolding, pooling of other kinds, pixel shuffles:
Tests/KagamiTests/Goldens/window_functions.json.

Inputs are not written down: `numbers` makes the same ones in the tests. Each case has a name by which they know what to
call.
"""
import torch
import torch.nn.functional as F

from common import write
from windows import digest, numbers, weigh

FUNCTIONS = {
    "convTranspose2d": ([[2, 3, 4, 5], [3, 4, 3, 2], [4]], F.conv_transpose2d),
    "convTranspose2d without bias": ([[1, 2, 3, 3], [2, 1, 1, 1]], F.conv_transpose2d),
    "convTranspose2d that doubles": (
        [[2, 4, 5, 4], [4, 3, 4, 4], [3]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1)),
    "convTranspose2d with all": (
        [[2, 4, 3, 4], [4, 3, 3, 2], [6]],
        lambda x, w, b: F.conv_transpose2d(x, w, b, (2, 3), (1, 0), (1, 2), 2, (2, 1))),
    "convTranspose2d, output padding below dilation": (
        [[1, 2, 3, 3], [2, 2, 2, 2]], lambda x, w: F.conv_transpose2d(x, w, None, 1, 0, 2, 1, 3)),
    "convTranspose2d of one image": (
        [[3, 4, 4], [3, 1, 3, 3], [3]], lambda x, w, b: F.conv_transpose2d(x, w, b, 1, 1, 0, 3)),
    "convTranspose2d of none": ([[0, 2, 3, 3], [2, 2, 2, 2]], F.conv_transpose2d),
    "convTranspose2d of many": (
        [[9, 33, 7, 7], [33, 18, 4, 4], [18]], lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1)),
    "convTranspose1d": (
        [[2, 4, 5], [4, 2, 3], [4]], lambda x, w, b: F.conv_transpose1d(x, w, b, 2, 1, 1, 2)),
    "convTranspose1d of one": ([[2, 5], [2, 3, 2]], F.conv_transpose1d),
    "conv1d": ([[2, 3, 7], [4, 3, 3], [4]], F.conv1d),
    "conv1d with all": (
        [[2, 4, 11], [6, 2, 3], [6]], lambda x, w, b: F.conv1d(x, w, b, 2, 3, 2, 2)),
    "conv1d of one": ([[3, 7], [2, 3, 4]], lambda x, w: F.conv1d(x, w, padding="same")),
    "unfold": ([[2, 3, 5, 6]], lambda x: F.unfold(x, (2, 3))),
    "unfold with all": ([[2, 2, 6, 7]], lambda x: F.unfold(x, (3, 2), (1, 2), (2, 1), (2, 1))),
    "unfold of one": ([[2, 5, 5]], lambda x: F.unfold(x, 3, padding=1)),
    "fold": ([[2, 18, 20]], lambda x: F.fold(x, (5, 7), (2, 3))),
    "fold with all": ([[2, 12, 28]], lambda x: F.fold(x, (6, 7), (3, 2), (1, 2), (2, 1), (2, 1))),
    "fold of one": ([[9, 25]], lambda x: F.fold(x, 5, 3, padding=1)),
    "adaptiveAvgPool2d": ([[2, 3, 7, 10]], lambda x: F.adaptive_avg_pool2d(x, (3, 4))),
    "adaptiveAvgPool2d of 1": ([[2, 3, 7, 7]], lambda x: F.adaptive_avg_pool2d(x, 1)),
    "adaptiveAvgPool2d to more": ([[3, 4, 5]], lambda x: F.adaptive_avg_pool2d(x, (6, 10))),
    "adaptiveAvgPool1d": ([[2, 3, 11]], lambda x: F.adaptive_avg_pool1d(x, 4)),
    "adaptiveMaxPool2d": ([[2, 3, 7, 10]], lambda x: F.adaptive_max_pool2d(x, (3, 5))),
    "adaptiveMaxPool2d to more": ([[3, 4, 5]], lambda x: F.adaptive_max_pool2d(x, (6, 3))),
    "adaptiveMaxPool1d": ([[2, 3, 11]], lambda x: F.adaptive_max_pool1d(x, 4)),
    "maxPool1d": ([[2, 3, 11]], lambda x: F.max_pool1d(x, 3, 2, 1)),
    "maxPool1d with all": ([[3, 12]], lambda x: F.max_pool1d(x, 3, 2, 1, 2, True)),
    "avgPool1d": ([[2, 3, 11]], lambda x: F.avg_pool1d(x, 3)),
    "avgPool1d with all": ([[3, 12]], lambda x: F.avg_pool1d(x, 3, 2, 1, True, False)),
    "pixelShuffle": ([[2, 12, 3, 4]], lambda x: F.pixel_shuffle(x, 2)),
    "pixelUnshuffle": ([[2, 3, 6, 9]], lambda x: F.pixel_unshuffle(x, 3)),
}


def main():
    cases = []
    for name, (shapes, function) in FUNCTIONS.items():
        leaves = [numbers(shape, seed + 1).requires_grad_() for seed, shape in enumerate(shapes)]
        y = function(*leaves)
        gradients = torch.autograd.grad(weigh(y), leaves)
        cases.append({"name": name, "shapes": shapes, "output": digest(y),
                      "gradients": [digest(g) for g in gradients]})
    write("KagamiTests", "window_functions", {"cases": cases})
