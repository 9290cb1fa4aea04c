"""The images, weights and windows that operations on images are timed with: names, shapes, arguments."""


def window(**numbers):
    """Arguments as texts; one number stands for both axes."""
    pairs = {"stride": 1, "padding": 0, "dilation": 1, **numbers}
    return {name: [str(n) for n in ([value] * 2 if isinstance(value, int) else value)]
            for name, value in pairs.items()}


def convolution(name, images, weight, groups=1, **numbers):
    return name, [images, weight, weight[:1]], {**window(**numbers), "groups": [str(groups)]}


def transposed(name, images, weight, **numbers):
    return name, [images, weight, weight[:1]], {**window(**numbers), "extended": ["False"]}


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
    "convTranspose2d": [
        transposed("DCGAN 100 to 512", [64, 100, 1, 1], [512, 100, 4, 4]),
        transposed("DCGAN 256 to 128", [16, 256, 8, 8], [128, 256, 4, 4], stride=2, padding=1),
        transposed("DCGAN 64 to 3", [16, 64, 32, 32], [3, 64, 4, 4], stride=2, padding=1),
    ],
    # One row of 1,024 of each channel.
    "conv1d": [
        convolution("3 64 to 64", [16, 64, 1, 1024], [64, 64, 1, 3], padding=1),
        convolution("9/4 1 to 32", [16, 1, 16, 1024], [32, 1, 1, 9], stride=4, padding=4),
    ],
    "convTranspose1d": [transposed("4/2 64 to 32", [16, 64, 1, 512], [32, 64, 1, 4], stride=2, padding=1)],
    "unfold": [pool("3x3", [16, 64, 28, 28], 3, 1, 1)],
    "fold": [pool("3x3", [16, 64, 28, 28], 3, 1, 1)],
    "adaptiveAvgPool2d": [pool("to 7x7", [16, 64, 28, 28], 7, 1), pool("to 1x1", [16, 64, 28, 28], 1, 1)],
    "adaptiveMaxPool2d": [pool("to 7x7", [16, 64, 28, 28], 7, 1)],
    "maxPool1d": [pool("2", [16, 64, 1, 1024], 2, 2, ceil=["False"])],
    "avgPool1d": [pool("2", [16, 64, 1, 1024], 2, 2, ceil=["False"])],
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
