"""Files to begin with, good and bad, from the tests' golden files: corpus.py FOLDER makes a folder for each parser."""
import base64
import json
import pathlib
import sys
import zlib

GOLDENS = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "KagamiDataTests" / "Goldens"


def golden(name):
    return json.loads((GOLDENS / f"{name}.json").read_text())["files"]


def files():
    """Parser and bytes."""
    for file in golden("hostile_files"):
        yield file["kind"], zlib.decompress(base64.b64decode(file["file"]))
    for kind in ["npy", "npz"]:
        for file in golden(f"{kind}_files"):
            yield kind, base64.b64decode(file["file"])
    for path in GOLDENS.glob("torch_*.pt"):
        yield "torch", path.read_bytes()
    header = b'{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
    yield "safetensors", len(header).to_bytes(8, "little") + header + bytes(8)
    rows = zlib.compress(b"\0\1\2\0\3\4")
    head = (2).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    parts = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    yield "png", b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in parts)
    for text in ["1,2\n3,4\n", "a,b\r\n1.5,-2e-3\r\n", "\"x \"\"y\"\"\",\"z\"\n0x1p3,nan\n", "# c\n1;2\n", "inf,-inf\n", "1,\n,2\n"]:
        yield "csv", text.encode()
    yield "idx", b"\0\0\x08\2" + (2).to_bytes(4, "big") * 2 + b"abcd"


def main():
    folder = pathlib.Path(sys.argv[1])
    for index, (kind, data) in enumerate(files()):
        for parser in [kind, "gzip"] if data[:2] == b"\x1f\x8b" else [kind]:
            (folder / parser).mkdir(parents=True, exist_ok=True)
            (folder / parser / f"{index:04d}").write_bytes(data)


if __name__ == "__main__":
    main()
