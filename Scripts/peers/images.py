"""The images, weights and windows that operations on images are timed with: names, shapes, arguments."""


def window(**numbers):
    """Arguments as texts; one number stands for both axes."""
    pairs = {"stride": 1, "padding": 0, "dilation": 1, **numbers}
    return {name: [str(n) for n in ([value] * 2 if isinstance(value, int) else value)]
            for name, value in pairs.items()}


def convolution(name, images, weight, groups=1, **numbers):
    return name, [images, weight, weight[:1]], {**window(**numbers), "groups": [str(groups)]}


def pool(name, images, size, stride, padding=0, **more):
    return name, [images], {**window(size=size, stride=stride, padding=padding), **more}


# Of a batch of 64 in LeNet, of 16 in what is deeper.
CALLS = {
    "conv2d": [
        convolution("LeNet 1 to 6", [64, 1, 28, 28], [6, 1, 5, 5], padding=2),
        convolution("LeNet 6 to 16", [64, 6, 14, 14], [16, 6, 5, 5]),
        convolution("3x3 64 to 64", [16, 64, 28, 28], [64, 64, 3, 3], padding=1),
        convolution("4x4/2 64 to 128", [16, 64, 32, 32], [128, 64, 4, 4], stride=2, padding=1),
        convolution("1x1 64 to 256", [16, 64, 28, 28], [256, 64, 1, 1]),
        convolution("3x3 64 by itself", [16, 64, 28, 28], [64, 1, 3, 3], groups=64, padding=1),
    ],
    "conv2d of equal extents": [],
    "maxPool2d": [
        pool("LeNet 2x2", [64, 6, 28, 28], 2, 2, ceil=["False"]),
        pool("3x3/2", [16, 64, 28, 28], 3, 2, 1, ceil=["False"]),
    ],
    "maxPool2d: indices": [],
    "avgPool2d": [
        pool("LeNet 2x2", [64, 6, 28, 28], 2, 2, ceil=["False"], include=["True"]),
        pool("3x3/2", [16, 64, 28, 28], 3, 2, 1, ceil=["False"], include=["True"]),
    ],
}
