"""Grids, pictures and transforms of torchvision: Tests/KagamiDataTests/Goldens/pictures.json."""
import base64
import io
import pathlib
import tempfile

import numpy
import torch
from PIL import Image
from torchvision import transforms
from torchvision.datasets import ImageFolder
from torchvision.utils import make_grid, save_image

from common import write


def described(x):
    return {"shape": list(x.shape), "values": x.flatten()}


def grids():
    """Images drawn by randn from a seed, what make_grid makes of them, and the pixels of save_image."""
    for number, (shape, options) in enumerate([
            ((5, 3, 4, 6), {}), ((5, 1, 4, 6), {"nrow": 2}), ((4, 3, 2, 2), {"nrow": 2, "padding": 0}),
            ((3, 3, 3, 2), {"normalize": True}), ((3, 3, 3, 2), {"normalize": True, "scale_each": True}),
            ((3, 3, 3, 2), {"normalize": True, "value_range": (-1, 1), "pad_value": 0.5}),
            ((3, 1, 3, 2), {"normalize": True, "value_range": (0.25, 0.25), "scale_each": True}),
            ((1, 3, 3, 2), {"normalize": True}), ((3, 3, 2), {}), ((1, 3, 2), {}), ((3, 2), {"padding": 5}),
            ((17, 3, 1, 1), {"padding": 3, "pad_value": 1.0, "normalize": True}), ((2, 2, 3, 3), {})]):
        torch.manual_seed(number)
        x = torch.randn(shape)
        grid = make_grid(x, **options)
        pixels, size = "", []
        if grid.shape[0] == 3:
            file = io.BytesIO()
            save_image(x, file, format="png", **options)
            array = numpy.array(Image.open(file).convert("RGB"))
            pixels, size = base64.b64encode(array.tobytes()).decode(), list(array.shape)
        yield {"seed": number, "shape": list(shape), "nrow": options.get("nrow", 8),
               "padding": options.get("padding", 2), "normalize": options.get("normalize", False),
               "range": list(options.get("value_range", [])), "scaleEach": options.get("scale_each", False),
               "padValue": options.get("pad_value", 0.0), "grid": described(grid), "pixels": pixels,
               "size": size}


def files():
    """PNG files of Pillow's, and their pixels in RGB."""
    array = (numpy.arange(5 * 7 * 3).reshape(5, 7, 3) * 37 % 256).astype(numpy.uint8)
    rgb = Image.fromarray(array)
    alpha = Image.fromarray(numpy.dstack([array, (array[..., 0] // 2)]), "RGBA")
    for name, image in [
            ("RGB", rgb), ("RGBA", alpha), ("L", rgb.convert("L")), ("LA", rgb.convert("LA")),
            ("P", rgb.quantize(8)), ("1", rgb.convert("1"))]:
        file = io.BytesIO()
        image.save(file, format="png")
        pixels = numpy.array(Image.open(file).convert("RGB"))
        yield {"name": name, "width": image.width, "height": image.height,
               "file": base64.b64encode(file.getvalue()).decode(),
               "pixels": base64.b64encode(pixels.tobytes()).decode()}


def transformed():
    """Images drawn by rand from seed 0, transformed three times after seed 1, and the draw that follows."""
    for name, shape, transform in [
            ("normalize", (3, 4, 5), transforms.Normalize((0.5, 0.4, 0.3), (0.2, 0.3, 0.4))),
            ("normalizeAll", (2, 4, 5), transforms.Normalize((0.5,), (0.5,))),
            ("resize 3 4", (3, 9, 7), transforms.Resize((3, 4))),
            ("resize 12 4", (3, 9, 7), transforms.Resize((12, 4))),
            ("resize 20 30", (2, 9, 7), transforms.Resize((20, 30))),
            ("resizePlain 3 4", (3, 9, 7), transforms.Resize((3, 4), antialias=False)),
            ("resizePlain 20 5", (2, 3, 9, 7), transforms.Resize((20, 5), antialias=False)),
            ("shorter 5", (3, 9, 7), transforms.Resize(5)), ("shorter 11", (3, 7, 9), transforms.Resize(11)),
            ("shorter 4", (1, 4, 4), transforms.Resize(4)),
            ("center 4 3", (3, 9, 8), transforms.CenterCrop((4, 3))),
            ("center 5 5", (3, 8, 8), transforms.CenterCrop(5)),
            ("center 11 4", (3, 8, 7), transforms.CenterCrop((11, 4))),
            ("center 9 10", (3, 8, 7), transforms.CenterCrop((9, 10))),
            ("crop 4 3 0", (3, 9, 8), transforms.RandomCrop((4, 3))),
            ("crop 8 8 2", (3, 8, 8), transforms.RandomCrop(8, padding=2)),
            ("crop 8 8 0", (3, 8, 8), transforms.RandomCrop(8)),
            ("reflect 8 8 2", (3, 8, 8), transforms.RandomCrop(8, padding=2, padding_mode="reflect")),
            ("flip 0.5", (3, 2, 5), transforms.RandomHorizontalFlip()),
            ("flip 0.9", (2, 3, 2, 5), transforms.RandomHorizontalFlip(0.9))]:
        torch.manual_seed(0)
        image = torch.rand(shape)
        torch.manual_seed(1)
        results = [described(transform(image)) for _ in range(3)]
        yield {"name": name, "shape": list(shape), "results": results, "after": torch.rand(2)}


def folder():
    """The order of torchvision's ImageFolder over names that sort differently by other rules."""
    names = ["b/2.png", "b/10.png", "B/x.PNG", "a/z/1.png", "a/z-1/1.png", "a/Z.png", "a/é.png", "a/e\u0301.png",
             "a/f.png", "a/notes.txt", "empty.png", "b/sub/deep/1.png"]
    with tempfile.TemporaryDirectory() as root:
        for name in names:
            path = pathlib.Path(root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (2, 2)).save(path, format="png")
        data = ImageFolder(root)
        return {"names": names, "classes": data.classes,
                "files": [[str(pathlib.Path(p).relative_to(root)), c] for p, c in data.samples
                          if p.lower().endswith(".png")]}


def main():
    folders = folder()
    folders["files"] = [{"path": path, "label": label} for path, label in folders["files"]]
    write("KagamiDataTests", "pictures", {
        "grids": list(grids()), "files": list(files()), "transforms": list(transformed()),
        "folder": folders})
