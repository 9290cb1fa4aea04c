"""Files of torch.save: Tests/KagamiDataTests/Goldens/torch_*.pt, and what is in them, torch_files.json."""
import io
import pickle
import struct
import zipfile
from collections import OrderedDict

import torch
from torch import nn

from common import ROOT, write

FOLDER = ROOT / "Tests" / "KagamiDataTests" / "Goldens"
DTYPES = [
    torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16,
    torch.float32, torch.float64]


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


class StorageReader(pickle.Unpickler):
    """Collects the storages of a pickle, in the order in which they are named, with the bytes of an element."""

    widths = None

    def persistent_load(self, reference):
        self.widths[reference[2]] = torch._utils._element_size(reference[1])


    def find_class(self, module, name):
        if name.startswith("_rebuild"):
            return lambda *arguments: None
        if name.endswith("Storage"):
            return torch.serialization.StorageType(name).dtype
        return super().find_class(module, name)


def legacy(value):
    """A file of the format before 1.6, with keys that are the same on every run.

    PyTorch takes addresses for keys, and sorts by them.
    """
    data = saved(value, _use_new_zipfile_serialization=False)
    stream = io.BytesIO(data)
    for _ in range(3):
        pickle.load(stream)
    reader = StorageReader(stream)
    reader.widths = {}
    reader.load()
    head = data[:stream.tell()]
    keys = pickle.load(stream)
    bodies = {}
    for key in keys:
        count = stream.read(8)
        bodies[key] = count + stream.read(struct.unpack("<q", count)[0] * reader.widths[key])
    assert stream.read() == b"" and sorted(keys) == sorted(reader.widths)
    names = {key: str(number).zfill(len(key)) for number, key in enumerate(reader.widths)}
    for key, name in names.items():
        head = head.replace(key.encode(), name.encode())
    body = b"".join(bodies[key] for key in names)
    return head + pickle.dumps(list(names.values()), protocol=2) + body


def records(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data, folder, method=zipfile.ZIP_STORED, change=lambda name, content: content):
    """The records of an archive as another program packs them, under another name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo(folder + "/"), b"")
        for name, content in records(data).items():
            name = name.split("/", 1)[1]
            entry = zipfile.ZipInfo(f"{folder}/{name}")
            entry.compress_type = method
            with archive.open(entry, "w", force_zip64=True) as file:
                file.write(change(name, content))
    return buffer.getvalue()


def big_endian(data, width):
    """An archive of elements of one width as a machine writes it whose highest byte comes first."""
    def change(name, content):
        if name == "byteorder":
            return b"big"
        if not name.startswith("data/"):
            return content
        return b"".join(
            content[place:place + width][::-1] for place in range(0, len(content), width))
    return repacked(data, "big", change=change)


def entries(data):
    """The entries of an archive's directory, and where it begins."""
    end = data.rindex(b"PK\5\6")
    size, place = struct.unpack_from("<II", data, end + 12)
    found, start = [], place
    while place < start + size:
        lengths = struct.unpack_from("<HHH", data, place + 28)
        found.append(data[place:place + 46 + sum(lengths)])
        place += len(found[-1])
    return found, start


def ended(files, directory, count, is_large=False):
    """An archive of files and a directory, with the ends that PyTorch writes."""
    start, size = len(files), len(directory)
    end = (2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1) if is_large else (count, count, size, start)
    return files + directory + struct.pack(
        "<4sQHHIIQQQQ", b"PK\6\6", 44, 0x31E, 45, 0, 0, count, count, size, start) + struct.pack(
        "<4sIQI", b"PK\6\7", 0, start + size, 1) + struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, *end, 0)


def without_identifier(data):
    """An archive without its last record, an identifier that need not be there."""
    found, _ = entries(data)
    assert b".data/serialization_id" in found[-1]
    end, = struct.unpack_from("<I", found[-1], 42)
    return ended(data[:end], b"".join(found[:-1]), len(found) - 1)


def with_large_sizes(data):
    """An archive whose directory has all sizes and offsets in 64 bits, as one of more than 4 GiB has some."""
    found, start = entries(data)
    directory = b""
    for entry in found:
        stored, size, length, _, _ = struct.unpack_from("<IIHHH", entry, 20)
        offset, = struct.unpack_from("<I", entry, 42)
        directory += entry[:20] + struct.pack("<IIHH", 2**32 - 1, 2**32 - 1, length, 40)
        directory += entry[32:42] + struct.pack("<I", 2**32 - 1) + entry[46:46 + length]
        # A field of another kind comes first.
        directory += struct.pack("<HHQHHQQQ", 0x4246, 8, 0, 1, 24, size, stored, offset)
    return ended(data[:start], directory, len(found), is_large=True)


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Linear(4, 2))


def checkpoint():
    """What a training saves: settings, a state of a module, and one of Adam."""
    net = network()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    net(torch.linspace(-1, 1, 6).reshape(2, 3)).square().sum().backward()
    optimizer.step()
    return {
        "epoch": 3, "loss": 0.25, "name": "caf\u00e9", "done": False, "best": None,
        "large": 1 << 40, "negative": -5, "history": [0.5, 0.25, float("inf")],
        "size": torch.Size([2, 3]), "dtype": torch.bfloat16, "model": net.state_dict(),
        "optimizer": optimizer.state_dict()}


def views():
    """Tensors that share storages, in all of Kagami's types."""
    base = torch.arange(12, dtype=torch.float32)
    square = base.reshape(3, 4)
    state = OrderedDict(
        base=base, slice=base[2:6], transposed=square.t(), column=square[:, 1],
        every=base[1::3], row=square[1:2], parameter=nn.Parameter(square[0]),
        leaf=torch.ones(2, requires_grad=True), number=torch.tensor(2.5, dtype=torch.float64),
        empty=torch.empty(0, 3))
    for dtype in DTYPES:
        state[str(dtype).split(".")[1]] = torch.tensor([[0, 1, 1], [1, 0, 1]]).to(dtype)
    state["extremes"] = torch.tensor([-2**63, 2**63 - 1])
    return state


def plain():
    """What Kagami writes: no dictionaries in order of their own, no shared storages, no equal strings that are two."""
    step = "step"
    return {
        "epoch": 3, "loss": 0.25, "bits": [255, 256, 65535, 65536, -1, -129, 2**31 - 1, 2**31, 2**40],
        "bounds": [-2**63, 2**63 - 1, -2**31 - 1], "name": "caf\u00e9", "done": True, "best": None,
        "pair": (0.9, 0.999), "one": ("a",), "four": (1, 2, 3, 4), "nothing": (), "list": [],
        "dictionary": {}, "single": [7], "dtype": torch.float32,
        "state": {0: {step: torch.tensor(1.0)}, 1: {step: torch.tensor(2.0)}},
        "weight": torch.arange(6, dtype=torch.float32).reshape(2, 3),
        "bool": torch.tensor([True, False]), "uint8": torch.tensor([1, 255], dtype=torch.uint8),
        "int32": torch.tensor([-1, 2], dtype=torch.int32), "int64": torch.tensor([[3], [-4]]),
        "bfloat16": torch.tensor([1.5, -2], dtype=torch.bfloat16),
        "float64": torch.tensor([0.1], dtype=torch.float64), "empty": torch.empty(0, 3),
        "many": list(range(1001))}


def tensors(value, path=""):
    """All tensors of a value, with where they are."""
    if isinstance(value, torch.Tensor):
        return [{
            "path": path, "dtype": str(value.dtype).split(".")[1], "shape": list(value.shape),
            "values": value.detach().double().flatten().tolist()}]
    parts = value.items() if isinstance(value, dict) else (
        enumerate(value) if isinstance(value, (list, tuple)) else [])
    return [found for key, part in parts for found in tensors(part, f"{path}/{key}".lstrip("/"))]


def main():
    net, complex_ = network().state_dict(), {"w": torch.ones(2, dtype=torch.complex64)}
    files = {
        "linear": saved(net), "linear_legacy": legacy(net),
        "checkpoint": saved(checkpoint()), "checkpoint_legacy": legacy(checkpoint()),
        "views": saved(views()), "views_legacy": legacy(views()),
        "protocol4": saved(net, pickle_protocol=4),
        "deflated": repacked(saved(net), "a folder", zipfile.ZIP_DEFLATED),
        "large_sizes": with_large_sizes(saved(net)),
        "big_endian": big_endian(saved({"a": torch.tensor([1.5, -2.0])}), 4),
        "plain": without_identifier(saved(plain())),
        "complex": saved({"model": complex_}), "complex_legacy": legacy({"model": complex_}),
        "uint16": saved({"w": torch.ones(2, dtype=torch.uint16)}),
        "expanded": saved({"w": torch.ones(1).expand(3)}),
        "module": saved(nn.Linear(2, 1)),
    }
    torch.serialization.set_crc32_options(False)
    files["unchecked"] = saved(net)
    torch.serialization.set_crc32_options(True)
    for name, data in files.items():
        path = FOLDER / f"torch_{name}.pt"
        path.write_bytes(data)
        print(path.relative_to(ROOT), len(data))
        if name != "module":
            # PyTorch reads other protocols than its own only where it may run what it reads.
            torch.load(path, weights_only=name != "protocol4")
    write("KagamiDataTests", "torch_files", {
        "linear": tensors(net), "checkpoint": tensors(checkpoint()), "views": tensors(views())})
